using System;
using System.Linq;
using Stethos.Inference;
using Stethos.ModelQuantizer.Graph;

namespace Stethos.ModelQuantizer.Blob.Lowering;

/// <summary>What multiplies rows by a matrix: fully connected layers, and the common end of convolutions.</summary>
internal static class Products
{
    public static void Gemm(Lowerer lowerer, Node node, Target target)
    {
        if (node.Float("alpha", 1) != 1 || node.Float("beta", 1) != 1 || node.Integer("transA", 0) != 0)
        {
            throw lowerer.Refuse(node, "alpha, beta or a transposed input", "fold them into the weights when exporting");
        }

        var isTransposed = node.Integer("transB", 0) != 0;
        var weights = Weights.Of(lowerer, node, node.RequiredInput(1), isTransposed ? 0 : 1);
        Lower(lowerer, node, target, isTransposed ? weights : weights.Transposed(1, 0), node.Input(2));
    }

    public static void MatMul(Lowerer lowerer, Node node, Target target)
    {
        if (node.RequiredInput(1).KnownShape.Rank != 2)
        {
            throw lowerer.Refuse(node, "a matrix of more than two dimensions", "use one matrix for all rows");
        }

        Lower(lowerer, node, target, Weights.Of(lowerer, node, node.RequiredInput(1), 1).Transposed(1, 0), null);
    }

    /// <summary>The table of an operator whose weights begin with the output channel, with the input's zero point in the biases.</summary>
    public static void Finish(
        Lowerer lowerer, Node node, DeviceOperation operation, Operand input, Target target, Weights weights, int[] biases)
    {
        var channels = weights.Shape[0];
        var length = weights.Bytes.Length / channels;
        for (var channel = 0; channel < channels; channel++)
        {
            var sum = 0;
            foreach (var code in weights.Bytes.AsSpan(channel * length, length))
            {
                sum += code - weights.Offset;
            }

            biases[channel] = unchecked(biases[channel] - input.Zero * sum);
        }

        var isProduct = !node.Is("Conv") && weights.Scales.Count == 1;
        operation.Table = Rescale.Table(
            lowerer.Arithmetic,
            biases,
            channel => input.Scale * weights.Scale(channel) / target.Scale,
            channel => isProduct
                ? (double)(input.Scale * weights.Scale(channel)) / target.Scale
                : (double)input.Scale * weights.Scale(channel) / target.Scale,
            weights.Scales.Count);
        operation.Flags |= weights.Scales.Count == 1 ? ModelFormat.OneScale : 0;
        operation.InputZero = input.Zero;
        operation.OutputZero = target.Zero;
        operation.Low = target.Low;
        operation.High = target.High;
        operation.Input = input.Value.Buffer;
        lowerer.Add(operation);
    }

    private static void Lower(Lowerer lowerer, Node node, Target target, Weights weights, Tensor? bias)
    {
        var input = lowerer.Read(node, node.RequiredInput(0));
        input = input with { Value = lowerer.Plain(node, input.Value) };
        var length = weights.Shape[1];
        var rows = input.Value.Count / length;
        var output = lowerer.Allocate(target.Tensor);
        var operation = new DeviceOperation(OperatorCode.Convolution, node.Name)
        {
            Output = output.Buffer,
            Weights = weights.Bytes,
            WeightOffset = weights.Offset,
        };
        int[] parameters = [1, rows, length, 1, rows, weights.Shape[0], 1, 1, 1, 1, 1, 1];
        parameters.CopyTo(operation.Parameters, 0);
        if (weights.Offset is < 0 or > 255 || parameters.Any(value => value > ModelFormat.LargestDimension))
        {
            throw lowerer.Refuse(node, "a dimension above 65,535 or an odd zero point of its weights", "make the layer smaller");
        }

        var biases = Biases.Of(lowerer, node, bias, weights.Shape[0], channel => (double)input.Scale * weights.Scale(channel));
        Finish(lowerer, node, operation, input, target, weights, biases);
    }
}
