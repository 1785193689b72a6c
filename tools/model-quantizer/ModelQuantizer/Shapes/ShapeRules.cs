using System;
using System.Collections.Generic;
using System.Linq;

namespace Stethos.ModelQuantizer.Shapes;

/// <summary>The rule of each operator: the list of operators that the quantizer knows.</summary>
internal static class ShapeRules
{
    private static readonly Dictionary<string, Action<Inference>> Rules = Make();

    /// <summary>ONNX's operators with a rule.</summary>
    public static IReadOnlyCollection<string> Operators => Rules.Keys;

    public static Action<Inference>? Of(string op) => Rules.GetValueOrDefault(op);

    private static Dictionary<string, Action<Inference>> Make()
    {
        var rules = new Dictionary<string, Action<Inference>>(StringComparer.Ordinal)
        {
            ["Conv"] = WindowShapes.Conv,
            ["ConvInteger"] = WindowShapes.ConvInteger,
            ["QLinearConv"] = WindowShapes.QLinearConv,
            ["ConvTranspose"] = WindowShapes.ConvTranspose,
            ["MatMul"] = MatrixShapes.MatMul,
            ["MatMulInteger"] = MatrixShapes.MatMulInteger,
            ["QLinearMatMul"] = MatrixShapes.QLinearMatMul,
            ["Gemm"] = MatrixShapes.Gemm,
            ["Reshape"] = MovementShapes.Reshape,
            ["Flatten"] = MovementShapes.Flatten,
            ["Transpose"] = MovementShapes.Transpose,
            ["Squeeze"] = MovementShapes.Squeeze,
            ["Unsqueeze"] = MovementShapes.Unsqueeze,
            ["DepthToSpace"] = MovementShapes.DepthToSpace,
            ["SpaceToDepth"] = MovementShapes.SpaceToDepth,
            ["Concat"] = PartShapes.Concat,
            ["Split"] = PartShapes.Split,
            ["Slice"] = PartShapes.Slice,
            ["Gather"] = PartShapes.Gather,
            ["Pad"] = PartShapes.Pad,
            ["Resize"] = PartShapes.Resize,
            ["Where"] = MadeShapes.Where,
            ["Cast"] = MadeShapes.Cast,
            ["QuantizeLinear"] = MadeShapes.Quantize,
            ["DequantizeLinear"] = MadeShapes.Dequantize,
            ["DynamicQuantizeLinear"] = MadeShapes.DynamicQuantize,
            ["Shape"] = MadeShapes.ShapeOf,
            ["Size"] = MadeShapes.Size,
            ["Constant"] = MadeShapes.Constant,
            ["ConstantOfShape"] = MadeShapes.ConstantOfShape,
            ["Expand"] = MadeShapes.Expand,
            ["Tile"] = MadeShapes.Tile,
            ["Range"] = MadeShapes.RangeOf,
        };
        Add(rules, WindowShapes.Pool, "AveragePool", "MaxPool", "LpPool");
        Add(rules, WindowShapes.GlobalPool, "GlobalAveragePool", "GlobalMaxPool");
        Add(rules, MadeShapes.Elementwise, "Add", "Sub", "Mul", "Div", "Pow", "Max", "Min", "Sum", "Mean", "Mod", "And", "Or", "Xor");
        Add(rules, MadeShapes.Comparison, "Equal", "Less", "Greater", "LessOrEqual", "GreaterOrEqual");
        Add(
            rules, PartShapes.Reduce, "ReduceMean", "ReduceSum", "ReduceMax", "ReduceMin", "ReduceProd", "ReduceL1", "ReduceL2",
            "ReduceSumSquare", "ReduceLogSum", "ReduceLogSumExp", "ArgMax", "ArgMin");
        Add(
            rules, MadeShapes.Same, "Relu", "LeakyRelu", "PRelu", "Sigmoid", "Tanh", "Elu", "Selu", "Celu", "HardSigmoid", "HardSwish",
            "Softplus", "Softsign", "ThresholdedRelu", "Gelu", "Mish", "Exp", "Log", "Sqrt", "Abs", "Neg", "Floor", "Ceil", "Round", "Sign",
            "Erf", "Sin", "Cos", "Reciprocal", "Not", "Clip", "Softmax", "LogSoftmax", "Hardmax", "Identity", "Dropout", "LRN",
            "BatchNormalization", "InstanceNormalization", "LayerNormalization", "LpNormalization");
        return rules;
    }

    private static void Add(Dictionary<string, Action<Inference>> rules, Action<Inference> rule, params string[] operators)
    {
        foreach (var op in operators)
        {
            rules.Add(op, rule);
        }
    }
}
