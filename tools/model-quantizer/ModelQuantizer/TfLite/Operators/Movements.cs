using System.Linq;
using Stethos.ModelQuantizer.Graph;

namespace Stethos.ModelQuantizer.TfLite.Operators;

/// <summary>Operators that only move elements: codes are moved as codes.</summary>
internal static class Movements
{
    /// <summary>Reshape, Squeeze and ExpandDims: the file says the shape that results.</summary>
    public static void Reshape(Importer importer, TfLiteOperator op)
    {
        CheckSame(importer, op);
        var output = importer.Source(op.Output);
        var value = importer.Value(op.Input(0), Layout.ChannelsLast);
        if (value.KnownShape.ElementCount != output.Shape.ElementCount)
        {
            throw importer.Refuse($"{value.Shape} has another number of elements than {output.Shape}");
        }

        importer.Define(
            op.Output,
            Layout.ChannelsLast,
            importer.Emit("Reshape", output.Name, value.Type, output.Shape, value, importer.List(output.Shape.ToArray())));
    }

    public static void Transpose(Importer importer, TfLiteOperator op)
    {
        CheckSame(importer, op);
        var output = importer.Source(op.Output);
        var value = importer.Value(op.Input(0), Layout.ChannelsLast);
        var node = importer.EmitNode("Transpose", output.Name, value.Type, output.Shape, value);
        node.SetAttribute("perm", importer.Integers(op.Input(1)));
        importer.Define(op.Output, Layout.ChannelsLast, node.Output);
    }

    public static void Pad(Importer importer, TfLiteOperator op)
    {
        CheckSame(importer, op);
        var output = importer.Source(op.Output);
        var layout = Elementwise.LayoutOf(importer, op);
        var isFirst = layout == Layout.ChannelsFirst;
        var rank = output.Shape.Rank;
        var pairs = importer.Integers(op.Input(1));
        var pads = new long[2 * rank];
        for (var axis = 0; axis < rank; axis++)
        {
            var to = isFirst ? Codes.AxisFirst(axis) : axis;
            (pads[to], pads[to + rank]) = (pairs[2 * axis], pairs[2 * axis + 1]);
        }

        var value = importer.Value(op.Input(0), layout);
        var shape = isFirst ? Convolutions.First(output.Shape) : output.Shape;
        var isMirror = op.Op == TfLiteOp.MirrorPad;
        var node = isMirror
            ? importer.EmitNode("Pad", output.Name, value.Type, shape, value, importer.List(pads))
            : importer.EmitNode("Pad", output.Name, value.Type, shape, value, importer.List(pads), Filler(importer, op, output));
        if (isMirror)
        {
            // Symmetric mirroring (repeating the edge) has no counterpart.
            node.SetAttribute("mode", op.Options.SByte(0) == 0 ? "reflect" : throw importer.Refuse("symmetric mirroring is not supported"));
        }

        importer.Define(op.Output, layout, node.Output);
    }

    public static void Concatenate(Importer importer, TfLiteOperator op)
    {
        var output = importer.Source(op.Output);
        var layout = Elementwise.LayoutOf(importer, op);
        var isFirst = layout == Layout.ChannelsFirst;
        var axis = op.Options.Int32(0) is < 0 and var fromEnd ? fromEnd + output.Shape.Rank : op.Options.Int32(0);
        var areCodes = op.Inputs.All(input => Codes.AreSame(importer.Source(input), output)) && op.Options.SByte(1) == 0;
        var parts = op.Inputs.Select(input => areCodes ? importer.Value(input, layout) : importer.Real(input, layout)).ToArray();
        var shape = isFirst ? Convolutions.First(output.Shape) : output.Shape;
        var node = importer.EmitNode("Concat", output.Name, areCodes ? output.Type : ElementType.Float, shape, parts);
        node.SetAttribute("axis", isFirst ? Codes.AxisFirst(axis) : (long)axis);
        if (areCodes)
        {
            importer.Define(op.Output, layout, node.Output);
        }
        else
        {
            importer.DefineReal(op.Output, layout, node.Output, op.Options.SByte(1));
        }
    }

    /// <summary>DepthToSpace and SpaceToDepth: both orders agree with ONNX's (DCR).</summary>
    public static void Blocks(Importer importer, TfLiteOperator op, string name)
    {
        CheckSame(importer, op);
        var output = importer.Source(op.Output);
        var value = importer.Value(op.Input(0), Layout.ChannelsFirst);
        var node = importer.EmitNode(name, output.Name, value.Type, Convolutions.First(output.Shape), value);
        node.SetAttribute("blocksize", (long)op.Options.Int32(0));
        importer.Define(op.Output, Layout.ChannelsFirst, node.Output);
    }

    /// <summary>What moves codes must not change their scale.</summary>
    public static void CheckSame(Importer importer, TfLiteOperator op)
    {
        var source = importer.Source(op.Op == TfLiteOp.Split ? op.Input(1) : op.Input(0));
        if (op.Outputs.Any(output => !Codes.AreSame(source, importer.Source(output))))
        {
            throw importer.Refuse($"it changes the scale of {source}, which moving elements must not");
        }
    }

    // Zero is the zero point among codes; PadV2 brings its own value as third input.
    private static Tensor Filler(Importer importer, TfLiteOperator op, TfLiteTensor output)
    {
        if (op.Input(2) >= 0)
        {
            return Codes.AreSame(importer.Source(op.Input(2)), output)
                ? importer.Reshape(importer.Value(op.Input(2), Layout.ChannelsLast), Graph.Shape.Scalar)
                : throw importer.Refuse("the value to pad with has another scale");
        }

        return output.IsQuantized
            ? importer.ZeroPoint(importer.PerTensor(output))
            : importer.Scalar(0);
    }
}
