using System;
using System.IO;
using System.Runtime.InteropServices;
using System.Text;

namespace Stethos.Testing;

/// <summary>Protobuf fields (protobuf encoding guide): whole numbers and everything with a length.</summary>
public sealed class WireWriter
{
    private readonly MemoryStream _stream = new();

    public byte[] ToArray() => _stream.ToArray();

    public WireWriter Number(int field, long value)
    {
        WriteVarint((ulong)(field << 3));
        WriteVarint((ulong)value);
        return this;
    }

    public WireWriter Text(int field, string value) => Bytes(field, Encoding.UTF8.GetBytes(value));

    public WireWriter Message(int field, WireWriter value) => Bytes(field, value.ToArray());

    public WireWriter Floats(int field, float[] values) => Bytes(field, MemoryMarshal.AsBytes(values.AsSpan()));

    private WireWriter Bytes(int field, ReadOnlySpan<byte> value)
    {
        WriteVarint((ulong)((field << 3) | 2));
        WriteVarint((ulong)value.Length);
        _stream.Write(value);
        return this;
    }

    private void WriteVarint(ulong value)
    {
        for (; value > 0x7F; value >>= 7)
        {
            _stream.WriteByte((byte)(value | 0x80));
        }

        _stream.WriteByte((byte)value);
    }
}
