using System;
using System.Buffers.Binary;
using System.Text;

namespace Stethos.ModelQuantizer.TfLite;

/// <summary>
/// A FlatBuffer (flatbuffers.dev, "Internals"). Every access is checked against the file. Tables and vectors may overlap, so the bytes of
/// all vectors read are counted and limited: a small file cannot ask for much memory by naming the same vector a thousand times.
/// </summary>
internal sealed class FlatFile
{
    private const int BudgetPerByte = 8;
    private const int BudgetBase = 64 * 1024;
    private static readonly UTF8Encoding StrictUtf8 = new(false, true);

    private readonly ReadOnlyMemory<byte> _memory;
    private long _budget;

    public FlatFile(ReadOnlyMemory<byte> memory)
    {
        _memory = memory;
        _budget = BudgetBase + (long)memory.Length * BudgetPerByte;
    }

    public int Length => _memory.Length;

    public FlatTable Root()
    {
        var at = UInt32(0);
        return at <= Length ? new FlatTable(this, (int)at) : throw Broken(0, "the root table lies outside the file");
    }

    public ReadOnlyMemory<byte> Slice(int at, long length)
    {
        if (at < 0 || length < 0 || at > Length || length > Length - at)
        {
            throw Broken(at, $"{length} bytes lie outside the file of {Length}");
        }

        return _memory.Slice(at, (int)length);
    }

    public ReadOnlySpan<byte> Span(int at, long length) => Slice(at, length).Span;

    public byte Byte(int at) => Span(at, 1)[0];

    public ushort UInt16(int at) => BinaryPrimitives.ReadUInt16LittleEndian(Span(at, 2));

    public int Int32(int at) => BinaryPrimitives.ReadInt32LittleEndian(Span(at, 4));

    public uint UInt32(int at) => BinaryPrimitives.ReadUInt32LittleEndian(Span(at, 4));

    public ulong UInt64(int at) => BinaryPrimitives.ReadUInt64LittleEndian(Span(at, 8));

    public float Single(int at) => BinaryPrimitives.ReadSingleLittleEndian(Span(at, 4));

    /// <summary>Follows the offset stored at a place.</summary>
    public int Follow(int at)
    {
        var offset = UInt32(at);
        return offset > 0 && offset <= (uint)(Length - at)
            ? at + (int)offset
            : throw Broken(at, $"offset {offset} leads out of the file: it is cut short or broken");
    }

    /// <summary>Start and length of a vector whose length stands at <paramref name="at"/>.</summary>
    public (int Start, int Count) Vector(int at, int width)
    {
        var count = UInt32(at);
        Span(at + 4, (long)count * width);
        Charge(at, (long)count * width);
        return (at + 4, (int)count);
    }

    public string Text(int at)
    {
        var (start, count) = Vector(at, 1);
        try
        {
            return StrictUtf8.GetString(Span(start, count));
        }
        catch (DecoderFallbackException)
        {
            throw Broken(at, "a text is not UTF-8");
        }
    }

    /// <summary>Counts bytes that a reader is about to copy.</summary>
    public void Charge(int at, long bytes)
    {
        _budget -= bytes;
        if (_budget < 0)
        {
            throw Broken(at, "the tables of the file overlap and ask for far more memory than it has bytes");
        }
    }

    private static FlatException Broken(int at, string problem) => new($"byte {at}: {problem}");
}
