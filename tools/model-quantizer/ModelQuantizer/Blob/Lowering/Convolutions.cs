using System.Linq;
using Stethos.Inference;
using Stethos.ModelQuantizer.Graph;

namespace Stethos.ModelQuantizer.Blob.Lowering;

/// <summary>Convolutions in one or two dimensions: of all channels, of each by itself, or of groups one after the other.</summary>
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
        var order = Windows.Order(spatial);
        input = input with { Value = lowerer.In(node, input.Value, order) };
        var biases = Biases.Of(
            lowerer, node, node.Input(2), weights.Shape[0], channel => (double)input.Scale * weights.Scale(channel));
        var output = lowerer.Allocate(target.Tensor, order);
        if (groups == 1 || groups == channels)
        {
            One(lowerer, node, input, output, target, weights, biases, groups != 1);
            return;
        }

        for (var group = 0; group < groups; group++)
        {
            var part = input with { Value = Channels(lowerer, node, input.Value, channels / groups) };
            Move(lowerer, node, input.Value, group * (channels / groups), part.Value, 0, channels / groups);
            var count = weights.Shape[0] / groups;
            var result = Channels(lowerer, node, output, count);
            One(lowerer, node, part, result, target, weights.Part(group * count, count), biases[(group * count)..][..count], false);
            Move(lowerer, node, result, 0, output, group * count, count);
        }
    }

    private static void One(
        Lowerer lowerer, Node node, Operand input, DeviceValue output, Target target, Weights weights, int[] biases, bool isDepthwise)
    {
        var spatial = weights.Shape.Count - 2;
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

        Products.Finish(lowerer, node, operation, input, target, last, biases);
    }

    // As many channels as the map of a group has, in the order of the whole.
    private static DeviceValue Channels(Lowerer lowerer, Node node, DeviceValue whole, int count)
    {
        int[] shape = [whole.Shape[0], count, .. whole.Shape.Skip(2)];
        return new DeviceValue(
            lowerer.Program.AddBuffer($"{node.Name}_group", shape.Aggregate(1, (product, size) => product * size)), shape, whole.Order);
    }

    private static void Move(Lowerer lowerer, Node node, DeviceValue from, int fromChannel, DeviceValue to, int toChannel, int count) =>
        Moves.Copy(
            lowerer, node, from.Buffer, fromChannel, to.Buffer, toChannel,
            [(from.Count / from.Shape[1], from.Shape[1], to.Shape[1]), (count, 1, 1)]);

    private static byte[] Signed(Lowerer lowerer, Node node, Weights weights)
    {
        var codes = weights.Bytes.Select(code => code - weights.Offset).ToArray();
        return codes.All(code => code is >= sbyte.MinValue and <= sbyte.MaxValue)
            ? [.. codes.Select(code => (byte)code)]
            : throw lowerer.Refuse(node, "its weights have a zero point", "quantize weights symmetrically");
    }
}
