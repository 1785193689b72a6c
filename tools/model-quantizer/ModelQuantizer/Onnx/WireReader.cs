using System;
using System.Buffers.Binary;
using System.Collections.Generic;
using System.Text;

namespace Stethos.ModelQuantizer.Onnx;

/// <summary>
/// Reads one protocol-buffer message field by field. Every length is checked against what is left before anything is sliced,
/// slices share the file's memory, and nothing is recursive, so the memory used is a small multiple of the input at most.
/// </summary>
internal ref struct WireReader
{
    private static readonly UTF8Encoding StrictUtf8 = new(false, true);

    private readonly ReadOnlyMemory<byte> _memory;
    private readonly ReadOnlySpan<byte> _bytes;
    private readonly int _base;
    private int _at;
    private WireType _type;

    /// <param name="memory">The message.</param>
    /// <param name="offset">Where it begins in the file; for error messages.</param>
    public WireReader(ReadOnlyMemory<byte> memory, int offset = 0)
    {
        _memory = memory;
        _bytes = memory.Span;
        _base = offset;
    }

    /// <summary>Number of the field that <see cref="Next"/> found.</summary>
    public int Field { get; private set; }

    /// <summary>Position in the file.</summary>
    public readonly int Offset => _base + _at;

    /// <summary>The whole message.</summary>
    public readonly ReadOnlyMemory<byte> Memory => _memory;

    /// <summary>Goes to the next field, whose value must then be read or skipped; false at the end of the message.</summary>
    public bool Next()
    {
        if (_at == _bytes.Length)
        {
            return false;
        }

        var key = Varint();
        var type = (int)(key & 7);
        if (key >> 3 is 0 or > 0x1FFFFFFF || type is 3 or 4 or > 5)
        {
            throw Broken($"{key} is no field key: this is neither an ONNX nor a TFLite model, or a broken one");
        }

        Field = (int)(key >> 3);
        _type = (WireType)type;
        return true;
    }

    public void Skip()
    {
        switch (_type)
        {
            case WireType.Varint:
                Varint();
                break;
            case WireType.Fixed64:
                Take(8);
                break;
            case WireType.Fixed32:
                Take(4);
                break;
            default:
                Take(Length());
                break;
        }
    }

    public long Integer()
    {
        Expect(WireType.Varint);
        return (long)Varint();
    }

    public float Float()
    {
        Expect(WireType.Fixed32);
        return BinaryPrimitives.ReadSingleLittleEndian(Take(4));
    }

    public ReadOnlyMemory<byte> Bytes()
    {
        Expect(WireType.Bytes);
        var length = Length();
        var start = _at;
        Take(length);
        return _memory.Slice(start, length);
    }

    public string Text()
    {
        var start = Offset;
        var bytes = Bytes().Span;
        try
        {
            return StrictUtf8.GetString(bytes);
        }
        catch (DecoderFallbackException)
        {
            throw new WireException(start, "a text is not UTF-8");
        }
    }

    public WireReader Message()
    {
        var bytes = Bytes();
        return new WireReader(bytes, _base + _at - bytes.Length);
    }

    /// <summary>Adds the integers of a repeated field, packed or not.</summary>
    public void Integers(List<long> values)
    {
        if (_type == WireType.Varint)
        {
            values.Add((long)Varint());
            return;
        }

        var packed = Message();
        while (packed._at < packed._bytes.Length)
        {
            values.Add((long)packed.Varint());
        }
    }

    /// <summary>Adds the fixed-width numbers of a repeated field, packed or not, as their bytes.</summary>
    public void Fixed(int width, List<ReadOnlyMemory<byte>> parts)
    {
        if (_type == WireType.Bytes)
        {
            var packed = Bytes();
            if (packed.Length % width != 0)
            {
                throw Broken($"{packed.Length} bytes are no list of {width}-byte numbers");
            }

            parts.Add(packed);
            return;
        }

        Expect(width == 4 ? WireType.Fixed32 : WireType.Fixed64);
        parts.Add(_memory.Slice(_at, Take(width).Length));
    }

    private readonly WireException Broken(string problem) => new(Offset, problem);

    private readonly void Expect(WireType type)
    {
        if (_type != type)
        {
            throw Broken($"field {Field} is {_type}, not {type}");
        }
    }

    private int Length()
    {
        var length = Varint();
        return length <= (ulong)(_bytes.Length - _at)
            ? (int)length
            : throw Broken($"field {Field} claims {length} bytes, {_bytes.Length - _at} are left: the file is cut short or broken");
    }

    private ReadOnlySpan<byte> Take(int count)
    {
        if (count > _bytes.Length - _at)
        {
            throw Broken("the message ends inside a value");
        }

        _at += count;
        return _bytes.Slice(_at - count, count);
    }

    private ulong Varint()
    {
        ulong value = 0;
        for (var shift = 0; shift < 64; shift += 7)
        {
            if (_at == _bytes.Length)
            {
                throw Broken("the message ends inside a number");
            }

            var next = _bytes[_at++];
            value |= (ulong)(next & 0x7F) << shift;
            if (next < 0x80)
            {
                return value;
            }
        }

        throw Broken("a number has more than ten bytes");
    }
}
