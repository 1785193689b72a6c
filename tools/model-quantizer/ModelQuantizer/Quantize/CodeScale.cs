using System;
using System.Linq;
using System.Runtime.InteropServices;
using Stethos.ModelQuantizer.Graph;

namespace Stethos.ModelQuantizer.Quantize;

/// <summary>From ranges to scales and zero points, and from floats to codes as QuantizeLinear makes them.</summary>
internal static class CodeScale
{
    /// <summary>Scale and zero point of activations. The range is widened to hold zero exactly.</summary>
    public static Quantization Of(float low, float high, ElementType type)
    {
        (low, high) = (Math.Min(low, 0), Math.Max(high, 0));
        var (lowest, highest) = ElementTypes.RangeOf(type);
        if (type == ElementType.Int16)
        {
            var largest = Math.Max(-low, high);
            return new Quantization(type, largest > 0 ? largest / highest : 1, 0);
        }

        var scale = (float)(((double)high - low) / (highest - lowest));
        if (!(scale >= float.Epsilon * 1e8f))
        {
            return new Quantization(type, 1, (int)lowest);
        }

        var zero = lowest + Math.Round(-low / (double)scale, MidpointRounding.ToEven);
        return new Quantization(type, scale, (int)Math.Clamp(zero, lowest, highest));
    }

    /// <summary>Symmetric scale that brings a magnitude to the highest code.</summary>
    public static float Symmetric(float magnitude, int highest) => magnitude > 0 ? Math.Max(magnitude / highest, 1e-30f) : 1e-30f;

    /// <summary>The code type of weights of that many bits.</summary>
    public static ElementType WeightType(int bits) => bits == 4 ? ElementType.Int4 : ElementType.Int8;

    public static TensorData Pack(ElementType type, int[] codes, params long[] dimensions) => type switch
    {
        ElementType.Int8 => TensorData.Of<sbyte>(type, [.. codes.Select(code => (sbyte)code)], dimensions),
        ElementType.UInt8 => TensorData.Of<byte>(type, [.. codes.Select(code => (byte)code)], dimensions),
        ElementType.Int16 => TensorData.Of<short>(type, [.. codes.Select(code => (short)code)], dimensions),
        ElementType.Int32 => new TensorData(type, dimensions, MemoryMarshal.AsBytes<int>(codes).ToArray()),
        ElementType.Int4 => new TensorData(type, dimensions, Nibbles(codes)),
        _ => throw new ArgumentException($"no codes of {type}", nameof(type)),
    };

    /// <summary>Codes of a tensor with one scale.</summary>
    public static int[] Encode(ReadOnlySpan<float> values, Quantization to)
    {
        var (lowest, highest) = ElementTypes.RangeOf(to.Type);
        var codes = new int[values.Length];
        for (var i = 0; i < codes.Length; i++)
        {
            codes[i] = (int)Math.Clamp(MathF.Round(values[i] / to.Scales[0]) + to.ZeroPoints[0], lowest, highest);
        }

        return codes;
    }

    private static byte[] Nibbles(int[] codes)
    {
        var bytes = new byte[(codes.Length + 1) / 2];
        for (var i = 0; i < codes.Length; i++)
        {
            bytes[i / 2] |= (byte)((codes[i] & 15) << (i % 2 * 4));
        }

        return bytes;
    }
}
