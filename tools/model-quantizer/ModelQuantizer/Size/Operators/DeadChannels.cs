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

    private static float[] ZeroPoints(ModelGraph graph, Tensor weights, long channels)
    {
        var reader = graph.Uses(weights).Select(use => use.Node).FirstOrDefault(node => node.Is("DequantizeLinear"));
        var zeros = reader?.Input(2)?.Constant?.ToFloats() ?? [0f];
        return zeros.Length == channels ? zeros : [.. Enumerable.Repeat(zeros[0], (int)channels)];
    }
}
