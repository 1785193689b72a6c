using System;
using System.Linq;
using Stethos.Inference;
using Stethos.ModelQuantizer.Graph;

namespace Stethos.ModelQuantizer.Blob.Lowering;

/// <summary>Softmax along the last axis; the exponentials of all distances between codes are made here.</summary>
internal static class Softmaxes
{
    // Of ONNX Runtime's QLinearSoftmax: the sum of all exponentials stays this far below the largest float.
    private const double Reserve = 5;

    public static void Lower(Lowerer lowerer, Node node, Target target)
    {
        var input = lowerer.Read(node, node.RequiredInput(0));
        var shape = input.Value.Shape;
        var axis = (int)node.Integer("axis", -1);
        axis = axis < 0 ? axis + shape.Count : axis;
        if (shape.Skip(axis + 1).Any(size => size != 1))
        {
            throw lowerer.Refuse(node, $"axis {axis} is not the last", "transpose before it, or take the softmax of the last axis");
        }

        if (target.Low != sbyte.MinValue || target.High != sbyte.MaxValue)
        {
            throw lowerer.Refuse(node, "a clamp behind it", "remove the clamp");
        }

        var value = lowerer.Plain(node, input.Value);
        var output = lowerer.Allocate(target.Tensor);
        var operation = new DeviceOperation(OperatorCode.Softmax, node.Name)
        {
            Input = value.Buffer,
            Output = output.Buffer,
            OutputZero = target.Zero,
            Flags = ModelFormat.NoBias,
        };
        operation.Parameters[0] = value.Count / shape[axis];
        operation.Parameters[1] = shape[axis];
        operation.Parameters[2] = (int)MathF.Floor(1 / target.Scale);
        operation.Table = lowerer.Arithmetic == Arithmetic.B
            ? Real(input.Scale, shape[axis])
            : target.Scale == 1f / 256 && target.Zero == sbyte.MinValue
            ? GemmlowpExponential.Table(input.Scale)
            : throw lowerer.Refuse(node, "its result has a scale other than 1/256, which arithmetic A fixes", "use arithmetic B");
        lowerer.Add(operation);
    }

    private static byte[] Real(float scale, int length)
    {
        var shift = Math.Max(0, Math.Log(float.MaxValue / length) - Reserve) / scale;
        return Rescale.Table(
            Arithmetic.B, [], distance => (float)Math.Exp((shift - distance) * scale), _ => 0, ModelFormat.CodeCount);
    }
}
