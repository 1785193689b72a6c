using System;
using System.Collections.Generic;
using System.Linq;
using Stethos.ModelQuantizer.Graph;
using Stethos.ModelQuantizer.Shapes;

namespace Stethos.ModelQuantizer.Quantize;

/// <summary>Quantization without samples: weights only, or with activations quantized as they come (dynamic).</summary>
public static class WeightQuantizer
{
    /// <summary>Weights become codes of 8 or 4 bits, everything is computed in float.</summary>
    public static QuantizeResult WeightsOnly(ModelGraph prepared, int bits, IReadOnlySet<string> exclude)
    {
        ArgumentNullException.ThrowIfNull(prepared);
        ArgumentNullException.ThrowIfNull(exclude);
        var graph = prepared.Clone();
        var (done, left) = (new List<string>(), new List<string>());
        foreach (var layer in WeightedLayer.AllOf(graph))
        {
            var name = layer.Node.Name;
            (exclude.Contains(name) ? left : done).Add(name);
            if (!exclude.Contains(name))
            {
                var codes = WeightCodes.Of(layer, bits, bits == 4 ? 7 : 127, true, 0);
                var packed = CodeScale.Pack(codes.Type, codes.Codes, layer.Weights.Shape.ToArray());
                var quantization = new Quantization(codes.Type, codes.Scales, new int[codes.Scales.Length], layer.Axis);
                graph.SetInput(
                    layer.Node, 1, new QdqWriter(graph, false).Constant(layer.Node.RequiredInput(1).Name, packed, quantization));
            }
        }

        return Finish(graph, done, left);
    }

    /// <summary>
    /// Matrix products (Gemm, MatMul) in integers with activations quantized as they come, a scale for each run; convolutions stay float.
    /// </summary>
    public static QuantizeResult Dynamic(ModelGraph prepared, IReadOnlySet<string> exclude)
    {
        ArgumentNullException.ThrowIfNull(prepared);
        ArgumentNullException.ThrowIfNull(exclude);
        var graph = prepared.Clone();
        var (done, left) = (new List<string>(), new List<string>());
        foreach (var layer in WeightedLayer.AllOf(graph))
        {
            var fits = layer.Node.Op is "Gemm" or "MatMul" && !exclude.Contains(layer.Node.Name);
            (fits ? done : left).Add(layer.Node.Name);
            if (fits)
            {
                MakeDynamic(graph, layer);
            }
        }

        return Finish(graph, done, left);
    }

    private static void MakeDynamic(ModelGraph graph, WeightedLayer layer)
    {
        var (node, name) = (layer.Node, layer.Node.Name);
        var codes = WeightCodes.Of(layer, 8, 127, true, 0);
        var packed = CodeScale.Pack(ElementType.Int8, codes.Codes, layer.Weights.Shape.ToArray());
        var weights = graph.AddConstant($"{name}_codes", layer.Axis == 0 ? TensorTranspose.Of(packed, 1, 0) : packed);
        var scales = graph.AddConstant($"{name}_scales", TensorData.Floats(codes.Scales, codes.Scales.Length));
        var coded = graph.AddTensor($"{name}_input_codes");
        var (scale, zero) = (graph.AddTensor($"{name}_input_scale"), graph.AddTensor($"{name}_input_zero"));
        graph.Add("DynamicQuantizeLinear", $"{name}_quantize", [node.Input(0)], [coded, scale, zero]);
        var sum = graph.Add("MatMulInteger", $"{name}_integers", coded, weights, zero);
        var real = graph.Add("Cast", $"{name}_sum", sum.Output);
        real.SetAttribute("to", (long)ElementType.Float);
        var factor = graph.Add("Mul", $"{name}_factor", scale, scales);
        var output = node.Output;
        graph.Remove(node);
        var product = graph.Add("Mul", name, real.Output, factor.Output);
        var last = node.Input(2) is { } bias ? graph.Add("Add", $"{name}_sum_bias", product.Output, bias) : product;
        graph.SetOutput(last, 0, output);
    }

    private static QuantizeResult Finish(ModelGraph graph, List<string> done, List<string> left)
    {
        graph.RemoveUnused();
        graph.Sort();
        ShapeInference.Run(graph);
        return new QuantizeResult(graph, done, left, 0, 0);
    }
}
