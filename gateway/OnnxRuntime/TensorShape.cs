using System;
using System.Collections.Generic;

namespace Stethos.OnnxRuntime;

/// <summary>Arithmetic on shapes and element types.</summary>
internal static class TensorShape
{
    public static string Format(IReadOnlyList<long> shape) => "[" + string.Join(", ", shape) + "]";

    /// <summary>Size of a tensor in memory.</summary>
    /// <exception cref="OverflowException">Larger than 64 bits can count.</exception>
    public static long ByteCount(IReadOnlyList<long> shape, TensorElementType elementType)
    {
        long count = SizeOf(elementType);
        foreach (long dimension in shape)
        {
            count = checked(count * dimension);
        }

        return count;
    }

    /// <summary>Bytes per element; 0 for types this binding has no buffers for.</summary>
    public static int SizeOf(TensorElementType elementType)
    {
        return elementType switch
        {
            TensorElementType.UInt8 or TensorElementType.Int8 or TensorElementType.Bool => 1,
            TensorElementType.UInt16 or TensorElementType.Int16 or TensorElementType.Float16 or TensorElementType.BFloat16 => 2,
            TensorElementType.Float or TensorElementType.Int32 or TensorElementType.UInt32 => 4,
            TensorElementType.Double or TensorElementType.Int64 or TensorElementType.UInt64 => 8,
            _ => 0,
        };
    }

    /// <summary>Whether <typeparamref name="T"/> is the C# type of an element type.</summary>
    public static bool Matches<T>(TensorElementType elementType)
        where T : unmanaged
    {
        return elementType switch
        {
            TensorElementType.Float => typeof(T) == typeof(float),
            TensorElementType.UInt8 => typeof(T) == typeof(byte),
            TensorElementType.Int8 => typeof(T) == typeof(sbyte),
            TensorElementType.UInt16 => typeof(T) == typeof(ushort),
            TensorElementType.Int16 => typeof(T) == typeof(short),
            TensorElementType.Int32 => typeof(T) == typeof(int),
            TensorElementType.Int64 => typeof(T) == typeof(long),
            TensorElementType.Bool => typeof(T) == typeof(bool),
            TensorElementType.Float16 => typeof(T) == typeof(Half),
            TensorElementType.Double => typeof(T) == typeof(double),
            TensorElementType.UInt32 => typeof(T) == typeof(uint),
            TensorElementType.UInt64 => typeof(T) == typeof(ulong),
            TensorElementType.BFloat16 => typeof(T) == typeof(ushort),
            _ => false,
        };
    }

    /// <summary>The wanted shape when it agrees with the declared one in rank and in every fixed dimension, else null.</summary>
    public static long[]? Fit(IReadOnlyList<long> declared, IReadOnlyList<long> wanted)
    {
        if (declared.Count != wanted.Count)
        {
            return null;
        }

        long[] shape = new long[wanted.Count];
        for (int i = 0; i < shape.Length; i++)
        {
            if (wanted[i] < 0 || (declared[i] >= 0 && declared[i] != wanted[i]))
            {
                return null;
            }

            shape[i] = wanted[i];
        }

        return shape;
    }

    /// <summary>
    /// The declared shape with the batch size as its open first dimension; null when it cannot be made complete that way.
    /// </summary>
    public static long[]? WithBatch(IReadOnlyList<long> declared, int batchSize)
    {
        long[] shape = [.. declared];
        if (shape.Length > 0 && shape[0] < 0)
        {
            shape[0] = batchSize;
        }
        else if (batchSize != 1 && (shape.Length == 0 || shape[0] != batchSize))
        {
            return null;
        }

        return Array.Exists(shape, dimension => dimension < 0) ? null : shape;
    }
}
