using System.Linq;
using Stethos.ModelQuantizer.Graph;

namespace Stethos.ModelQuantizer.TfLite.Operators;

/// <summary>Operators on single elements stay in the layout their inputs were made in.</summary>
internal static class Elementwise
{
    public static void Unary(Importer importer, TfLiteOperator op, string name)
    {
        var layout = LayoutOf(importer, op);
        var real = importer.Real(op.Input(0), layout);
        importer.DefineReal(op.Output, layout, importer.Emit(name, importer.Source(op.Output).Name, ElementType.Float, real.Shape!, real));
    }

    public static void LeakyRelu(Importer importer, TfLiteOperator op)
    {
        var layout = LayoutOf(importer, op);
        var real = importer.Real(op.Input(0), layout);
        var node = importer.EmitNode("LeakyRelu", importer.Source(op.Output).Name, ElementType.Float, real.Shape!, real);
        node.SetAttribute("alpha", op.Options.Single(0));
        importer.DefineReal(op.Output, layout, node.Output);
    }

    /// <summary>Relu and its relatives.</summary>
    public static void Clamp(Importer importer, TfLiteOperator op, int activation)
    {
        var layout = LayoutOf(importer, op);
        importer.DefineReal(op.Output, layout, importer.Real(op.Input(0), layout), activation);
    }

    public static void Binary(Importer importer, TfLiteOperator op, string name, int activation)
    {
        var layout = LayoutOf(importer, op);
        var sum = Combine(importer, op, name, layout);
        importer.DefineReal(op.Output, layout, sum, activation);
    }

    public static void SquaredDifference(Importer importer, TfLiteOperator op)
    {
        var layout = LayoutOf(importer, op);
        var difference = Combine(importer, op, "Sub", layout);
        var square = importer.Emit("Mul", importer.Source(op.Output).Name, ElementType.Float, difference.Shape!, difference, difference);
        importer.DefineReal(op.Output, layout, square);
    }

    /// <summary>Channels first when an input was made so and all that varies has four dimensions.</summary>
    public static Layout LayoutOf(Importer importer, TfLiteOperator op)
    {
        var varying = op.Inputs.Where(input => input >= 0 && !importer.IsConstant(input)).ToArray();
        return importer.Source(op.Output).Shape.Rank == 4 && varying.Any(importer.IsFirst)
            && varying.All(input => importer.Source(input).Shape.Rank == 4)
            ? Layout.ChannelsFirst
            : Layout.ChannelsLast;
    }

    private static Tensor Combine(Importer importer, TfLiteOperator op, string name, Layout layout)
    {
        var output = importer.Source(op.Output);
        var isFirst = layout == Layout.ChannelsFirst;
        return importer.Emit(
            name,
            output.Name,
            ElementType.Float,
            isFirst ? Convolutions.First(output.Shape) : output.Shape,
            Operand(importer, op.Input(0), layout),
            Operand(importer, op.Input(1), layout));
    }

    // A constant of fewer dimensions is broadcast from the last one, the channels, which channels first puts elsewhere.
    private static Tensor Operand(Importer importer, int index, Layout layout)
    {
        var shape = importer.Source(index).Shape;
        if (layout != Layout.ChannelsFirst || shape.Rank is 4 or 0 || shape.ElementCount == 1)
        {
            return importer.Real(index, layout);
        }

        var dimensions = Enumerable.Repeat(1L, 4 - shape.Rank).Concat(shape.ToArray()).ToArray();
        return importer.Source(index).Quantization is { IsPerChannel: true }
            ? throw importer.Refuse("a constant with a scale per channel is supported as weights only")
            : importer.Weights(index, [0, 3, 1, 2], Shape.Of(dimensions));
    }
}
