using System;
using System.Linq;
using Stethos.ModelQuantizer.Graph;

namespace Stethos.ModelQuantizer.Normalise;

/// <summary>
/// Multiplies a batch normalisation into the convolution or matrix product before it, when nothing else reads that one's result. Factors
/// are computed in double; results differ from the original by rounding.
/// </summary>
internal static class BatchNormFolding
{
    public static int Run(ModelGraph graph)
    {
        var folded = 0;
        foreach (var norm in graph.Nodes.Where(node => node.Is("BatchNormalization")).ToArray())
        {
            folded += Fold(graph, norm) ? 1 : 0;
        }

        return folded;
    }

    private static bool Fold(ModelGraph graph, Node norm)
    {
        if (graph.Producer(norm.RequiredInput(0)) is not { } node || graph.OnlyUser(node.Output) != norm
            || ChannelAxis(node) is not { } axis || node.Input(1)?.Constant is not { Type: ElementType.Float } weights
            || Parameters(norm) is not [var scale, var shift, var mean, var variance])
        {
            return false;
        }

        var channels = scale.Length;
        var bias = node.Input(2) is { } given ? given.Constant?.ToFloats() : new float[channels];
        if (weights.Shape[axis].Value != channels || bias?.Length != channels)
        {
            return false;
        }

        var epsilon = norm.Float("epsilon", 1e-5f);
        var factors = scale.Select((value, i) => value / Math.Sqrt((double)variance[i] + epsilon)).ToArray();
        var newWeights = graph.AddConstant($"{node.Name}_weights", Scaled(weights, axis, factors));
        var newBias = graph.AddConstant(
            $"{node.Name}_bias",
            TensorData.Floats([.. bias.Select((value, i) => (float)((value - (double)mean[i]) * factors[i] + shift[i]))], channels));
        var output = norm.Output;
        var inputs = new[] { node.Input(0), newWeights, newBias };
        graph.Remove(norm);
        graph.SetOutput(graph.ReplaceInputs(node, inputs), 0, output);
        return true;
    }

    // The dimension of the weights that counts output channels; null when the node cannot take factors.
    private static int? ChannelAxis(Node node) => node.Op switch
    {
        _ when node.Domain.Length > 0 => null,
        "Conv" => 0,
        "ConvTranspose" when node.Integer("group", 1) == 1 => 1,
        "Gemm" when node.Float("alpha", 1) == 1 && node.Float("beta", 1) == 1 => node.Integer("transB", 0) != 0 ? 0 : 1,
        _ => null,
    };

    private static float[][]? Parameters(Node norm)
    {
        var values = norm.Inputs.Skip(1).Select(input => input?.Constant?.ToFloats()).ToArray();
        return values.Length == 4 && Array.TrueForAll(values, value => value is not null && value.Length == values[0]?.Length)
            ? [.. values.Select(value => value!)]
            : null;
    }

    private static TensorData Scaled(TensorData weights, int axis, double[] factors)
    {
        var values = weights.ToFloats();
        var inner = weights.Shape.ToArray().Skip(axis + 1).Aggregate(1L, (product, size) => product * size);
        for (var i = 0; i < values.Length; i++)
        {
            values[i] = (float)(values[i] * factors[i / inner % factors.Length]);
        }

        return TensorData.Floats(values, weights.Shape.ToArray());
    }
}
