using System;
using System.Buffers.Binary;
using System.IO;
using System.Text;

namespace Stethos.ModelQuantizer.Onnx;

/// <summary>Writes one protocol-buffer message; the same calls give the same bytes.</summary>
internal sealed class WireWriter
{
    private readonly MemoryStream _stream = new();

    public WireWriter Integer(int field, long value)
    {
        Key(field, WireType.Varint);
        Varint((ulong)value);
        return this;
    }

    public WireWriter Float(int field, float value)
    {
        Span<byte> bytes = stackalloc byte[4];
        BinaryPrimitives.WriteSingleLittleEndian(bytes, value);
        Key(field, WireType.Fixed32);
        _stream.Write(bytes);
        return this;
    }

    public WireWriter Bytes(int field, ReadOnlySpan<byte> bytes)
    {
        Key(field, WireType.Bytes);
        Varint((ulong)bytes.Length);
        _stream.Write(bytes);
        return this;
    }

    public WireWriter Text(int field, string text) => Bytes(field, Encoding.UTF8.GetBytes(text));

    /// <summary>Writes nothing for an empty text.</summary>
    public WireWriter OptionalText(int field, string? text) => string.IsNullOrEmpty(text) ? this : Text(field, text);

    public WireWriter Message(int field, WireWriter message) => Bytes(field, message.Written);

    public byte[] ToArray() => _stream.ToArray();

    private ReadOnlySpan<byte> Written => _stream.GetBuffer().AsSpan(0, (int)_stream.Length);

    private void Key(int field, WireType type) => Varint(((ulong)field << 3) | (uint)type);

    private void Varint(ulong value)
    {
        for (; value >= 0x80; value >>= 7)
        {
            _stream.WriteByte((byte)(value | 0x80));
        }

        _stream.WriteByte((byte)value);
    }
}
