using System;
using System.Linq;
using Stethos.ModelQuantizer.Graph;

namespace Stethos.Benchmarks.Device;

/// <summary>A model of one layer on signed codes, weights from a seed. Maps come and go channels last, as in TFLite models.</summary>
internal static class DeviceLayer
{
    private const int Zero = 7;
    private const float InputScale = 0.05f;
    private const float OutputScale = 0.4f;

    public static ModelGraph Dense(int inputs, int outputs)
    {
        var graph = new ModelGraph("dense");
        var codes = graph.AddInput("x", ElementType.Int8, Shape.Of(1, inputs));
        var node = graph.Add("Gemm", "layer", Real(graph, codes), Weights(graph, [outputs, inputs]), null);
        node.SetAttribute("transB", 1L);
        graph.AddOutput(Codes(graph, node.Output));
        return graph;
    }

    public static ModelGraph Map(long[] input, long[] weights, long pad, long groups)
    {
        var graph = new ModelGraph("map");
        var first = Transposed(graph, graph.AddInput("x", ElementType.Int8, Shape.Of(input)), [0, 3, 1, 2]);
        var node = graph.Add("Conv", "layer", Real(graph, first), Weights(graph, weights), null);
        node.SetAttribute("pads", new[] { pad, pad, pad, pad });
        node.SetAttribute("group", groups);
        graph.AddOutput(Transposed(graph, Codes(graph, node.Output), [0, 2, 3, 1]));
        return graph;
    }

    private static Tensor Transposed(ModelGraph graph, Tensor codes, long[] axes)
    {
        var node = graph.Add("Transpose", "moved", codes);
        node.SetAttribute("perm", axes);
        return node.Output;
    }

    private static Tensor Real(ModelGraph graph, Tensor codes) =>
        graph.Add("DequantizeLinear", "real", codes, Scale(graph, InputScale), Code(graph)).Output;

    private static Tensor Codes(ModelGraph graph, Tensor real)
    {
        var codes = graph.Add("QuantizeLinear", "codes", real, Scale(graph, OutputScale), Code(graph)).Output;
        codes.Type = ElementType.Int8;
        return codes;
    }

    private static Tensor Weights(ModelGraph graph, long[] shape)
    {
        var random = new Random(1);
        var codes = new byte[shape.Aggregate(1L, (product, size) => product * size)];
        random.NextBytes(codes);
        var channels = (int)shape[0];
        float[] scales = [.. Enumerable.Range(0, channels).Select(_ => 0.001f + random.NextSingle() * 0.02f)];
        var node = graph.Add(
            "DequantizeLinear",
            "weights",
            graph.AddConstant("w", new TensorData(ElementType.Int8, shape, codes)),
            graph.AddConstant("scales", TensorData.Floats(scales, channels)),
            graph.AddConstant("zeros", TensorData.Of<sbyte>(ElementType.Int8, new sbyte[channels], channels)));
        node.SetAttribute("axis", 0L);
        return node.Output;
    }

    private static Tensor Scale(ModelGraph graph, float value) => graph.AddConstant("scale", TensorData.Scalar(value));

    private static Tensor Code(ModelGraph graph) => graph.AddConstant("zero", TensorData.Of<sbyte>(ElementType.Int8, [Zero]));
}
