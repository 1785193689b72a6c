using System.Collections.Generic;
using System.Linq;
using Stethos.ModelQuantizer.Graph;

namespace Stethos.ModelQuantizer.Inspect;

/// <summary>Which constants are weights and biases, as opposed to scales, shapes, axes and bounds.</summary>
public static class Parameters
{
    // Operators whose inputs after the first are settings.
    private static readonly HashSet<string> WithSettings =
    [
        "Clip", "Pad", "Resize", "Upsample", "Reshape", "Slice", "Split", "Expand", "Tile", "Squeeze", "Unsqueeze", "Dropout",
        "QuantizeLinear", "DequantizeLinear", "ConstantOfShape", "Range",
    ];

    // Integer operators: the places of scales and zero points.
    private static readonly Dictionary<string, int[]> ScaleInputs = new()
    {
        ["QLinearConv"] = [1, 2, 4, 5, 6, 7],
        ["QLinearMatMul"] = [1, 2, 4, 5, 6, 7],
        ["ConvInteger"] = [2, 3],
        ["MatMulInteger"] = [2, 3],
    };

    /// <summary>Weights and biases that a node reads, directly or through a DequantizeLinear.</summary>
    public static IEnumerable<Tensor> Of(ModelGraph graph, Node node)
    {
        for (var i = 0; i < node.Inputs.Count; i++)
        {
            if (node.Inputs[i] is not { } input || IsSetting(node, i))
            {
                continue;
            }

            var tensor = graph.Producer(input) is { } producer && producer.Is("DequantizeLinear") ? producer.Inputs[0] : input;
            if (tensor is { IsConstant: true })
            {
                yield return tensor;
            }
        }
    }

    private static bool IsSetting(Node node, int index) =>
        (index > 0 && (WithSettings.Contains(node.Op) || node.Op.StartsWith("Reduce", System.StringComparison.Ordinal)))
        || (ScaleInputs.TryGetValue(node.Op, out var places) && places.Contains(index));
}
