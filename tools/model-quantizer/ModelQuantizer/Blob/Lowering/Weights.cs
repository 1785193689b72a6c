using System;
using System.Collections.Generic;
using System.Linq;
using Stethos.ModelQuantizer.Graph;

namespace Stethos.ModelQuantizer.Blob.Lowering;

/// <summary>Constant codes of weights with their scales; bytes are code + <see cref="Offset"/>, 0 to 255.</summary>
internal sealed record Weights(byte[] Bytes, int Offset, IReadOnlyList<float> Scales, IReadOnlyList<int> Shape)
{
    public float Scale(int channel) => Scales[Scales.Count == 1 ? 0 : channel];

    /// <param name="lowerer">For refusals.</param>
    /// <param name="node">Who reads them.</param>
    /// <param name="real">What it reads.</param>
    /// <param name="channelAxis">The axis along which scales may differ.</param>
    public static Weights Of(Lowerer lowerer, Node node, Tensor real, int channelAxis)
    {
        if (lowerer.Graph.Producer(real) is not { } dequantize || !dequantize.Is("DequantizeLinear")
            || dequantize.Inputs[0] is not { Constant: { Type: ElementType.Int8 or ElementType.UInt8 } codes })
        {
            throw IsComputed(lowerer.Graph, real)
                ? lowerer.Refuse(node, "both its inputs are computed", "use constant weights, or leave the model to the gateway")
                : lowerer.Refuse(node, "its weights are not constant codes of 8 bits", "quantize the model's weights (static int8)");
        }

        var scales = dequantize.RequiredInput(1).Constant?.ToFloats()
            ?? throw lowerer.Refuse(node, "the scales of its weights are computed", "export with constant scales");
        var zeros = dequantize.Input(2) is { } zero ? zero.Constant!.ToIntegers() : [0];
        var axis = (int)dequantize.Integer("axis", 1);
        axis = axis < 0 ? axis + codes.Shape.Rank : axis;
        if ((scales.Length > 1 && axis != channelAxis) || zeros.Distinct().Count() != 1)
        {
            throw lowerer.Refuse(
                node, "its weights have scales along another axis, or different zero points", "quantize per output channel, symmetric");
        }

        var isSigned = codes.Type == ElementType.Int8;
        var bytes = codes.Bytes.ToArray();
        for (var i = 0; isSigned && i < bytes.Length; i++)
        {
            bytes[i] ^= 0x80;
        }

        var shape = codes.Shape.ToArray().Select(size => (int)size).ToArray();
        return new Weights(bytes, (int)zeros[0] + (isSigned ? 128 : 0), scales, shape);
    }

    private static bool IsComputed(ModelGraph graph, Tensor real) => !real.IsConstant && graph.Producer(real) is { } maker
        && !(maker.Is("DequantizeLinear") && maker.RequiredInput(0).IsConstant);

    /// <summary>Some of the output channels, which are the first axis.</summary>
    public Weights Part(int first, int count)
    {
        var length = Bytes.Length / Shape[0];
        return new Weights(
            Bytes[(first * length)..][..(count * length)], Offset, Scales.Count == 1 ? Scales : [.. Scales.Skip(first).Take(count)],
            [count, .. Shape.Skip(1)]);
    }

    /// <summary>The same weights with their axes in another order.</summary>
    public Weights Transposed(params int[] order)
    {
        var shape = order.Select(axis => Shape[axis]).ToArray();
        var steps = new int[Shape.Count];
        for (int axis = Shape.Count - 1, step = 1; axis >= 0; step *= Shape[axis--])
        {
            steps[axis] = step;
        }

        var bytes = new byte[Bytes.Length];
        var place = new int[order.Length];
        for (var i = 0; i < bytes.Length; i++)
        {
            var from = 0;
            for (var j = 0; j < order.Length; j++)
            {
                from += place[j] * steps[order[j]];
            }

            bytes[i] = Bytes[from];
            for (var j = order.Length - 1; j >= 0 && ++place[j] == shape[j]; j--)
            {
                place[j] = 0;
            }
        }

        return this with { Bytes = bytes, Shape = shape };
    }
}
