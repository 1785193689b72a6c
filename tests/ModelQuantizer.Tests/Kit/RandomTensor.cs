using System;
using System.Collections.Generic;
using System.Linq;
using Stethos.ModelQuantizer.Graph;

namespace Stethos.ModelQuantizer.Tests.Kit;

/// <summary>Values for the inputs of a model.</summary>
internal static class RandomTensor
{
    public const int Seed = 20261121;

    public static TensorData Of(Random random, ElementType type, IReadOnlyList<long> shape)
    {
        var count = (int)shape.Aggregate(1L, (product, dimension) => product * dimension);
        var numbers = Enumerable.Range(0, count).Select(_ => random.NextDouble() * 2 - 1).ToArray();
        long[] dimensions = [.. shape];
        return type switch
        {
            ElementType.Float => TensorData.Floats(numbers.Select(number => (float)number).ToArray(), dimensions),
            ElementType.Double => TensorData.Of<double>(type, numbers, dimensions),
            ElementType.Int8 => TensorData.Of<sbyte>(type, [.. numbers.Select(number => (sbyte)(number * 127))], dimensions),
            ElementType.UInt8 => TensorData.Of<byte>(type, [.. numbers.Select(number => (byte)(128 + number * 127))], dimensions),
            ElementType.Int32 => TensorData.Of<int>(type, [.. numbers.Select(number => (int)(number * 100))], dimensions),
            ElementType.Int64 => TensorData.Of<long>(type, [.. numbers.Select(number => (long)(number * 100))], dimensions),
            ElementType.Bool => TensorData.Of<bool>(type, [.. numbers.Select(number => number > 0)], dimensions),
            _ => throw new ArgumentException($"no random {type}", nameof(type)),
        };
    }
}
