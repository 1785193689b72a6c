using System;
using System.Linq;
using Stethos.ModelQuantizer.Graph;

namespace Stethos.ModelQuantizer.TfLite.Operators;

internal static class Convolutions
{
    // Weights of the file are output, height, width, input; those of a depthwise convolution 1, height, width, output.
    private static readonly int[] FromOhwi = [0, 3, 1, 2];
    private static readonly int[] FromDepthwise = [3, 0, 1, 2];
    private static readonly int[] FromTransposed = [3, 0, 1, 2];

    public static void Conv(Importer importer, TfLiteOperator op)
    {
        var channels = importer.Source(op.Input(0)).Shape[3].Value;
        var perGroup = importer.Source(op.Input(1)).Shape[3].Value;
        if (perGroup == 0 || channels % perGroup != 0)
        {
            throw importer.Refuse($"{channels} channels do not divide into groups of {perGroup}");
        }

        Add(importer, op, FromOhwi, channels / perGroup, (op.Options.SByte(3), op.Options.Int32(4, 1), op.Options.Int32(5, 1)));
    }

    public static void Depthwise(Importer importer, TfLiteOperator op) => Add(
        importer,
        op,
        FromDepthwise,
        importer.Source(op.Input(0)).Shape[3].Value,
        (op.Options.SByte(4), op.Options.Int32(5, 1), op.Options.Int32(6, 1)));

    public static void Transposed(Importer importer, TfLiteOperator op)
    {
        var input = importer.Source(op.Input(2)).Shape;
        var weights = importer.Source(op.Input(1)).Shape;
        var output = importer.Source(op.Output).Shape;
        long[] strides = [op.Options.Int32(2), op.Options.Int32(1)];
        var pads = new long[4];
        var extra = new long[2];
        for (var i = 0; i < 2; i++)
        {
            var surplus = (input[i + 1].Value - 1) * strides[i] + weights[i + 1].Value - output[i + 1].Value;
            pads[i] = Math.Max(0, surplus) / 2;
            pads[i + 2] = Math.Max(0, surplus) - pads[i];
            extra[i] = Math.Max(0, -surplus);
        }

        var node = importer.EmitNode(
            "ConvTranspose",
            importer.Source(op.Output).Name,
            ElementType.Float,
            First(output),
            importer.Real(op.Input(2), Layout.ChannelsFirst),
            importer.Weights(op.Input(1), FromTransposed),
            Bias.Of(importer, op.Input(3), op.Input(2), op.Input(1)));
        node.SetAttribute("strides", strides);
        node.SetAttribute("pads", pads);
        node.SetAttribute("output_padding", extra);
        node.SetAttribute("kernel_shape", new[] { weights[1].Value, weights[2].Value });
        importer.DefineReal(op.Output, Layout.ChannelsFirst, node.Output, op.Options.SByte(3));
    }

    public static Shape First(Shape last) => new(last[0], last[3], last[1], last[2]);

    private static void Add(
        Importer importer, TfLiteOperator op, int[] permutation, long groups, (int Activation, long DilationW, long DilationH) options)
    {
        var input = importer.Source(op.Input(0)).Shape;
        var weights = importer.Source(op.Input(1)).Shape;
        var output = importer.Source(op.Output);
        long[] strides = [op.Options.Int32(2), op.Options.Int32(1)];
        long[] dilations = [options.DilationH, options.DilationW];
        long[] kernel = [weights[1].Value, weights[2].Value];
        var window = kernel.Zip(dilations, (size, dilation) => (size - 1) * dilation + 1).ToArray();
        var node = importer.EmitNode(
            "Conv",
            output.Name,
            ElementType.Float,
            First(output.Shape),
            importer.Real(op.Input(0), Layout.ChannelsFirst),
            importer.Weights(op.Input(1), permutation),
            Bias.Of(importer, op.Input(2), op.Input(0), op.Input(1)));
        node.SetAttribute("kernel_shape", kernel);
        node.SetAttribute("strides", strides);
        node.SetAttribute("dilations", dilations);
        node.SetAttribute("group", groups);
        node.SetAttribute("pads", Padding.Of(op.Options.SByte(0), [input[1].Value, input[2].Value], window, strides));
        importer.DefineReal(op.Output, Layout.ChannelsFirst, node.Output, options.Activation);
    }
}
