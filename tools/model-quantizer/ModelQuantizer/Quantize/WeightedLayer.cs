using System.Collections.Generic;
using System.Linq;
using Stethos.ModelQuantizer.Graph;

namespace Stethos.ModelQuantizer.Quantize;

/// <summary>A node that multiplies a float input with constant float weights: Conv, ConvTranspose, Gemm, MatMul.</summary>
/// <param name="Node">The node.</param>
/// <param name="Weights">Its second input.</param>
/// <param name="Axis">The dimension of the weights that counts output channels.</param>
public sealed record WeightedLayer(Node Node, TensorData Weights, int Axis)
{
    /// <summary>Output channels; the groups of a ConvTranspose each have as many.</summary>
    public int Channels => (int)Weights.Shape[Axis].Value;

    public float[]? Bias => Node.Input(2)?.Constant?.ToFloats();

    public bool IsDepthwise => Node.Is("Conv") && Node.Integer("group", 1) > 1;

    /// <summary>Bytes of codes and biases with that many bits per weight; 32 for float.</summary>
    public long BytesWith(int bits)
    {
        long bias = Node.Input(2)?.Constant?.Count ?? 0;
        return bits == 32 ? (Weights.Count + bias) * 4 : (Weights.Count * bits + 7) / 8 + (bias + Channels) * 4;
    }

    /// <summary>Null when the node is none.</summary>
    public static WeightedLayer? Of(ModelGraph graph, Node node)
    {
        if (node.Input(1)?.Constant is not { Type: ElementType.Float } weights || node.Input(0) is not { IsConstant: false }
            || (node.Input(2) is { } bias && bias.Constant is not { Type: ElementType.Float }) || AxisOf(node, weights) is not { } axis)
        {
            return null;
        }

        return graph.Find(node.Output.Name) == node.Output ? new WeightedLayer(node, weights, axis) : null;
    }

    public static IReadOnlyList<WeightedLayer> AllOf(ModelGraph graph) =>
        [.. graph.Order().Select(node => Of(graph, node)).OfType<WeightedLayer>()];

    private static int? AxisOf(Node node, TensorData weights) => node.Op switch
    {
        _ when node.Domain.Length > 0 => null,
        "Conv" => 0,
        "ConvTranspose" when node.Integer("group", 1) == 1 => 1,
        "Gemm" when node.Integer("transA", 0) == 0 => node.Integer("transB", 0) != 0 ? 0 : 1,
        "MatMul" when weights.Shape.Rank == 2 => 1,
        _ => null,
    };
}
