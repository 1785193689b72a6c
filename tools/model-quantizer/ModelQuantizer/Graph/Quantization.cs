using System;
using System.Collections.Generic;
using System.Linq;

namespace Stethos.ModelQuantizer.Graph;

/// <summary>
/// How codes stand for numbers: real = scale · (code − zero point). One scale for the whole tensor, or one per slice along
/// <see cref="Axis"/>. On a float tensor it says how the tensor is to be quantized; on an integer tensor how its codes are read.
/// </summary>
public sealed class Quantization
{
    /// <param name="type">Integer type of the codes.</param>
    /// <param name="scales">One, or one per slice; positive.</param>
    /// <param name="zeroPoints">As many as scales.</param>
    /// <param name="axis">The dimension with a scale each; null with one scale.</param>
    public Quantization(ElementType type, IReadOnlyList<float> scales, IReadOnlyList<int> zeroPoints, int? axis = null)
    {
        ArgumentNullException.ThrowIfNull(scales);
        ArgumentNullException.ThrowIfNull(zeroPoints);
        if (scales.Count == 0 || scales.Count != zeroPoints.Count || (axis is null && scales.Count != 1))
        {
            throw new ArgumentException($"{scales.Count} scales, {zeroPoints.Count} zero points, axis {axis}", nameof(scales));
        }

        Type = type;
        Scales = [.. scales];
        ZeroPoints = [.. zeroPoints];
        Axis = axis;
    }

    /// <summary>One scale for the whole tensor.</summary>
    public Quantization(ElementType type, float scale, int zeroPoint)
        : this(type, [scale], [zeroPoint])
    {
    }

    public ElementType Type { get; }

    public IReadOnlyList<float> Scales { get; }

    public IReadOnlyList<int> ZeroPoints { get; }

    /// <summary>Null: per tensor.</summary>
    public int? Axis { get; }

    public bool IsPerChannel => Axis is not null;

    /// <summary>Every zero point is 0.</summary>
    public bool IsSymmetric => ZeroPoints.All(zeroPoint => zeroPoint == 0);

    public bool SameAs(Quantization? other) =>
        other is not null && Type == other.Type && Axis == other.Axis && Scales.SequenceEqual(other.Scales)
        && ZeroPoints.SequenceEqual(other.ZeroPoints);

    public override string ToString() => IsPerChannel
        ? $"{Type} per channel (axis {Axis}, {Scales.Count} scales)"
        : $"{Type} scale {Scales[0]:R} zero point {ZeroPoints[0]}";
}
