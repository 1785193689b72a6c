using System.Collections.Generic;
using System.Linq;
using Stethos.ModelQuantizer.Graph;

namespace Stethos.ModelQuantizer.Quantize;

/// <summary>
/// What stands before the first weights, such as standardising. A device computes it when it is functions of one number with constants;
/// means over the input and the like stay float, and the codes behind them are the model's input.
/// </summary>
internal static class FloatFront
{
    private static readonly HashSet<string> OfOneNumber =
        ["Relu", "Clip", "LeakyRelu", "Sigmoid", "Tanh", "HardSigmoid", "HardSwish", "Add", "Sub", "Mul", "Div"];

    /// <summary>The nodes before the first weights; none when a device computes them all, or when there are no weights.</summary>
    public static IReadOnlySet<Node> Of(ModelGraph graph)
    {
        var behind = new HashSet<Node>();
        foreach (var node in graph.Order())
        {
            if (WeightedLayer.Of(graph, node) is not null
                || node.Inputs.Any(input => input is not null && graph.Producer(input) is { } maker && behind.Contains(maker)))
            {
                behind.Add(node);
            }
        }

        var front = graph.Nodes.Where(node => !behind.Contains(node)).ToHashSet();
        return behind.Count == 0 || front.All(IsComputed) ? new HashSet<Node>() : front;
    }

    /// <summary>A function of one number and constants, of which a device makes one table with those before and behind it.</summary>
    public static bool IsTable(Node node) => node.Domain.Length == 0 && OfOneNumber.Contains(node.Op)
        && node.Inputs.Count(input => input is { IsConstant: false }) == 1;

    private static bool IsComputed(Node node) => IsTable(node) || (node.Domain.Length == 0 && LayerPlan.IsMoving(node));
}
