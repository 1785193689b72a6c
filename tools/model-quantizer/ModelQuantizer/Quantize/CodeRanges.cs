using System;
using System.Collections.Generic;
using System.Linq;
using Stethos.ModelQuantizer.Calibrate;
using Stethos.ModelQuantizer.Graph;

namespace Stethos.ModelQuantizer.Quantize;

/// <summary>The scale and zero point of every tensor that becomes codes.</summary>
internal sealed class CodeRanges
{
    private readonly Dictionary<Tensor, Quantization> _ranges = [];
    private readonly LayerPlan _plan;

    public CodeRanges(ModelGraph graph, LayerPlan plan, CalibrationResult calibration, ElementType type)
    {
        _plan = plan;
        var (lowest, highest) = ElementTypes.RangeOf(type);
        var levels = (int)Math.Min(highest - lowest + 1, 4096);
        foreach (var group in plan.Codes.GroupBy(plan.Representative))
        {
            var ranges = group.Select(tensor => FixedRange(graph.Producer(tensor), type) ?? Seen(tensor)).ToArray();
            _ranges[group.Key] = CodeScale.Of(ranges.Min(range => range.Low), ranges.Max(range => range.High), type);
        }

        (float Low, float High) Seen(Tensor tensor) => calibration.Tensors.ContainsKey(tensor.Name)
            ? calibration.RangeOf(tensor.Name, levels)
            : throw new ModelException(graph.Provenance.File, $"'{tensor.Name}' was not seen in calibration");
    }

    public Quantization Of(Tensor tensor) => _ranges[_plan.Representative(tensor)];

    /// <summary>Whether the ends of the codes perform a clamp anyway, to half a step.</summary>
    public bool Performs(Node clamp)
    {
        var codes = Of(clamp.Output);
        var (lowest, highest) = ElementTypes.RangeOf(codes.Type);
        var (low, high) = clamp.Op == "Relu"
            ? (0, float.PositiveInfinity)
            : (Bound(clamp, 1, float.NegativeInfinity), Bound(clamp, 2, float.PositiveInfinity));
        var step = codes.Scales[0];
        return (lowest - codes.ZeroPoints[0]) * step >= low - step / 2 && (highest - codes.ZeroPoints[0]) * step <= high + step / 2;
    }

    private static float Bound(Node clip, int input, float absent) =>
        clip.Input(input) is not { } bound ? absent
        : bound.Constant is { Type: ElementType.Float, Count: 1 } value ? value.ToFloats()[0]
        : float.NaN;

    // What a function can give is known; the ends make the scale a power of two.
    private static (float Low, float High)? FixedRange(Node? producer, ElementType type)
    {
        var halves = type == ElementType.Int16 ? 32768f : 128f;
        return producer?.Op switch
        {
            "Softmax" or "Sigmoid" or "HardSigmoid" => type == ElementType.Int16 ? (0, 1 - 1 / halves) : (0, 255f / 256),
            "Tanh" => (-1, 1 - 1 / halves),
            _ => null,
        };
    }
}
