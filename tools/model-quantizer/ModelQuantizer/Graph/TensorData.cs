using System;
using System.Collections.Generic;
using System.Linq;
using System.Runtime.InteropServices;

namespace Stethos.ModelQuantizer.Graph;

/// <summary>
/// Immutable values of a constant: row-major, little-endian, 4-bit elements two to a byte with the first in the low half
/// (the layout of ONNX's <c>raw_data</c>).
/// </summary>
public sealed class TensorData
{
    /// <param name="bytes">Kept, not copied: the caller gives it away.</param>
    /// <exception cref="ArgumentException">The length does not fit type and dimensions.</exception>
    public TensorData(ElementType type, IReadOnlyList<long> dimensions, ReadOnlyMemory<byte> bytes)
    {
        ArgumentNullException.ThrowIfNull(dimensions);
        Type = type;
        Shape = Shape.Of(dimensions);
        Bytes = bytes;
        if (ElementTypes.BitsOf(type) == 0 || bytes.Length != ElementTypes.BytesOf(type, Shape.ElementCount))
        {
            throw new ArgumentException($"{bytes.Length} bytes are no {type} {Shape}", nameof(bytes));
        }
    }

    public ElementType Type { get; }

    /// <summary>Always known.</summary>
    public Shape Shape { get; }

    public ReadOnlyMemory<byte> Bytes { get; }

    public long Count => Shape.ElementCount;

    public static TensorData Of<T>(ElementType type, ReadOnlySpan<T> values, params long[] dimensions)
        where T : unmanaged
    {
        if (!ElementTypes.Matches<T>(type))
        {
            throw new ArgumentException($"{type} is not {typeof(T).Name}", nameof(type));
        }

        return new TensorData(type, dimensions, MemoryMarshal.AsBytes(values).ToArray());
    }

    public static TensorData Floats(ReadOnlySpan<float> values, params long[] dimensions) => Of(ElementType.Float, values, dimensions);

    /// <summary>A one-dimensional list of 64-bit integers, as shapes and axes are.</summary>
    public static TensorData List(params long[] values) => Of<long>(ElementType.Int64, values, values.Length);

    public static TensorData Scalar(float value) => Floats([value]);

    /// <summary>The values in place; not for 4-bit types, whose bytes hold two.</summary>
    /// <exception cref="InvalidOperationException">The element type is another one.</exception>
    public ReadOnlySpan<T> Span<T>()
        where T : unmanaged
    {
        if (!ElementTypes.Matches<T>(Type) || ElementTypes.BitsOf(Type) < 8)
        {
            throw new InvalidOperationException($"{Type} is not {typeof(T).Name}");
        }

        return MemoryMarshal.Cast<byte, T>(Bytes.Span);
    }

    /// <summary>The values as 64-bit integers, from any integer type or bool.</summary>
    /// <exception cref="InvalidOperationException">Not an integer type.</exception>
    public long[] ToIntegers() => Type switch
    {
        ElementType.Int64 => Span<long>().ToArray(),
        ElementType.Int32 => Convert<int>(value => value),
        ElementType.UInt64 => Convert<ulong>(value => checked((long)value)),
        ElementType.UInt32 => Convert<uint>(value => value),
        ElementType.Int16 => Convert<short>(value => value),
        ElementType.UInt16 => Convert<ushort>(value => value),
        ElementType.Int8 => Convert<sbyte>(value => value),
        ElementType.UInt8 => Convert<byte>(value => value),
        ElementType.Bool => [.. Bytes.ToArray().Select(value => value == 0 ? 0L : 1L)],
        ElementType.Int4 => Nibbles(value => (sbyte)(value << 4) >> 4),
        ElementType.UInt4 => Nibbles(value => value),
        _ => throw new InvalidOperationException($"{Type} is no integer type"),
    };

    /// <summary>The values as float32, from any float type; integers are converted.</summary>
    public float[] ToFloats() => Type switch
    {
        ElementType.Float => Span<float>().ToArray(),
        ElementType.Double => [.. Span<double>().ToArray().Select(value => (float)value)],
        ElementType.Float16 => [.. Span<Half>().ToArray().Select(value => (float)value)],
        ElementType.BFloat16 => [.. Span<ushort>().ToArray().Select(value => BitConverter.Int32BitsToSingle(value << 16))],
        _ => [.. ToIntegers().Select(value => (float)value)],
    };

    /// <summary>The same values under another shape.</summary>
    public TensorData Reshaped(params long[] dimensions) => new(Type, dimensions, Bytes);

    /// <summary>Same type, shape and bytes.</summary>
    public bool SameAs(TensorData other)
    {
        ArgumentNullException.ThrowIfNull(other);
        return Type == other.Type && Shape.Equals(other.Shape) && Bytes.Span.SequenceEqual(other.Bytes.Span);
    }

    public override string ToString() => $"{Type} {Shape}";

    private long[] Convert<T>(Func<T, long> convert)
        where T : unmanaged => [.. Span<T>().ToArray().Select(convert)];

    private long[] Nibbles(Func<byte, int> decode)
    {
        var values = new long[Count];
        var bytes = Bytes.Span;
        for (var i = 0; i < values.Length; i++)
        {
            values[i] = decode((byte)((bytes[i / 2] >> (i % 2 * 4)) & 15));
        }

        return values;
    }
}
