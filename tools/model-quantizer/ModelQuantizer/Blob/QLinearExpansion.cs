using System.Linq;
using Stethos.ModelQuantizer.Graph;

namespace Stethos.ModelQuantizer.Blob;

/// <summary>QLinearConv and QLinearMatMul as what they mean: DequantizeLinear, the operator, QuantizeLinear.</summary>
internal static class QLinearExpansion
{
    public static void Run(ModelGraph graph)
    {
        foreach (var node in graph.Nodes.Where(node => node.Is("QLinearConv") || node.Is("QLinearMatMul")).ToArray())
        {
            var isConvolution = node.Is("QLinearConv");
            var left = Real(graph, node, 0, null);
            var right = Real(graph, node, 3, isConvolution ? 0 : node.RequiredInput(3).Shape?.Rank - 1);
            var inputs = isConvolution && node.Input(8) is { } bias ? new[] { left, right, Bias(graph, node, bias) } : [left, right];
            var result = graph.AddTensor($"{node.Name}_real", ElementType.Float);
            var core = graph.InsertBefore(node, isConvolution ? "Conv" : "MatMul", node.Name, inputs, [result]);
            foreach (var (name, value) in node.Attributes)
            {
                core.SetAttribute(name, value);
            }

            graph.Replace(node, "QuantizeLinear", result, Scalar(graph, node.RequiredInput(6)), Scalar(graph, node.RequiredInput(7)));
        }
    }

    private static Tensor Real(ModelGraph graph, Node node, int first, int? axis)
    {
        var real = graph.AddTensor($"{node.Name}_in{first}", ElementType.Float);
        var scale = node.RequiredInput(first + 1);
        var isList = scale.Constant is { Count: > 1 };
        var inputs = isList
            ? new[] { node.RequiredInput(first), scale, node.RequiredInput(first + 2) }
            : [node.RequiredInput(first), Scalar(graph, scale), Scalar(graph, node.RequiredInput(first + 2))];
        var dequantize = graph.InsertBefore(node, "DequantizeLinear", $"{node.Name}_in{first}", inputs, [real]);
        if (isList && axis is { } along)
        {
            dequantize.SetAttribute("axis", (long)along);
        }

        return real;
    }

    // One-element lists are allowed here and are scalars there.
    private static Tensor Scalar(ModelGraph graph, Tensor tensor) => tensor.Constant is { Count: 1, Shape.Rank: > 0 } list
        ? graph.AddConstant(tensor.Name, list.Reshaped([]))
        : tensor;

    private static Tensor Bias(ModelGraph graph, Node node, Tensor bias)
    {
        var x = node.RequiredInput(1).Constant;
        var w = node.RequiredInput(4).Constant;
        if (x is null || w is null)
        {
            return bias;
        }

        float[] units = [.. w.ToFloats().Select(scale => x.ToFloats()[0] * scale)];
        var values = units.Length == 1 ? TensorData.Scalar(units[0]) : TensorData.Floats(units, units.Length);
        var scales = graph.AddConstant("bias_scale", values);
        var real = graph.AddTensor($"{bias.Name}_real", ElementType.Float);
        var dequantize = graph.InsertBefore(node, "DequantizeLinear", $"{node.Name}_bias", [bias, scales], [real]);
        if (units.Length > 1)
        {
            dequantize.SetAttribute("axis", 0L);
        }

        return real;
    }
}
