using System.Linq;
using Stethos.Inference;
using Stethos.ModelQuantizer.Graph;

namespace Stethos.ModelQuantizer.Blob.Lowering;

/// <summary>Convolutions in one or two dimensions, of all channels or of each by itself.</summary>
internal static class Convolutions
{
    public static void Lower(Lowerer lowerer, Node node, Target target)
    {
        var input = lowerer.Read(node, node.RequiredInput(0));
        var weights = Weights.Of(lowerer, node, node.RequiredInput(1), 0);
        var spatial = weights.Shape.Count - 2;
        var groups = (int)node.Integer("group", 1);
        if (spatial is not (1 or 2) || input.Value.Shape[0] != 1)
        {
            throw lowerer.Refuse(node, $"{spatial} dimensions, {input.Value.Shape[0]} pictures", "use 1 or 2 dimensions and a batch of 1");
        }

        var channels = input.Value.Shape[1];
        if (groups != 1 && groups != channels)
        {
            throw lowerer.Refuse(node, $"{groups} groups of {channels} channels", "use one group, or one for each channel");
        }

        var order = Windows.Order(spatial);
        input = input with { Value = lowerer.In(node, input.Value, order) };
        var output = lowerer.Allocate(target.Tensor, order);
        var isDepthwise = groups == channels && groups != 1;
        var code = isDepthwise ? OperatorCode.Depthwise : OperatorCode.Convolution;
        var operation = new DeviceOperation(code, node.Name) { Output = output.Buffer };
        Windows.Parameters(lowerer, node, input.Value, output, [.. weights.Shape.Skip(2)]).CopyTo(operation.Parameters, 0);
        var last = weights.Transposed([0, .. Enumerable.Range(2, spatial), 1]);
        var p = operation.Parameters;
        var isWhole = p[6] == 1 && p[7] == 1 && p[12] == 0 && p[13] == 0;
        operation.Scratch = isWhole && !isDepthwise ? 0 : p[6] * p[7] * p[2];
        if (isDepthwise)
        {
            operation.Weights = Signed(lowerer, node, last.Transposed([.. Enumerable.Range(1, spatial), spatial + 1, 0]));
        }
        else
        {
            operation.Weights = last.Bytes;
            operation.WeightOffset = last.Offset;
        }

        Products.Finish(lowerer, node, operation, input, target, last, node.Input(2));
    }

    private static byte[] Signed(Lowerer lowerer, Node node, Weights weights)
    {
        var codes = weights.Bytes.Select(code => code - weights.Offset).ToArray();
        return codes.All(code => code is >= sbyte.MinValue and <= sbyte.MaxValue)
            ? [.. codes.Select(code => (byte)code)]
            : throw lowerer.Refuse(node, "its weights have a zero point", "quantize weights symmetrically");
    }
}
