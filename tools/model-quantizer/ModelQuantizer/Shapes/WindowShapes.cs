using System;
using System.Linq;
using Stethos.ModelQuantizer.Graph;

namespace Stethos.ModelQuantizer.Shapes;

/// <summary>Convolutions and pools.</summary>
internal static class WindowShapes
{
    public static void Conv(Inference inference) => Conv(inference, 1, inference.Type(0));

    public static void ConvInteger(Inference inference) => Conv(inference, 1, ElementType.Int32);

    public static void QLinearConv(Inference inference) => Conv(inference, 3, inference.Type(7));

    public static void Pool(Inference inference)
    {
        if (inference.Shape(0) is { } input && inference.Node.Integers("kernel_shape") is { } kernel)
        {
            var shape = Windows(inference.Node, input, input[1], kernel);
            inference.Set(inference.Type(0), shape);
            inference.Set(1, ElementType.Int64, shape);
        }
        else
        {
            inference.Set(inference.Type(0), null);
        }
    }

    public static void GlobalPool(Inference inference) => inference.Set(
        inference.Type(0),
        inference.Shape(0) is { } shape ? new Shape([.. shape.Select((dimension, i) => i < 2 ? dimension : 1)]) : null);

    public static void ConvTranspose(Inference inference)
    {
        var node = inference.Node;
        if (inference.Shape(0) is not { } input || inference.Shape(1) is not { IsKnown: true } weights)
        {
            inference.Set(inference.Type(0), null);
            return;
        }

        var rank = input.Rank - 2;
        var kernel = node.Integers("kernel_shape") ?? weights.ToArray()[2..];
        var strides = node.Integers("strides") ?? Ones(rank);
        var dilations = node.Integers("dilations") ?? Ones(rank);
        var pads = node.Integers("pads") ?? new long[2 * rank];
        var extra = node.Integers("output_padding") ?? new long[rank];
        var given = node.Integers("output_shape");
        var auto = node.Text("auto_pad", "NOTSET");
        var result = new Dimension[input.Rank];
        result[0] = input[0];
        result[1] = weights[1].Value * node.Integer("group", 1);
        for (var i = 0; i < rank; i++)
        {
            var size = input[i + 2];
            result[i + 2] = given is not null ? given[i]
                : !size.IsKnown ? Dimension.Open
                : auto.StartsWith("SAME", StringComparison.Ordinal) ? size.Value * strides[i]
                : (size.Value - 1) * strides[i] + extra[i] + (kernel[i] - 1) * dilations[i] + 1 - pads[i] - pads[i + rank];
        }

        inference.Set(inference.Type(0), new Shape(result));
    }

    private static void Conv(Inference inference, int weightsInput, ElementType type)
    {
        if (inference.Shape(0) is not { } input || inference.Shape(weightsInput) is not { } weights)
        {
            inference.Set(type, null);
            return;
        }

        var kernel = inference.Node.Integers("kernel_shape") ?? (weights.IsKnown ? weights.ToArray()[2..] : null);
        var channels = weights.Rank > 1 && input.Rank > 1 ? input[1] : throw new ShapeException($"{input} and weights {weights}");
        if (channels.IsKnown && weights[1].IsKnown && channels.Value != weights[1].Value * inference.Node.Integer("group", 1))
        {
            throw new ShapeException($"{channels} channels do not fit weights {weights}");
        }

        inference.Set(type, kernel is null ? null : Windows(inference.Node, input, weights[0], kernel));
    }

    private static Shape Windows(Node node, Shape input, Dimension channels, long[] kernel)
    {
        var rank = kernel.Length;
        if (input.Rank != rank + 2)
        {
            throw new ShapeException($"a window of {rank} dimensions does not fit {input}");
        }

        var strides = node.Integers("strides") ?? Ones(rank);
        var dilations = node.Integers("dilations") ?? Ones(rank);
        var pads = node.Integers("pads") ?? new long[2 * rank];
        if (strides.Length != rank || dilations.Length != rank || pads.Length != 2 * rank || strides.Any(stride => stride < 1))
        {
            throw new ShapeException("strides, dilations or pads do not fit the kernel");
        }

        var auto = node.Text("auto_pad", "NOTSET");
        var roundsUp = node.Integer("ceil_mode", 0) != 0;
        var result = new Dimension[input.Rank];
        (result[0], result[1]) = (input[0], channels);
        for (var i = 0; i < rank; i++)
        {
            var window = (kernel[i] - 1) * dilations[i] + 1;
            result[i + 2] = !input[i + 2].IsKnown
                ? Dimension.Open
                : Length(input[i + 2].Value, window, strides[i], (pads[i], pads[i + rank]), auto, roundsUp);
        }

        return new Shape(result);
    }

    private static long Length(long size, long window, long stride, (long Begin, long End) pads, string auto, bool roundsUp)
    {
        if (auto.StartsWith("SAME", StringComparison.Ordinal))
        {
            return (size + stride - 1) / stride;
        }

        var padded = auto == "VALID" ? size : size + pads.Begin + pads.End;
        var places = padded - window;
        if (places < 0)
        {
            throw new ShapeException($"a window of {window} is larger than {padded}");
        }

        var count = (roundsUp ? places + stride - 1 : places) / stride + 1;

        // A window must not begin in the padding at the end.
        return roundsUp && (count - 1) * stride >= size + pads.Begin ? count - 1 : count;
    }

    private static long[] Ones(int count) => [.. Enumerable.Repeat(1L, count)];
}
