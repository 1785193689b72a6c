using System;
using System.Linq;
using Stethos.ModelQuantizer.Graph;

namespace Stethos.ModelQuantizer.Inspect;

/// <summary>Multiply-accumulate operations of a node; padding counts, as in published figures.</summary>
public static class MacCount
{
    /// <summary>0 for operators without products of weights; null when a shape is open.</summary>
    public static long? Of(Node node)
    {
        ArgumentNullException.ThrowIfNull(node);
        if (node.Domain.Length > 0)
        {
            return 0;
        }

        return node.Op switch
        {
            "Conv" or "ConvInteger" => Conv(node, 1),
            "QLinearConv" => Conv(node, 3),
            "ConvTranspose" => Product(node.Input(0), PerElement(node.Input(1)?.Shape)),
            "Gemm" => Gemm(node),
            "MatMul" or "MatMulInteger" or "QLinearMatMul" => MatMul(node),
            _ => 0,
        };
    }

    private static long? Conv(Node node, int weights) => Product(node.Outputs[0], PerElement(node.Input(weights)?.Shape));

    private static long? Gemm(Node node) => node.Input(0)?.Shape is { IsKnown: true, Rank: 2 } a
        ? Product(node.Outputs[0], a[node.Integer("transA", 0) != 0 ? 0 : 1].Value)
        : null;

    private static long? MatMul(Node node) => node.Input(0)?.Shape is { IsKnown: true, Rank: > 0 } a
        ? Product(node.Outputs[0], a[-1].Value)
        : null;

    // Weights per element of the first dimension: what one output of a convolution, or one input of a transposed one, is multiplied with.
    private static long? PerElement(Shape? weights) => weights is { IsKnown: true, Rank: > 1 }
        ? weights.ToArray().Skip(1).Aggregate(1L, (product, size) => product * size)
        : null;

    private static long? Product(Tensor? tensor, long? factor) =>
        tensor?.Shape is { IsKnown: true } shape && factor is { } each ? shape.ElementCount * each : null;
}
