using System;
using System.Collections.Generic;
using System.Linq;
using Stethos.Inference;
using Stethos.ModelQuantizer.Execution;
using Stethos.ModelQuantizer.Graph;

namespace Stethos.ModelQuantizer.Blob.Lowering;

/// <summary>
/// What functions with constants make of each of the 256 codes, by channel: the same nodes with the same constants, run in ONNX Runtime,
/// so that whatever it fuses here it fuses there.
/// </summary>
internal static class ElementwiseTable
{
    private const int CodeCount = ModelFormat.CodeCount;

    /// <param name="lowerer">For its graph.</param>
    /// <param name="steps">In order; the first reads the input.</param>
    /// <param name="input">Scale and zero point of the codes.</param>
    /// <param name="target">What the result becomes.</param>
    /// <param name="channels">1 when all constants are one number.</param>
    /// <param name="isLast">Channels are the last axis of the model's tensors: vectors meet vectors there, and so they do here.</param>
    /// <returns>256 codes for each channel, those of the lowest input code first.</returns>
    public static byte[] Of(Lowerer lowerer, List<Node> steps, Operand input, Target target, int channels, bool isLast)
    {
        var graph = new ModelGraph("table");
        long[] shape = channels == 1 ? [1, CodeCount] : isLast ? [CodeCount, channels] : [channels, CodeCount];
        var codes = graph.AddInput("codes", ElementType.UInt8, Shape.Of(shape));
        var real = graph.Add("DequantizeLinear", "real", codes, Scale(graph, input.Scale), Zero(graph, input.Zero)).Output;
        foreach (var step in steps)
        {
            real = Copied(lowerer, graph, step, real, constants => channels > 1 && !isLast ? [constants, 1] : [constants]);
        }

        var result = graph.Add("QuantizeLinear", "result", real, Scale(graph, target.Scale), Zero(graph, target.Zero)).Output;
        result.Type = ElementType.UInt8;
        result.Shape = Shape.Of(shape);
        graph.AddOutput(result);
        using var runner = new GraphRunner(graph, shapes: graph);
        var isByRow = channels > 1 && isLast;
        byte[] all = [.. Enumerable.Range(0, CodeCount * channels).Select(i => (byte)(isByRow ? i / channels : i % CodeCount))];
        var results = runner.Run(TensorData.Of<byte>(ElementType.UInt8, all, shape))[0].Bytes.ToArray();
        return
        [
            .. Enumerable.Range(0, all.Length).Select(i =>
            {
                var code = isByRow ? results[i % CodeCount * channels + i / CodeCount] : results[i];
                return (byte)Math.Clamp(code - 128, target.Low, target.High);
            }),
        ];
    }

    private static Tensor Copied(Lowerer lowerer, ModelGraph graph, Node step, Tensor real, Func<long, long[]> shape)
    {
        var variable = Elementwise.Variable(lowerer, step);
        var inputs = step.Inputs.Select(input => input == variable ? real : input is null ? null : Constant(lowerer, graph, input, shape));
        var copy = graph.Add(step.Op, step.Name, [.. inputs]);
        foreach (var (name, value) in step.Attributes)
        {
            copy.SetAttribute(name, value);
        }

        return copy.Output;
    }

    private static Tensor Constant(Lowerer lowerer, ModelGraph graph, Tensor tensor, Func<long, long[]> shape)
    {
        if (tensor.Constant is { } values)
        {
            return graph.AddConstant(tensor.Name, values.Count == 1 ? values.Reshaped([]) : values.Reshaped(shape(values.Count)));
        }

        var decode = lowerer.Graph.Producer(tensor)!;
        var codes = Constant(lowerer, graph, decode.RequiredInput(0), shape);
        return graph.Add("DequantizeLinear", decode.Name, codes, Single(decode, 1), Single(decode, 2)).Output;

        Tensor? Single(Node node, int place) => node.Input(place)?.Constant switch
        {
            null => null,
            { Count: 1 } one => graph.AddConstant("number", one.Reshaped([])),
            _ => throw lowerer.Refuse(node, "the scale of its constant is one per channel", "use one scale for the constant"),
        };
    }

    private static Tensor Scale(ModelGraph graph, float scale) => graph.AddConstant("scale", TensorData.Scalar(scale));

    private static Tensor Zero(ModelGraph graph, int zero) =>
        graph.AddConstant("zero", TensorData.Of<byte>(ElementType.UInt8, [(byte)(zero + 128)]));
}
