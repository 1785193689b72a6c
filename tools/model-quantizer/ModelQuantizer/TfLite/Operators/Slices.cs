using System;
using System.Linq;
using Stethos.ModelQuantizer.Graph;

namespace Stethos.ModelQuantizer.TfLite.Operators;

/// <summary>Operators that take parts of a tensor or put parts together, channels last, codes as codes.</summary>
internal static class Slices
{
    public static void Plain(Importer importer, TfLiteOperator op)
    {
        var shape = importer.Source(op.Input(0)).Shape;
        var begins = importer.Integers(op.Input(1));
        var sizes = importer.Integers(op.Input(2));
        var ends = begins.Select((begin, i) => sizes[i] < 0 ? shape[i].Value : begin + sizes[i]).ToArray();
        Add(importer, op, begins, ends, [.. begins.Select(_ => 1L)]);
    }

    public static void Strided(Importer importer, TfLiteOperator op)
    {
        var (beginMask, endMask, shrinkMask) = (op.Options.Int32(0), op.Options.Int32(1), op.Options.Int32(4));
        if (op.Options.Int32(2) != 0 || op.Options.Int32(3) != 0)
        {
            throw importer.Refuse("new axes and ellipses in slices are not supported");
        }

        var begins = importer.Integers(op.Input(1));
        var ends = importer.Integers(op.Input(2));
        var steps = importer.Integers(op.Input(3));
        for (var i = 0; i < begins.Length; i++)
        {
            var isBackward = steps[i] < 0;
            var isSingle = ((shrinkMask >> i) & 1) != 0;
            if (((beginMask >> i) & 1) != 0)
            {
                begins[i] = isBackward ? int.MaxValue : 0;
            }

            if (isSingle)
            {
                ends[i] = begins[i] == -1 ? int.MaxValue : begins[i] + 1;
                steps[i] = 1;
            }
            else if (((endMask >> i) & 1) != 0)
            {
                ends[i] = isBackward ? int.MinValue : int.MaxValue;
            }
        }

        Add(importer, op, begins, ends, steps);
    }

    public static void Split(Importer importer, TfLiteOperator op)
    {
        Movements.CheckSame(importer, op);
        var isSplitV = op.Op == TfLiteOp.SplitV;
        var value = importer.Value(op.Input(isSplitV ? 0 : 1), Layout.ChannelsLast);
        var axis = importer.Integers(op.Input(isSplitV ? 2 : 0))[0];
        axis = axis < 0 ? axis + value.Shape!.Rank : axis;
        var outputs = op.Outputs
            .Select(output => importer.Graph.AddTensor(importer.Source(output).Name, value.Type, importer.Source(output).Shape)).ToArray();
        var sizes = importer.List([.. outputs.Select(output => output.Shape![(int)axis].Value)]);
        var node = importer.Graph.Add("Split", outputs[0].Name, [value, sizes], outputs);
        node.OriginalIndex = op.Index;
        node.OriginalName = op.ToString();
        node.SetAttribute("axis", axis);
        for (var i = 0; i < outputs.Length; i++)
        {
            importer.Define(op.Outputs[i], Layout.ChannelsLast, outputs[i]);
        }
    }

    public static void Pack(Importer importer, TfLiteOperator op)
    {
        Movements.CheckSame(importer, op);
        var output = importer.Source(op.Output);
        var axis = op.Options.Int32(1) is < 0 and var fromEnd ? fromEnd + output.Shape.Rank : op.Options.Int32(1);
        var thin = output.Shape.With(axis, 1);
        var parts = op.Inputs.Select(input => importer.Reshape(importer.Value(input, Layout.ChannelsLast), thin)).ToArray();
        var node = importer.EmitNode("Concat", output.Name, parts[0].Type, output.Shape, parts);
        node.SetAttribute("axis", (long)axis);
        importer.Define(op.Output, Layout.ChannelsLast, node.Output);
    }

    public static void Unpack(Importer importer, TfLiteOperator op)
    {
        Movements.CheckSame(importer, op);
        var value = importer.Value(op.Input(0), Layout.ChannelsLast);
        var axis = op.Options.Int32(1) is < 0 and var fromEnd ? fromEnd + value.Shape!.Rank : op.Options.Int32(1);
        for (var i = 0; i < op.Outputs.Length; i++)
        {
            var part = Slice(importer, value, value.Shape!.With(axis, 1), [i], [i + 1], [axis], [1]);
            importer.Define(op.Outputs[i], Layout.ChannelsLast, importer.Reshape(part, importer.Source(op.Outputs[i]).Shape));
        }
    }

    public static void Gather(Importer importer, TfLiteOperator op)
    {
        Movements.CheckSame(importer, op);
        if (op.Options.Int32(1) != 0)
        {
            throw importer.Refuse("batched gathering is not supported");
        }

        var output = importer.Source(op.Output);
        var value = importer.Value(op.Input(0), Layout.ChannelsLast);
        var indices = importer.Value(op.Input(1), Layout.ChannelsLast);
        var node = importer.EmitNode("Gather", output.Name, value.Type, output.Shape, value, indices);
        node.SetAttribute("axis", (long)op.Options.Int32(0));
        importer.Define(op.Output, Layout.ChannelsLast, node.Output);
    }

    private static void Add(Importer importer, TfLiteOperator op, long[] begins, long[] ends, long[] steps)
    {
        Movements.CheckSame(importer, op);
        var output = importer.Source(op.Output);
        var value = importer.Value(op.Input(0), Layout.ChannelsLast);
        var axes = Enumerable.Range(0, begins.Length).Select(axis => (long)axis).ToArray();
        var full = Shape.Of(axes.Select(axis => Length(value.Shape![(int)axis].Value, begins[axis], ends[axis], steps[axis]))
            .Concat(value.Shape!.ToArray().Skip(begins.Length)));
        if (full.ElementCount != output.Shape.ElementCount)
        {
            throw importer.Refuse($"the slice has the shape {full}, the file says {output.Shape}");
        }

        var slice = Slice(importer, value, full, begins, ends, axes, steps);
        importer.Define(op.Output, Layout.ChannelsLast, importer.Reshape(slice, output.Shape));
    }

    private static Tensor Slice(
        Importer importer, Tensor value, Shape shape, long[] begins, long[] ends, long[] axes, long[] steps) => importer.Emit(
        "Slice",
        $"{value.Name}_part",
        value.Type,
        shape,
        value,
        importer.List(begins),
        importer.List(ends),
        importer.List(axes),
        importer.List(steps));

    // As ONNX has it: negative counts from the end, then brought into range.
    private static long Length(long size, long begin, long end, long step)
    {
        var (low, high) = step < 0 ? (-1L, size - 1) : (0L, size);
        var from = Math.Clamp(begin < 0 ? begin + size : begin, step < 0 ? 0 : 0, Math.Max(0, high));
        var to = Math.Clamp(end < 0 ? end + size : end, low, high < low ? low : high);
        return Math.Max(0, step < 0 ? (from - to - step - 1) / -step : (to - from + step - 1) / step);
    }
}
