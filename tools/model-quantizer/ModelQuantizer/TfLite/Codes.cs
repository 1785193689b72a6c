using System;
using System.Collections.Generic;
using System.Linq;
using Stethos.ModelQuantizer.Graph;

namespace Stethos.ModelQuantizer.TfLite;

/// <summary>Small facts about codes and layouts.</summary>
internal static class Codes
{
    // Place of each channels-last axis in channels first.
    private static readonly int[] AxisInFirst = [0, 2, 3, 1];

    public static int AxisFirst(int axis) => AxisInFirst[axis];

    /// <summary>Codes (zero points) as a constant.</summary>
    public static TensorData Of(ElementType type, IReadOnlyList<int> values, bool isList)
    {
        long[] dimensions = isList ? [values.Count] : [];
        return type switch
        {
            ElementType.Int8 => TensorData.Of<sbyte>(type, [.. values.Select(value => (sbyte)value)], dimensions),
            ElementType.UInt8 => TensorData.Of<byte>(type, [.. values.Select(value => (byte)value)], dimensions),
            ElementType.Int16 => TensorData.Of<short>(type, [.. values.Select(value => (short)value)], dimensions),
            ElementType.UInt16 => TensorData.Of<ushort>(type, [.. values.Select(value => (ushort)value)], dimensions),
            ElementType.Int32 => TensorData.Of<int>(type, [.. values], dimensions),
            _ => throw new FlatException($"zero points of {type} are not supported"),
        };
    }

    /// <summary>The quantization of a tensor with its axis where the layout puts it; 4-bit codes are carried in 8 bits.</summary>
    public static Quantization InLayout(TfLiteTensor source, bool isFirst)
    {
        var codes = source.Quantization!;
        var type = codes.Type == ElementType.Int4 ? ElementType.Int8 : codes.Type;
        return new Quantization(type, codes.Scales, codes.ZeroPoints, isFirst && codes.Axis is { } axis ? AxisFirst(axis) : codes.Axis);
    }

    /// <summary>Whether a transposition leaves the bytes as they are: the dimensions larger than 1 keep their order.</summary>
    public static bool MovesNothing(Shape shape, int[] permutation)
    {
        var large = permutation.Where(axis => shape[axis].Value != 1).ToArray();
        return large.SequenceEqual(large.Order());
    }

    /// <summary>Whether both tensors hold the same kind of codes, or none.</summary>
    public static bool AreSame(TfLiteTensor one, TfLiteTensor other) => one.IsQuantized
        ? one.Quantization!.SameAs(other.Quantization)
        : !other.IsQuantized && one.Type == other.Type;

    /// <summary>The code of a real number as ONNX's QuantizeLinear makes it, before it is brought into range.</summary>
    public static double CodeOf(float value, Quantization codes) =>
        MathF.Round(value / codes.Scales[0], MidpointRounding.ToEven) + codes.ZeroPoints[0];
}
