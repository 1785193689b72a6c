using System;
using System.Collections.Generic;
using System.Linq;
using Stethos.ModelQuantizer.Graph;
using Stethos.ModelQuantizer.Size.Operators;

namespace Stethos.ModelQuantizer.Size.Bench;

/// <summary>
/// Small models of one operator eight times in a row, codes (or floats) in and out: what a run costs beside its operators is divided
/// by eight.
/// </summary>
internal sealed class MicroModels
{
    public const int Repeats = 8;
    private const float Scale = 0.02f;
    private readonly ElementType _type;

    /// <param name="type">UInt8 for ONNX Runtime on x64, Int8 for devices, Float for operators that compute with floats.</param>
    public MicroModels(ElementType type) => _type = type;

    public static IReadOnlyList<OperatorKind> Kinds { get; } =
        [.. Enum.GetValues<OperatorKind>().Where(kind => kind != OperatorKind.Other)];

    /// <summary>Models of a kind in several sizes, small and large, with few and many channels.</summary>
    /// <param name="kind">Any but Other.</param>
    /// <param name="largest">Most multiply-accumulates, so that slow targets are done in time.</param>
    public IEnumerable<ModelGraph> Of(OperatorKind kind, long largest)
    {
        (long Channels, long Side, long Kernel)[] sizes =
        [
            (4, 8, 3), (8, 4, 1), (8, 24, 3), (16, 16, 1), (16, 32, 3), (32, 12, 1),
            (32, 12, 3), (64, 6, 3), (64, 12, 1), (128, 6, 1), (128, 3, 3),
        ];
        foreach (var (channels, side, kernel) in sizes)
        {
            var perResult = kind == OperatorKind.Convolution ? channels * kernel * kernel : kernel * kernel;
            if (channels * side * side * perResult <= largest)
            {
                yield return kind == OperatorKind.FullyConnected
                    ? Chain(kind, Shape.Of(1, channels * 4), 1)
                    : kind == OperatorKind.Softmax ? Chain(kind, Shape.Of(1, channels * 2), 1)
                    : Chain(kind, Shape.Of(1, channels, side, side), kernel);
            }
        }
    }

    private ModelGraph Chain(OperatorKind kind, Shape shape, long kernel)
    {
        var graph = new ModelGraph($"{kind}");
        var x = graph.AddInput("x", _type, shape);
        var codes = x;
        for (var i = 0; i < Repeats; i++)
        {
            codes = kind == OperatorKind.Copy ? Moved(graph, codes) : Quantize(graph, Link(graph, kind, codes, x, kernel, i).Output, kind);
        }

        graph.AddOutput(codes);
        return graph;
    }

    private Node Link(ModelGraph graph, OperatorKind kind, Tensor codes, Tensor x, long kernel, int index)
    {
        var real = Dequantize(graph, codes, kind == OperatorKind.Softmax && index > 0 ? 1f / 256 : Scale);
        var channels = codes.Shape![1].Value;
        var pads = Enumerable.Repeat(kernel / 2, 4).ToArray();
        Node node;
        switch (kind)
        {
            case OperatorKind.Convolution or OperatorKind.Depthwise:
                var inputs = kind == OperatorKind.Depthwise ? 1 : channels;
                node = graph.Add("Conv", $"{kind}{index}", real, Weights(graph, 0, channels, inputs, kernel, kernel));
                node.SetAttribute("pads", pads);
                node.SetAttribute("group", channels / inputs);
                break;
            case OperatorKind.FullyConnected:
                node = graph.Add("Gemm", $"{kind}{index}", real, Weights(graph, 0, channels, channels));
                node.SetAttribute("transB", 1L);
                break;
            case OperatorKind.Pool:
                node = graph.Add("AveragePool", $"{kind}{index}", real);
                node.SetAttribute("kernel_shape", new[] { kernel, kernel });
                node.SetAttribute("pads", pads);
                break;
            case OperatorKind.Add:
                node = graph.Add("Add", $"{kind}{index}", real, Dequantize(graph, x, Scale));
                break;
            case OperatorKind.Softmax:
                node = graph.Add("Softmax", $"{kind}{index}", real);
                break;
            default:
                node = graph.Add("Sigmoid", $"{kind}{index}", real);
                break;
        }

        node.Output.Shape = codes.Shape;
        return node;
    }

    // Half of the channels, twice: two copies that nobody can leave out.
    private Tensor Moved(ModelGraph graph, Tensor codes)
    {
        var half = codes.Shape![1].Value / 2;
        var slice = graph.Add(
            "Slice",
            "half",
            codes,
            graph.AddConstant("from", TensorData.List(half)),
            graph.AddConstant("to", TensorData.List(2 * half)),
            graph.AddConstant("axis", TensorData.List(1)));
        var whole = graph.Add("Concat", "whole", slice.Output, slice.Output);
        whole.SetAttribute("axis", 1L);
        (slice.Output.Shape, slice.Output.Type) = (codes.Shape.With(1, half), _type);
        (whole.Output.Shape, whole.Output.Type) = (codes.Shape, _type);
        return whole.Output;
    }

    private Tensor Weights(ModelGraph graph, int axis, params long[] dimensions)
    {
        var random = new Random(1);
        var codes = Enumerable.Range(0, (int)Shape.Of(dimensions).ElementCount).Select(_ => (sbyte)random.Next(-127, 128)).ToArray();
        var count = (int)dimensions[axis];
        if (_type == ElementType.Float)
        {
            return graph.AddConstant("weights", TensorData.Floats(Array.ConvertAll(codes, code => code * 0.003f), dimensions));
        }

        var node = graph.Add(
            "DequantizeLinear",
            "weights",
            graph.AddConstant("codes", TensorData.Of<sbyte>(ElementType.Int8, codes, dimensions)),
            graph.AddConstant("scales", TensorData.Floats([.. Enumerable.Repeat(0.003f, count)], count)),
            graph.AddConstant("zeros", TensorData.Of<sbyte>(ElementType.Int8, new sbyte[count], count)));
        node.SetAttribute("axis", (long)axis);
        return node.Output;
    }

    private Tensor Dequantize(ModelGraph graph, Tensor codes, float scale) => _type == ElementType.Float ? codes :
        graph.Add("DequantizeLinear", "real", codes, graph.AddConstant("scale", TensorData.Scalar(scale)), Zero(graph, scale)).Output;

    private Tensor Quantize(ModelGraph graph, Tensor real, OperatorKind kind)
    {
        if (_type == ElementType.Float)
        {
            real.Type = _type;
            return real;
        }

        var scale = kind == OperatorKind.Softmax ? 1f / 256 : Scale;
        var codes = graph.Add("QuantizeLinear", "codes", real, graph.AddConstant("scale", TensorData.Scalar(scale)), Zero(graph, scale));
        codes.Output.Shape = real.Shape;
        codes.Output.Type = _type;
        return codes.Output;
    }

    // Results of a softmax begin at zero, the others lie around it.
    private Tensor Zero(ModelGraph graph, float scale)
    {
        var isFromZero = scale < Scale;
        return graph.AddConstant("zero", _type == ElementType.UInt8
            ? TensorData.Of<byte>(_type, [(byte)(isFromZero ? 0 : 128)])
            : TensorData.Of<sbyte>(_type, [(sbyte)(isFromZero ? -128 : 0)]));
    }
}
