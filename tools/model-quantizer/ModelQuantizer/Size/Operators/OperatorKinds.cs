using System.Collections.Generic;
using System.Linq;
using Stethos.ModelQuantizer.Graph;

namespace Stethos.ModelQuantizer.Size.Operators;

/// <summary>Which kind an ONNX operator is, and which are no step of their own.</summary>
internal static class OperatorKinds
{
    private static readonly HashSet<string> Unary =
    [
        "Relu", "Clip", "LeakyRelu", "Sigmoid", "Tanh", "HardSigmoid", "HardSwish", "Elu", "Selu", "Softplus", "Erf", "Exp", "Log", "Sqrt",
        "Abs", "Neg", "QuantizeLinear", "DequantizeLinear", "Mish", "Gelu", "Softsign", "Reciprocal", "ThresholdedRelu", "Celu",
    ];

    private static readonly HashSet<string> Copies = ["Concat", "Pad", "Slice", "Transpose", "Split"];

    private static readonly HashSet<string> Views = ["Reshape", "Flatten", "Squeeze", "Unsqueeze", "Identity", "Dropout"];

    public static OperatorKind Of(Node node)
    {
        if (node.Domain.Length > 0)
        {
            return OperatorKind.Other;
        }

        return node.Op switch
        {
            "Conv" or "QLinearConv" or "ConvInteger" => Convolution(node),
            "Gemm" => OperatorKind.FullyConnected,
            "MatMul" or "QLinearMatMul" or "MatMulInteger" => node.Inputs.Count(input => input is not null) > 0
                ? OperatorKind.FullyConnected : OperatorKind.Other,
            "AveragePool" or "MaxPool" or "GlobalAveragePool" or "GlobalMaxPool" or "ReduceMean" or "ReduceMax" => OperatorKind.Pool,
            "Add" => IsOfOneShape(node) ? OperatorKind.Add : HasConstant(node) ? OperatorKind.Lookup : OperatorKind.Other,
            "Sub" or "Mul" or "Div" => HasConstant(node) ? OperatorKind.Lookup : OperatorKind.Other,
            "Softmax" => OperatorKind.Softmax,
            _ when Unary.Contains(node.Op) => OperatorKind.Lookup,
            _ when Copies.Contains(node.Op) => OperatorKind.Copy,
            _ => OperatorKind.Other,
        };
    }

    /// <summary>The result is the input's memory under another name, shape or layout.</summary>
    public static bool IsView(Node node) => node.Domain.Length == 0 && (Views.Contains(node.Op) || IsLayoutChange(node));

    // A device keeps channels last throughout; both directions are a matter of how the file writes it.
    private static bool IsLayoutChange(Node node) => node.Op == "Transpose"
        && node.Integers("perm") is [0, 2, 3, 1] or [0, 3, 1, 2] or [0, 2, 1];

    private static OperatorKind Convolution(Node node)
    {
        var groups = node.Integer("group", 1);
        var channels = node.Input(0)?.Shape is { IsKnown: true, Rank: > 1 } shape ? shape[1].Value : 0;
        return groups == channels && groups != 1 ? OperatorKind.Depthwise : OperatorKind.Convolution;
    }

    private static bool IsOfOneShape(Node node) => node.Inputs is [{ IsConstant: false } a, { IsConstant: false } b]
        && a.Shape is { IsKnown: true } shape && shape.Equals(b.Shape);

    private static bool HasConstant(Node node) => node.Inputs.Any(input => input is { IsConstant: true });
}
