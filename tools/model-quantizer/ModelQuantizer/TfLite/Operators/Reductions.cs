using System;
using System.Linq;
using Stethos.ModelQuantizer.Graph;

namespace Stethos.ModelQuantizer.TfLite.Operators;

internal static class Reductions
{
    public static void Softmax(Importer importer, TfLiteOperator op)
    {
        var real = importer.Real(op.Input(0), Layout.ChannelsLast);
        var beta = op.Options.Single(0);
        if (beta != 1)
        {
            real = importer.Emit("Mul", $"{real.Name}_scaled", ElementType.Float, real.Shape!, real, importer.Scalar(beta));
        }

        Along(importer, op, "Softmax", real);
    }

    public static void LogSoftmax(Importer importer, TfLiteOperator op) =>
        Along(importer, op, "LogSoftmax", importer.Real(op.Input(0), Layout.ChannelsLast));

    public static void Reduce(Importer importer, TfLiteOperator op, string name)
    {
        var source = importer.Source(op.Input(0)).Shape;
        var output = importer.Source(op.Output);
        var keeps = op.Options.Bool(0);
        var axes = importer.Integers(op.Input(1)).Select(axis => axis < 0 ? axis + source.Rank : axis).Order().ToArray();
        if (Array.Exists(axes, axis => axis < 0 || axis >= source.Rank))
        {
            throw importer.Refuse($"axes [{string.Join(", ", axes)}] do not fit {source}");
        }

        // Without height and width the order of what is left is the same in both layouts.
        var isFirst = importer.IsFirst(op.Input(0)) && source.Rank == 4 && (keeps || (axes.Contains(1) && axes.Contains(2)));
        var layout = isFirst ? Layout.ChannelsFirst : Layout.ChannelsLast;
        var real = importer.Real(op.Input(0), layout);
        var reduced = isFirst ? axes.Select(axis => (long)Codes.AxisFirst((int)axis)).Order().ToArray() : axes;
        var shape = isFirst && keeps ? Convolutions.First(output.Shape) : output.Shape;
        var node = importer.EmitNode(name, output.Name, ElementType.Float, shape, real, importer.List(reduced));
        node.SetAttribute("keepdims", keeps ? 1L : 0L);
        importer.DefineReal(op.Output, isFirst && keeps ? Layout.ChannelsFirst : Layout.ChannelsLast, node.Output);
    }

    private static void Along(Importer importer, TfLiteOperator op, string name, Tensor real)
    {
        var node = importer.EmitNode(name, importer.Source(op.Output).Name, ElementType.Float, real.Shape!, real);
        node.SetAttribute("axis", -1L);
        importer.DefineReal(op.Output, Layout.ChannelsLast, node.Output);
    }
}
