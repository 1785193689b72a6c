using System;
using System.Linq;
using Stethos.Inference;
using Stethos.ModelQuantizer.Graph;

namespace Stethos.ModelQuantizer.Blob.Lowering;

/// <summary>Sums of two tensors.</summary>
internal static class Sums
{
    private const int ToUnsigned = 128;
    private const int LeftShift = 20;

    public static void Lower(Lowerer lowerer, Node node, Target target)
    {
        var a = lowerer.Read(node, node.RequiredInput(0));
        var b = lowerer.Read(node, node.RequiredInput(1));
        if (!a.Value.Shape.SequenceEqual(b.Value.Shape))
        {
            throw lowerer.Refuse(node, "two shapes", "add tensors of one shape; fold constants into biases");
        }

        b = b with { Value = lowerer.In(node, b.Value, a.Value.Order) };
        var output = lowerer.Allocate(target.Tensor, a.Value.Order);
        var operation = new DeviceOperation(OperatorCode.Add, node.Name)
        {
            Input = a.Value.Buffer,
            Other = b.Value.Buffer,
            Output = output.Buffer,
            InputZero = a.Zero,
            OtherZero = b.Zero,
            OutputZero = target.Zero,
            Low = target.Low,
            High = target.High,
            Flags = ModelFormat.NoBias,
        };
        operation.Parameters[0] = a.Value.Count;
        if (lowerer.Arithmetic == Arithmetic.A)
        {
            Multipliers(operation.Parameters, a.Scale, b.Scale, target.Scale);
        }
        else
        {
            var first = a.Scale / target.Scale;
            var second = b.Scale / target.Scale;
            var part = target.Zero + ToUnsigned
                - MathF.FusedMultiplyAdd(first, a.Zero + ToUnsigned, second * (b.Zero + ToUnsigned));
            operation.Ratio = first;
            operation.Table = Rescale.Table(
                Arithmetic.B, [], code => MathF.FusedMultiplyAdd(code, second, part), _ => 0, ModelFormat.CodeCount);
        }

        lowerer.Add(operation);
    }

    private static void Multipliers(int[] parameters, float first, float second, float result)
    {
        var twice = 2 * (double)Math.Max(first, second);
        (parameters[1], parameters[2]) = Rescale.Fixed(first / twice);
        (parameters[3], parameters[4]) = Rescale.Fixed(second / twice);
        (parameters[5], parameters[6]) = Rescale.Fixed(twice / ((1 << LeftShift) * (double)result));
    }
}
