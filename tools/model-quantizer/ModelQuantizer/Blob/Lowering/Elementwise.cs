using System;
using System.Collections.Generic;
using System.Linq;
using Stethos.Inference;
using Stethos.ModelQuantizer.Graph;

namespace Stethos.ModelQuantizer.Blob.Lowering;

/// <summary>
/// One or more functions of one code with nothing but constants beside it, such as the standardising at a model's beginning: one table, or
/// one for each channel where the constants differ by channel. ONNX Runtime computes the tables.
/// </summary>
internal static class Elementwise
{
    private static readonly HashSet<string> Unary =
        ["Sigmoid", "Tanh", "LeakyRelu", "HardSigmoid", "HardSwish", "Elu", "Exp", "Abs", "Neg", "Sqrt", "Erf", "Relu", "Clip"];

    private static readonly HashSet<string> Binary = ["Add", "Sub", "Mul", "Div"];

    /// <summary>Whether the node has one input that is not constant and treats each of its numbers by itself.</summary>
    public static bool Covers(Lowerer lowerer, Node node) => node.Domain.Length == 0
        && (Unary.Contains(node.Op) || (Binary.Contains(node.Op) && Constant(lowerer, node) is not null));

    public static void Lower(Lowerer lowerer, Node core, Target target)
    {
        var steps = Steps(lowerer, core);
        var input = lowerer.Read(steps[0], Variable(lowerer, steps[0]));
        if (steps.Count == 1 && Unary.Contains(core.Op))
        {
            Lookups.Unary(lowerer, core, target);
            return;
        }

        if (lowerer.Arithmetic == Arithmetic.A)
        {
            throw lowerer.Refuse(core, "arithmetic A has no reference for it here", "use arithmetic B");
        }

        if (Axis(lowerer, steps, input.Value) is not { } axis)
        {
            Lookups.Emit(lowerer, core, input, target, ElementwiseTable.Of(lowerer, steps, input, target, 1, true));
            return;
        }

        Emit(lowerer, core, steps, input, target, axis);
    }

    /// <summary>The input that is computed.</summary>
    public static Tensor Variable(Lowerer lowerer, Node node) =>
        Binary.Contains(node.Op) && Constant(lowerer, node) == 0 ? node.RequiredInput(1) : node.RequiredInput(0);

    /// <summary>Place of the constant input; null when there is none.</summary>
    public static int? Constant(Lowerer lowerer, Node node) => IsConstant(lowerer, node.RequiredInput(1)) ? 1
        : IsConstant(lowerer, node.RequiredInput(0)) ? 0
        : null;

    private static bool IsConstant(Lowerer lowerer, Tensor tensor) => tensor.IsConstant
        || (lowerer.Graph.Producer(tensor) is { } maker && maker.Is("DequantizeLinear") && maker.RequiredInput(0).IsConstant);

    // From the first, which reads codes, to the last.
    private static List<Node> Steps(Lowerer lowerer, Node core)
    {
        List<Node> steps = [core];
        while (lowerer.Graph.Producer(Variable(lowerer, steps[0])) is { } before && !before.Is("DequantizeLinear"))
        {
            if (!Covers(lowerer, before) || lowerer.Graph.Uses(before.Output).Count != 1)
            {
                break;
            }

            lowerer.Cover(before);
            steps.Insert(0, before);
        }

        return steps;
    }

    // The axis of the input along which constants differ; null when they do not.
    private static int? Axis(Lowerer lowerer, List<Node> steps, DeviceValue value)
    {
        int? axis = null;
        foreach (var node in steps.Where(node => Binary.Contains(node.Op)))
        {
            var shape = Lowerer.ShapeOf(node.RequiredInput(Constant(lowerer, node)!.Value));
            var first = value.Shape.Count - shape.Length;
            var wide = Enumerable.Range(0, shape.Length).Where(i => shape[i] != 1).ToArray();
            if (wide.Length == 0 && first >= 0)
            {
                continue;
            }

            if (first < 0 || wide.Length > 1 || shape[wide[0]] != value.Shape[first + wide[0]]
                || (axis ?? first + wide[0]) != first + wide[0])
            {
                throw lowerer.Refuse(
                    node, $"its constant has the shape [{string.Join(", ", shape)}] beside [{string.Join(", ", value.Shape)}]",
                    "use constants that are one number, or one for each channel of the same axis");
            }

            axis = first + wide[0];
        }

        return axis;
    }

    private static void Emit(Lowerer lowerer, Node core, List<Node> steps, Operand input, Target target, int axis)
    {
        var value = input.Value;
        var channels = value.Shape[axis];
        var output = lowerer.Allocate(target.Tensor, value.Order);
        var isLast = value.Shape.Skip(axis + 1).All(size => size == 1);
        var operation = new DeviceOperation(OperatorCode.ChannelLookup, core.Name)
        {
            Input = value.Buffer,
            Output = output.Buffer,
            Table = ElementwiseTable.Of(lowerer, steps, input, target, channels, isLast),
        };
        var inner = value.Steps[axis];
        operation.Parameters[0] = value.Count / (channels * inner);
        operation.Parameters[1] = channels;
        operation.Parameters[2] = inner;
        if (operation.Parameters.Any(number => number > ModelFormat.LargestDimension))
        {
            throw lowerer.Refuse(core, "a dimension above 65,535", "make the layer smaller");
        }

        lowerer.Add(operation);
    }
}
