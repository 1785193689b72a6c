using System;
using System.Collections.Generic;
using System.Linq;
using Stethos.Inference;
using Stethos.ModelQuantizer.Graph;

namespace Stethos.ModelQuantizer.Blob.Lowering;

/// <summary>Operators that move codes or choose among them: they need no arithmetic.</summary>
internal static class OnCodes
{
    /// <summary>On codes in the graph.</summary>
    public static void Lower(Lowerer lowerer, Node node)
    {
        if (node.Is("Concat"))
        {
            Concatenate(lowerer, node, [.. node.Inputs.Select(input => lowerer.Codes(node, input!))], node.Output);
            return;
        }

        var value = lowerer.Codes(node, node.RequiredInput(0));
        var nothing = node.Output.Type == ElementType.UInt8 ? -128 : 0;
        Move(lowerer, node, value, node.Output, () => node.Input(2)?.Constant is { } filler ? Code(filler) : nothing);
    }

    /// <summary>On numbers in the graph; scales must not change, except those of concatenated parts.</summary>
    public static void LowerReal(Lowerer lowerer, Node node, Target target)
    {
        if (node.Is("Concat"))
        {
            var parts = node.Inputs.Select(input => Same(lowerer, node, lowerer.Read(node, input!), target)).ToArray();
            Concatenate(lowerer, node, parts, target.Tensor);
            return;
        }

        var operand = lowerer.Read(node, node.RequiredInput(0));
        var value = Same(lowerer, node, operand, target);
        Move(lowerer, node, value, target.Tensor, () => Filler(node, target));
    }

    private static int Code(TensorData filler) =>
        filler.Type == ElementType.UInt8 ? (int)filler.ToIntegers()[0] - 128 : (int)filler.ToIntegers()[0];

    private static int Filler(Node node, Target target)
    {
        var real = node.Input(2)?.Constant?.ToFloats()[0] ?? 0;
        return (int)Math.Clamp(MathF.Round(real / target.Scale, MidpointRounding.ToEven) + target.Zero, target.Low, target.High);
    }

    // Moving codes and giving them another scale commute, so the scale is changed first.
    private static DeviceValue Same(Lowerer lowerer, Node node, Operand operand, Target target)
    {
        var isFree = target.Low == sbyte.MinValue && target.High == sbyte.MaxValue;
        if (isFree && operand.Scale == target.Scale && operand.Zero == target.Zero)
        {
            return operand.Value;
        }

        if (lowerer.Arithmetic == Arithmetic.A)
        {
            throw lowerer.Refuse(node, "its scale changes, which arithmetic A leaves open", "use arithmetic B, or one scale");
        }

        var shape = Shape.Of(operand.Value.Shape.Select(size => (long)size));
        var codes = lowerer.Graph.AddTensor($"{node.Name}_requantized", target.Tensor.Type, shape);
        Lookups.Requantize(lowerer, node, operand, target with { Tensor = codes });
        return lowerer.Codes(node, codes);
    }

    private static void Move(Lowerer lowerer, Node node, DeviceValue value, Tensor output, Func<int> filler)
    {
        switch (node.Op)
        {
            case "Reshape" or "Flatten" or "Squeeze" or "Unsqueeze" or "Identity":
                var plain = lowerer.Plain(node, value);
                var shape = Lowerer.ShapeOf(output);
                lowerer.Alias(output, plain with { Shape = shape, Order = [.. Enumerable.Range(0, shape.Length)] });
                break;
            case "Transpose":
                Transpose(lowerer, node, value, output);
                break;
            case "MaxPool" or "GlobalMaxPool":
                Pools.Max(lowerer, node, value, output);
                break;
            case "Pad":
                Pad(lowerer, node, value, output, filler());
                break;
            case "Slice":
                Slice(lowerer, node, value, output);
                break;
            default:
                throw lowerer.Refuse(node, "there is no kernel for it on codes", "use Concat, Pad, Reshape, Transpose, Slice or MaxPool");
        }
    }

    private static void Transpose(Lowerer lowerer, Node node, DeviceValue value, Tensor output)
    {
        var axes = node.Integers("perm") ?? [.. Enumerable.Range(0, value.Shape.Count).Reverse().Select(axis => (long)axis)];
        var order = value.Order.Select(axis => Array.IndexOf(axes, axis)).ToArray();
        lowerer.Alias(output, new DeviceValue(value.Buffer, [.. axes.Select(axis => value.Shape[(int)axis])], order));
    }

    private static void Concatenate(Lowerer lowerer, Node node, IReadOnlyList<DeviceValue> parts, Tensor output)
    {
        var result = lowerer.Allocate(output, parts[0].Order);
        var axis = (int)node.Integer("axis", 0);
        axis = axis < 0 ? axis + result.Shape.Count : axis;
        var start = 0;
        foreach (var part in parts)
        {
            Place(lowerer, node, part, 0, result, start * result.Steps[axis], part.Shape);
            start += part.Shape[axis];
        }
    }

    private static void Pad(Lowerer lowerer, Node node, DeviceValue value, Tensor output, int filler)
    {
        var rank = value.Shape.Count;
        if (node.Text("mode", "constant") != "constant" || node.Input(1)?.Constant is not { } pads || node.Input(3) is not null
            || pads.ToIntegers().Any(pad => pad < 0))
        {
            throw lowerer.Refuse(node, "it is no constant padding with constant amounts", "pad with a constant, or inside the convolution");
        }

        var result = lowerer.Allocate(output, value.Order);
        var fill = new DeviceOperation(OperatorCode.Fill, node.Name) { Output = result.Buffer, OutputZero = filler };
        fill.Parameters[0] = result.Count;
        lowerer.Add(fill);
        var start = pads.ToIntegers().Take(rank).Select((pad, axis) => (int)pad * result.Steps[axis]).Sum();
        Place(lowerer, node, value, 0, result, start, value.Shape);
    }

    private static void Slice(Lowerer lowerer, Node node, DeviceValue value, Tensor output)
    {
        var numbers = Enumerable.Range(1, 4).Select(i => node.Input(i)?.Constant?.ToIntegers()).ToArray();
        var shape = Lowerer.ShapeOf(output);
        if (numbers[0] is not { } starts || numbers[3]?.Any(step => step != 1) == true)
        {
            throw lowerer.Refuse(node, "its places are computed, or it leaves gaps", "slice with constant starts and steps of 1");
        }

        var axes = numbers[2] ?? [.. Enumerable.Range(0, starts.Length).Select(axis => (long)axis)];
        var steps = value.Steps;
        var from = 0;
        for (var i = 0; i < starts.Length; i++)
        {
            var axis = (int)(axes[i] < 0 ? axes[i] + shape.Length : axes[i]);
            var start = starts[i] < 0 ? starts[i] + value.Shape[axis] : starts[i];
            from += (int)Math.Clamp(start, 0, value.Shape[axis]) * steps[axis];
        }

        Place(lowerer, node, value, from, lowerer.Allocate(output, value.Order), 0, shape);
    }

    private static void Place(
        Lowerer lowerer, Node node, DeviceValue from, int fromStart, DeviceValue to, int toStart, IReadOnlyList<int> shape)
    {
        var steps = from.Steps;
        var target = to.Steps;
        Moves.Copy(
            lowerer, node, from.Buffer, fromStart, to.Buffer, toStart,
            [.. to.Order.Select(axis => (shape[axis], steps[axis], target[axis]))]);
    }
}
