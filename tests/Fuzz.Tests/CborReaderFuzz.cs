using System;
using System.IO;
using System.Linq;
using Stethos.Protocol;
using Stethos.Testing;
using Xunit.Abstractions;

namespace Stethos.Fuzz.Tests;

public sealed class CborReaderFuzz(ITestOutputHelper output)
{
    private const int Longest = 300;
    private readonly CborReader _reader = new();

    [Fact]
    public void Any_calls_on_any_bytes_stay_inside_and_stop_at_the_first_fault()
    {
        var random = new Random(FuzzRun.Seed);
        var golden = GoldenVector.Names.Select(name => GoldenVector.Load(name).Bytes).ToArray();
        var mutator = new Mutator(random, golden);
        var surroundings = new Surroundings(Longest);
        var whole = 0;
        for (var i = 0; i < FuzzRun.Count; i++)
        {
            var input = mutator.Next(Longest);
            var calls = random.Next();
            try
            {
                var trace = surroundings.Read(input, (buffer, offset, count) => Walk(buffer, offset, count, calls));
                whole += trace.Error == FrameErrorCode.None ? 1 : 0;
            }
            catch (Exception fault)
            {
                Assert.Fail($"{FuzzRun.Describe(i, input)}, calls {calls}\n{fault}");
            }
        }

        output.WriteLine($"seed {FuzzRun.Seed}: {whole} of {FuzzRun.Count} walks without a fault");
        Assert.InRange(whole, 1, FuzzRun.Count - 1);
    }

    // Reads with calls drawn from a seed until a fault or the end; the outcome tells everything that was read.
    private (FrameErrorCode Error, int Remaining, ulong Read) Walk(byte[] buffer, int offset, int count, int calls)
    {
        var random = new Random(calls);
        var skipsOnly = random.Next(4) == 0;
        ulong read = 14695981039346656037;
        _reader.Reset(buffer, offset, count);
        while (_reader.Remaining > 0)
        {
            var before = _reader.Remaining;
            var ok = Call(skipsOnly ? 0 : random.Next(9), buffer, offset, count, ref read);
            Assert.InRange(_reader.Remaining, 0, before);
            Assert.Equal(ok, _reader.Error == FrameErrorCode.None);
            if (!ok)
            {
                var left = _reader.Remaining;
                Assert.False(_reader.Skip());
                Assert.Equal(left, _reader.Remaining);
                break;
            }

            Assert.True(_reader.Remaining < before, "nothing was read and no fault set");
        }

        return (_reader.Error, _reader.Remaining, read);
    }

    private bool Call(int call, byte[] buffer, int offset, int count, ref ulong read)
    {
        bool ok;
        int at;
        int length;
        ulong value = 0;
        switch (call)
        {
            case 1:
                ok = _reader.ReadUnsigned(ulong.MaxValue, out value);
                break;
            case 2:
                ok = _reader.ReadSigned(int.MinValue, int.MaxValue, out var signed);
                value = (ulong)signed;
                break;
            case 3:
                ok = _reader.ReadBytes(int.MaxValue, out at, out length);
                value = ok ? Mix(buffer, offset, count, at, length) : 0;
                break;
            case 4:
                ok = _reader.ReadText(int.MaxValue, out var text);
                value = ok ? (ulong)text.Length : 0;
                Assert.True(text.All(c => c is >= ' ' and <= '~'));
                break;
            case 5:
                ok = _reader.ReadFloat32(out var real);
                value = BitConverter.SingleToUInt32Bits(real);
                Assert.True(float.IsFinite(real));
                break;
            case 6:
                ok = _reader.ReadMapStart(out var pairs);
                value = (ulong)pairs;
                break;
            case 7:
                ok = _reader.ReadArrayStart(out var items);
                value = (ulong)items;
                break;
            case 8:
                ok = _reader.ReadTypedArray(CborTag.Float16Array, int.MaxValue, out at, out length);
                value = ok ? Mix(buffer, offset, count, at, length) : 0;
                break;
            default:
                ok = _reader.Skip();
                break;
        }

        read = (read ^ value ^ (ulong)call) * 1099511628211;
        return ok;
    }

    private static ulong Mix(byte[] buffer, int offset, int count, int at, int length)
    {
        if (at < offset || length < 0 || at + length > offset + count)
        {
            throw new InvalidDataException($"{length} bytes at {at} are outside the input");
        }

        ulong mixed = 0;
        foreach (var b in buffer.AsSpan(at, length))
        {
            mixed = mixed * 31 + b;
        }

        return mixed;
    }
}
