using System;
using System.Collections.Generic;
using System.Linq;
using Stethos.Protocol;

namespace Stethos.Fuzz.Tests;

/// <summary>Makes inputs that are nearly right out of inputs that are right.</summary>
internal sealed class Mutator(Random random, IReadOnlyList<byte[]> corpus)
{
    // Heads and numbers at the edges of what CBOR and the messages allow.
    private static readonly byte[] Interesting =
    [
        0x00, 0x01, 0x17, 0x18, 0x19, 0x1A, 0x1B, 0x1C, 0x1F, 0x20, 0x37, 0x3B, 0x40, 0x47, 0x48, 0x58, 0x5B, 0x5F, 0x60, 0x7B, 0x7F,
        0x80, 0x81, 0x9B, 0x9F, 0xA0, 0xB8, 0xBB, 0xBF, 0xC0, 0xD8, 0xDB, 0xE0, 0xF6, 0xF8, 0xF9, 0xFA, 0xFB, 0xFF
    ];

    private readonly CborReader _reader = new();
    private readonly CborWriter _writer = new();

    /// <summary>The next input, at most <paramref name="longest"/> bytes.</summary>
    public byte[] Next(int longest)
    {
        var input = random.Next(20) == 0 ? Noise(random.Next(64)) : corpus[random.Next(corpus.Count)].ToList();
        for (var n = random.Next(4); n > 0; n--)
        {
            Mutate(input);
        }

        return [.. input.Take(longest)];
    }

    private void Mutate(List<byte> input)
    {
        if (input.Count == 0)
        {
            input.AddRange(Noise(8));
            return;
        }

        var at = random.Next(input.Count);
        switch (random.Next(12))
        {
            case 0:
                input[at] ^= (byte)(1 << random.Next(8));
                break;
            case 1:
                input[at] = Interesting[random.Next(Interesting.Length)];
                break;
            case 2:
                input[at] = (byte)random.Next(256);
                break;
            case 3:
                input[at] += (byte)(random.Next(2) == 0 ? 1 : 255);
                break;
            case 4:
                input.Insert(at, Interesting[random.Next(Interesting.Length)]);
                break;
            case 5:
                input.RemoveRange(at, Math.Min(random.Next(1, 5), input.Count - at));
                break;
            case 6:
                input.RemoveRange(at, input.Count - at);
                break;
            case 7:
                input.InsertRange(at, input.GetRange(at, Math.Min(random.Next(1, 9), input.Count - at)));
                break;
            case 8:
                DropField(input);
                break;
            case 9:
                ReplaceValue(input);
                break;
            default:
                var other = corpus[random.Next(corpus.Count)];
                var from = random.Next(other.Length);
                input.RemoveRange(at, input.Count - at);
                input.AddRange(other.AsSpan(from).ToArray());
                break;
        }
    }

    // Bytes alone seldom give a message that is whole but for one field or one number.
    private void DropField(List<byte> input)
    {
        var fields = FieldsOf(input);
        if (fields.Count > 0)
        {
            var (start, _, end) = fields[random.Next(fields.Count)];
            input.RemoveRange(start, end - start);
            input[0]--;
        }
    }

    private void ReplaceValue(List<byte> input)
    {
        var fields = FieldsOf(input);
        if (fields.Count > 0)
        {
            var (_, value, end) = fields[random.Next(fields.Count)];
            var number = (ulong)random.NextInt64() >> random.Next(63);
            var edge = 1UL << random.Next(64);
            var buffer = new byte[9];
            _writer.Reset(buffer, 0, buffer.Length);
            _writer.Unsigned(random.Next(3) switch { 0 => number, 1 => edge, _ => edge - 1 });
            input.RemoveRange(value, end - value);
            input.InsertRange(value, buffer[.._writer.Length]);
        }
    }

    // Start, start of the value and end of each field of a map with a head and keys of one byte.
    private List<(int Start, int Value, int End)> FieldsOf(List<byte> input)
    {
        var fields = new List<(int, int, int)>();
        if (input[0] is <= 0xA0 or > 0xB7)
        {
            return fields;
        }

        var bytes = input.ToArray();
        for (var at = 1; at + 1 < bytes.Length;)
        {
            _reader.Reset(bytes, at + 1, bytes.Length - at - 1);
            if (!_reader.Skip())
            {
                break;
            }

            var end = bytes.Length - _reader.Remaining;
            fields.Add((at, at + 1, end));
            at = end;
        }

        return fields;
    }

    private List<byte> Noise(int length)
    {
        var bytes = new byte[length];
        random.NextBytes(bytes);
        return [.. bytes];
    }
}
