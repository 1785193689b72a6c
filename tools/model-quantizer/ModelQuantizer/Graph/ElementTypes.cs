using System;

namespace Stethos.ModelQuantizer.Graph;

/// <summary>Facts about element types.</summary>
public static class ElementTypes
{
    /// <summary>Bits per element in a tensor's bytes; 0 for types without a fixed width (strings, unknown).</summary>
    public static int BitsOf(ElementType type) => type switch
    {
        ElementType.UInt4 or ElementType.Int4 => 4,
        ElementType.UInt8 or ElementType.Int8 or ElementType.Bool => 8,
        ElementType.UInt16 or ElementType.Int16 or ElementType.Float16 or ElementType.BFloat16 => 16,
        ElementType.Float or ElementType.Int32 or ElementType.UInt32 => 32,
        ElementType.Double or ElementType.Int64 or ElementType.UInt64 or ElementType.Complex64 => 64,
        ElementType.Complex128 => 128,
        _ => 0,
    };

    /// <summary>Bytes that many elements take, 4-bit elements packed in pairs.</summary>
    /// <exception cref="OverflowException">More than 64 bits can count.</exception>
    public static long BytesOf(ElementType type, long count) => checked((count * BitsOf(type) + 7) / 8);

    /// <summary>Whether <paramref name="type"/> is what C# calls <typeparamref name="T"/>; 16-bit floats also as raw ushort.</summary>
    public static bool Matches<T>(ElementType type)
        where T : unmanaged => type switch
        {
            ElementType.Float => typeof(T) == typeof(float),
            ElementType.UInt8 or ElementType.UInt4 => typeof(T) == typeof(byte),
            ElementType.Int8 or ElementType.Int4 => typeof(T) == typeof(sbyte),
            ElementType.UInt16 or ElementType.BFloat16 => typeof(T) == typeof(ushort),
            ElementType.Int16 => typeof(T) == typeof(short),
            ElementType.Int32 => typeof(T) == typeof(int),
            ElementType.Int64 => typeof(T) == typeof(long),
            ElementType.Bool => typeof(T) == typeof(bool),
            ElementType.Float16 => typeof(T) == typeof(Half),
            ElementType.Double => typeof(T) == typeof(double),
            ElementType.UInt32 => typeof(T) == typeof(uint),
            ElementType.UInt64 => typeof(T) == typeof(ulong),
            _ => false,
        };

    /// <summary>Smallest and largest code of an integer type.</summary>
    /// <exception cref="ArgumentException">Not an integer type of at most 32 bits.</exception>
    public static (long Lowest, long Highest) RangeOf(ElementType type) => type switch
    {
        ElementType.UInt4 => (0, 15),
        ElementType.Int4 => (-8, 7),
        ElementType.UInt8 => (byte.MinValue, byte.MaxValue),
        ElementType.Int8 => (sbyte.MinValue, sbyte.MaxValue),
        ElementType.UInt16 => (ushort.MinValue, ushort.MaxValue),
        ElementType.Int16 => (short.MinValue, short.MaxValue),
        ElementType.Int32 => (int.MinValue, int.MaxValue),
        _ => throw new ArgumentException($"{type} has no codes", nameof(type)),
    };
}
