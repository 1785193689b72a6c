using System;
using System.Collections.Generic;
using System.IO;
using System.Runtime.InteropServices;

namespace Stethos.OnnxRuntime.Tests;

/// <summary>A TensorProto file of the ONNX node tests: shape, element type and little-endian data.</summary>
internal sealed class TensorFile
{
    private readonly List<long> _shape = [];
    private byte[] _data = [];

    private TensorFile()
    {
    }

    public IReadOnlyList<long> Shape => _shape;

    public TensorElementType ElementType { get; private set; }

    public ReadOnlySpan<byte> Data => _data;

    public static TensorFile Read(string path)
    {
        var tensor = new TensorFile();
        byte[] bytes = File.ReadAllBytes(path);
        int at = 0;
        while (at < bytes.Length)
        {
            int tag = (int)Varint(bytes, ref at);
            tensor.ReadField(tag >> 3, tag & 7, bytes, ref at);
        }

        return tensor;
    }

    private void ReadField(int field, int wireType, byte[] bytes, ref int at)
    {
        if (wireType == 0)
        {
            long value = Varint(bytes, ref at);
            if (field == 1)
            {
                _shape.Add(value);
            }
            else if (field == 2)
            {
                ElementType = (TensorElementType)value;
            }

            return;
        }

        Assert.Equal(2, wireType);
        int length = (int)Varint(bytes, ref at);
        ReadOnlySpan<byte> content = bytes.AsSpan(at, length);
        at += length;

        // 4 = packed float_data, 9 = raw_data: the same bytes on a little-endian machine.
        if (field is 4 or 9)
        {
            _data = content.ToArray();
        }
        else if (field == 7)
        {
            _data = MemoryMarshal.AsBytes(UnpackInt64(content)).ToArray();
        }
    }

    private static ReadOnlySpan<long> UnpackInt64(ReadOnlySpan<byte> packed)
    {
        var values = new List<long>();
        byte[] bytes = packed.ToArray();
        for (int at = 0; at < bytes.Length;)
        {
            values.Add(Varint(bytes, ref at));
        }

        return CollectionsMarshal.AsSpan(values);
    }

    private static long Varint(byte[] bytes, ref int at)
    {
        ulong value = 0;
        for (int shift = 0; ; shift += 7)
        {
            byte next = bytes[at++];
            value |= (ulong)(next & 0x7F) << shift;
            if (next < 0x80)
            {
                return (long)value;
            }
        }
    }
}
