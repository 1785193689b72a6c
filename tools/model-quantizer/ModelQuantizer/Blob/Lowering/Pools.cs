using System.Linq;
using Stethos.Inference;
using Stethos.ModelQuantizer.Graph;

namespace Stethos.ModelQuantizer.Blob.Lowering;

/// <summary>Means and maxima of windows.</summary>
internal static class Pools
{
    private const int CountsPadding = 14;

    public static void Average(Lowerer lowerer, Node node, Target target)
    {
        var input = lowerer.Read(node, node.RequiredInput(0));
        var operation = Pool(lowerer, node, OperatorCode.AveragePool, input.Value, target.Tensor);
        var p = operation.Parameters;
        operation.InputZero = input.Zero;
        operation.OutputZero = target.Zero;
        operation.Low = target.Low;
        operation.High = target.High;
        operation.Flags = ModelFormat.NoBias;
        p[CountsPadding] = (int)node.Integer("count_include_pad", 0);
        if (lowerer.Arithmetic == Arithmetic.A)
        {
            if (input.Scale != target.Scale || input.Zero != target.Zero || p[CountsPadding] != 0)
            {
                throw lowerer.Refuse(node, "its scale changes, which arithmetic A has no pool for", "use arithmetic B");
            }
        }
        else if (p[6] == p[0] && p[7] == p[1] && p[12] == 0 && p[13] == 0 && p[3] == 1 && p[4] == 1)
        {
            operation.Flags |= ModelFormat.OneScale;
            var scale = input.Scale / (target.Scale * (p[0] * p[1]));
            operation.Table = Rescale.Table(Arithmetic.B, [], _ => scale, _ => scale, 1);
        }
        else
        {
            operation.Flags |= ModelFormat.RealPool;
            operation.Table = Rescale.Table(Arithmetic.B, [], i => i == 0 ? input.Scale : target.Scale, _ => 0, 2);
        }

        lowerer.Add(operation);
    }

    public static void Max(Lowerer lowerer, Node node, DeviceValue input, Tensor output)
    {
        if (node.Outputs.Count(result => result is not null) > 1)
        {
            throw lowerer.Refuse(node, "it gives places as well", "use the maxima only");
        }

        var operation = Pool(lowerer, node, OperatorCode.MaxPool, input, output);
        lowerer.Add(operation);
    }

    private static DeviceOperation Pool(Lowerer lowerer, Node node, OperatorCode code, DeviceValue input, Tensor output)
    {
        var spatial = input.Shape.Count - 2;
        if (spatial is not (1 or 2) || input.Shape[0] != 1)
        {
            throw lowerer.Refuse(node, $"a shape [{string.Join(", ", input.Shape)}]", "use 1 or 2 dimensions and a batch of 1");
        }

        if (Windows.Numbers(node, "dilations", spatial, 1).Any(dilation => dilation != 1) || node.Integer("ceil_mode", 0) != 0)
        {
            throw lowerer.Refuse(node, "dilation or ceil_mode", "export without them");
        }

        var order = Windows.Order(spatial);
        var value = lowerer.In(node, input, order);
        var result = lowerer.Allocate(output, order);
        var isGlobal = node.Is("GlobalAveragePool") || node.Is("GlobalMaxPool");
        var kernel = isGlobal ? [.. input.Shape.Skip(2)] : Windows.Numbers(node, "kernel_shape", spatial, 1);
        var operation = new DeviceOperation(code, node.Name) { Input = value.Buffer, Output = result.Buffer };
        Windows.Parameters(lowerer, node, value, result, kernel).CopyTo(operation.Parameters, 0);
        return operation;
    }
}
