using System;
using System.Collections.Generic;
using System.Linq;
using Stethos.Inference;
using Stethos.ModelQuantizer.Graph;

namespace Stethos.ModelQuantizer.Blob.Lowering;

/// <summary>Kernel, strides and padding of convolutions and pools as the blob has them; one dimension is a height of 1.</summary>
internal static class Windows
{
    /// <summary>Channels last, for one or two spatial dimensions.</summary>
    public static int[] Order(int spatial) => spatial == 1 ? [0, 2, 1] : [0, 2, 3, 1];

    public static int[] Parameters(Lowerer lowerer, Node node, DeviceValue input, DeviceValue output, int[] kernel)
    {
        var spatial = kernel.Length;
        var inputs = input.Shape.Skip(2).ToArray();
        var strides = Numbers(node, "strides", spatial, 1);
        var dilations = Numbers(node, "dilations", spatial, 1);
        var pads = Pads(lowerer, node, inputs, kernel, strides, dilations);
        int[] parameters =
        [
            .. Two(inputs, 1), input.Shape[1], .. Two([.. output.Shape.Skip(2)], 1), output.Shape[1],
            .. Two(kernel, 1), .. Two(strides, 1), .. Two(dilations, 1), .. Two(pads, 0),
        ];
        return parameters.All(value => value is >= 0 and <= ModelFormat.LargestDimension)
            ? parameters
            : throw lowerer.Refuse(node, "a dimension above 65,535 or negative padding", "make the layer smaller");
    }

    public static int[] Numbers(Node node, string name, int count, int otherwise) =>
        node.Integers(name) is { Length: > 0 } values ? [.. values.Select(value => (int)value)] : [.. Enumerable.Repeat(otherwise, count)];

    // Only the beginning matters: the end follows from the shape of the result.
    private static int[] Pads(Lowerer lowerer, Node node, int[] inputs, int[] kernel, int[] strides, int[] dilations)
    {
        var automatic = node.Text("auto_pad", "NOTSET");
        if (automatic is "NOTSET" or "")
        {
            return Numbers(node, "pads", 2 * inputs.Length, 0)[..inputs.Length];
        }

        if (automatic == "VALID")
        {
            return new int[inputs.Length];
        }

        if (automatic is not ("SAME_UPPER" or "SAME_LOWER"))
        {
            throw lowerer.Refuse(node, $"auto_pad {automatic}", "export with explicit pads");
        }

        return
        [
            .. Enumerable.Range(0, inputs.Length).Select(i =>
            {
                var outputs = (inputs[i] + strides[i] - 1) / strides[i];
                var total = Math.Max(0, (outputs - 1) * strides[i] + (kernel[i] - 1) * dilations[i] + 1 - inputs[i]);
                return automatic == "SAME_UPPER" ? total / 2 : total - total / 2;
            }),
        ];
    }

    private static IEnumerable<int> Two(int[] values, int first) => values.Length == 2 ? values : [first, .. values];
}
