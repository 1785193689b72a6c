using System;
using System.Linq;
using Stethos.ModelQuantizer.Graph;

namespace Stethos.ModelQuantizer.Quantize;

/// <summary>
/// Weights of a layer as codes. The bias counts in units of input scale times weight scale; where that unit is too small for a bias
/// (channels of zero weights), the scale of the weights is raised, which costs such a channel nothing.
/// </summary>
internal sealed class WeightCodes
{
    // A quarter of the 32-bit range: leaves room for the sum of products.
    private const double LargestBias = 1 << 29;

    private WeightCodes(ElementType type, int[] codes, float[] scales)
    {
        Type = type;
        Codes = codes;
        Scales = scales;
    }

    public ElementType Type { get; }

    public int[] Codes { get; }

    /// <summary>One, or one per output channel.</summary>
    public float[] Scales { get; }

    /// <summary>Channels whose scale was raised for their bias.</summary>
    public int Repaired { get; private init; }

    /// <param name="layer">The layer.</param>
    /// <param name="bits">4 or 8.</param>
    /// <param name="highest">Largest code.</param>
    /// <param name="perChannel">A scale for each output channel.</param>
    /// <param name="inputScale">Scale of the activations; 0 when the bias stays float.</param>
    public static WeightCodes Of(WeightedLayer layer, int bits, int highest, bool perChannel, float inputScale)
    {
        var values = layer.Weights.Span<float>();
        var (inner, channels) = Strides(layer);
        var magnitudes = new float[perChannel ? channels : 1];
        for (var i = 0; i < values.Length; i++)
        {
            var slot = perChannel ? (int)(i / inner % channels) : 0;
            magnitudes[slot] = Math.Max(magnitudes[slot], Math.Abs(values[i]));
        }

        var scales = Array.ConvertAll(magnitudes, magnitude => CodeScale.Symmetric(magnitude, highest));
        var repaired = inputScale > 0 ? Repair(scales, layer.Bias ?? [], inputScale) : 0;
        var codes = new int[values.Length];
        for (var i = 0; i < codes.Length; i++)
        {
            var scale = scales[perChannel ? (int)(i / inner % channels) : 0];
            codes[i] = (int)Math.Clamp(MathF.Round(values[i] / scale), -highest, highest);
        }

        return new WeightCodes(CodeScale.WeightType(bits), codes, scales) { Repaired = repaired };
    }

    /// <summary>What the codes stand for.</summary>
    public float[] Decode(WeightedLayer layer)
    {
        var (inner, channels) = Strides(layer);
        return [.. Codes.Select((code, i) => code * Scales[Scales.Length > 1 ? (int)(i / inner % channels) : 0])];
    }

    private static (long Inner, long Channels) Strides(WeightedLayer layer)
    {
        var shape = layer.Weights.Shape.ToArray();
        return (shape.Skip(layer.Axis + 1).Aggregate(1L, (product, size) => product * size), shape[layer.Axis]);
    }

    private static int Repair(float[] scales, float[] bias, float inputScale)
    {
        var repaired = 0;
        for (var i = 0; i < bias.Length; i++)
        {
            var slot = scales.Length > 1 ? i : 0;
            var needed = (float)(Math.Abs(bias[i]) / LargestBias / inputScale);
            if (needed > scales[slot])
            {
                scales[slot] = needed;
                repaired++;
            }
        }

        return repaired;
    }
}
