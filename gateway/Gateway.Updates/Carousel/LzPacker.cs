using System;

namespace Stethos.Gateway.Updates.Carousel;

/// <summary>
/// Packs a chunk into one block of the LZ4 block format (lz4_Block_format.md, 1.6), which the firmware's <c>LzDecoder</c> unpacks.
/// Looks for the longest match at every place: a chunk is a kilobyte, and it is packed once for a whole fleet.
/// </summary>
public sealed class LzPacker
{
    private const int MinMatch = 4;
    private const int LongLength = 15;

    // End-of-block conditions of the format: the last 5 bytes are literals, the last match begins at least 12 before the end.
    private const int LastLiterals = 5;
    private const int MatchMargin = 12;
    private readonly int[] _previous = new int[4096];
    private readonly int[] _head = new int[4096];
    private readonly byte[] _output = new byte[8192];
    private int _length;

    /// <summary>The packed chunk; empty when it would not be shorter. At most 4,096 bytes.</summary>
    public ReadOnlySpan<byte> Pack(ReadOnlySpan<byte> chunk)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThan(chunk.Length, _previous.Length);
        Array.Fill(_head, -1);
        _length = 0;
        int at = 0, literalsFrom = 0, indexed = 0;
        while (at + MatchMargin <= chunk.Length)
        {
            for (; indexed < at; indexed++)
            {
                Index(chunk, indexed);
            }

            var (length, back) = Longest(chunk, at);
            if (length < MinMatch)
            {
                at++;
                continue;
            }

            Sequence(chunk[literalsFrom..at], length, back);
            at += length;
            literalsFrom = at;
        }

        Sequence(chunk[literalsFrom..], 0, 0);
        return _length < chunk.Length ? _output.AsSpan(0, _length) : [];
    }

    private static int SlotOf(ReadOnlySpan<byte> chunk, int at) =>
        (int)((BitConverter.ToUInt32(chunk[at..]) * 2654435761u) >> 20);

    private void Index(ReadOnlySpan<byte> chunk, int at)
    {
        var slot = SlotOf(chunk, at);
        _previous[at] = _head[slot];
        _head[slot] = at;
    }

    private (int Length, int Back) Longest(ReadOnlySpan<byte> chunk, int at)
    {
        var (best, back) = (0, 0);
        var most = chunk.Length - LastLiterals - at;
        for (var from = _head[SlotOf(chunk, at)]; from >= 0; from = _previous[from])
        {
            var length = chunk.Slice(at, most).CommonPrefixLength(chunk[from..]);
            if (length > best)
            {
                (best, back) = (length, at - from);
            }
        }

        return (best, back);
    }

    private void Sequence(ReadOnlySpan<byte> literals, int match, int back)
    {
        var extra = match == 0 ? 0 : match - MinMatch;
        _output[_length++] = (byte)((Math.Min(literals.Length, LongLength) << 4) | Math.Min(extra, LongLength));
        Length(literals.Length);
        literals.CopyTo(_output.AsSpan(_length));
        _length += literals.Length;
        if (match > 0)
        {
            _output[_length++] = (byte)back;
            _output[_length++] = (byte)(back >> 8);
            Length(extra);
        }
    }

    private void Length(int value)
    {
        if (value < LongLength)
        {
            return;
        }

        for (value -= LongLength; value >= 255; value -= 255)
        {
            _output[_length++] = 255;
        }

        _output[_length++] = (byte)value;
    }
}
