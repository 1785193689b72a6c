using System;
using System.Collections.Generic;
using System.Linq;
using Stethos.ModelQuantizer.Graph;

namespace Stethos.ModelQuantizer.Size.Operators;

/// <summary>Output channels of which every weight is zero.</summary>
internal static class DeadChannels
{
    public static IReadOnlyList<int> Of(ModelGraph graph, Node node, Tensor weights)
    {
        var axis = node.Op switch
        {
            "Conv" or "QLinearConv" or "ConvInteger" => 0,
            "Gemm" => node.Integer("transB", 0) != 0 ? 0 : 1,
            "MatMul" => 1,
            _ => -1,
        };
        if (axis < 0 || weights.Constant is not { } data || data.Shape.Rank <= axis || data.Count == 0)
        {
            return [];
        }

        var shape = data.Shape.ToArray();
        var channels = shape[axis];
        var isAlive = new bool[channels];
        var inner = shape.Skip(axis + 1).Aggregate(1L, (product, size) => product * size);
        var zeros = ZeroPoints(graph, weights, channels);
        var values = data.ToFloats();
        for (var i = 0L; i < values.Length; i++)
        {
            var channel = i / inner % channels;
            isAlive[channel] |= values[i] != zeros[channel];
        }

        return [.. Enumerable.Range(0, isAlive.Length).Where(channel => !isAlive[channel])];
    }

    /// <summary>
    /// Whether a channel without weights gives zero: its bias is lost in rounding, or to an activation or range that begins at zero.
    /// </summary>
    public static bool IsZero(ModelGraph graph, Node node, Tensor result, int channel)
    {
        var bias = BiasOf(graph, node, channel);
        if (bias is null or 0)
        {
            return bias == 0;
        }

        var maker = graph.Producer(result);
        if (maker is null || !maker.Is("QuantizeLinear"))
        {
            return maker is not null && maker.Is("Relu") && bias < 0;
        }

        if (maker.Input(1)?.Constant is not { Count: 1 } scale)
        {
            return false;
        }

        var zero = maker.Input(2)?.Constant?.ToIntegers()[0] ?? 0;
        var (lowest, highest) = ElementTypes.RangeOf(maker.Output.Type == ElementType.Undefined ? ElementType.UInt8 : maker.Output.Type);
        var isCut = bias < 0 && graph.Producer(maker.RequiredInput(0)) is { } before && before.Is("Relu");
        return isCut || Math.Clamp(zero + Math.Round(bias.Value / scale.ToFloats()[0]), lowest, highest) == zero;
    }

    // Null when it cannot be told.
    private static double? BiasOf(ModelGraph graph, Node node, int channel)
    {
        if (!node.Is("Conv") && !node.Is("Gemm"))
        {
            return null;
        }

        if (node.Input(2) is not { } bias)
        {
            return 0;
        }

        if (bias.Constant is { } numbers)
        {
            return channel < numbers.Count ? numbers.ToFloats()[channel] : null;
        }

        if (graph.Producer(bias) is not { } reader || !reader.Is("DequantizeLinear") || reader.Input(0)?.Constant is not { } codes
            || reader.Input(1)?.Constant?.ToFloats() is not { Length: > 0 } scales || channel >= codes.Count)
        {
            return null;
        }

        return codes.ToIntegers()[channel] * (double)scales[scales.Length == 1 ? 0 : channel];
    }

    private static float[] ZeroPoints(ModelGraph graph, Tensor weights, long channels)
    {
        var reader = graph.Uses(weights).Select(use => use.Node).FirstOrDefault(node => node.Is("DequantizeLinear"));
        var zeros = reader?.Input(2)?.Constant?.ToFloats() ?? [0f];
        return zeros.Length == channels ? zeros : [.. Enumerable.Repeat(zeros[0], (int)channels)];
    }
}
