using System;
using System.Collections.Generic;
using System.Linq;
using Stethos.ModelQuantizer.Graph;

namespace Stethos.ModelQuantizer.Normalise;

/// <summary>Removes nodes that change nothing; needs types and shapes.</summary>
internal static class IdentityRemoval
{
    public static int Run(ModelGraph graph)
    {
        var removed = 0;
        foreach (var node in graph.Nodes.ToArray())
        {
            if (node.Domain.Length == 0 && node.Input(0) is { } input && ChangesNothing(graph, node, input) && Remove(graph, node, input))
            {
                removed++;
            }
        }

        return removed;
    }

    private static bool ChangesNothing(ModelGraph graph, Node node, Tensor input) => node.Op switch
    {
        "Identity" => true,
        "Dropout" => (node.Input(2) is not { } training || training.Constant?.ToIntegers() is [0]) && IsUnused(graph, node, 1),
        "Cast" => input.Type != ElementType.Undefined && (ElementType)(int)node.Integer("to", 0) == input.Type,
        "Reshape" or "Flatten" or "Squeeze" or "Unsqueeze" or "Expand" or "Tile" =>
            input.Shape is { IsKnown: true } shape && shape.Equals(node.Output.Shape),
        "Transpose" => node.Integers("perm") is { } order && order.SequenceEqual(order.Order()),
        "Pad" => node.Input(1)?.Constant is { } pads && pads.ToIntegers().All(pad => pad == 0),
        "Concat" or "Sum" or "Max" or "Min" or "Mean" => node.Inputs.Count == 1,
        "Clip" => node.Input(1) is null && node.Input(2) is null,
        _ => false,
    };

    private static bool IsUnused(ModelGraph graph, Node node, int output) =>
        node.Outputs.Count <= output || node.Outputs[output] is not { } tensor
        || (graph.Uses(tensor).Count == 0 && !graph.IsOutput(tensor));

    private static bool Remove(ModelGraph graph, Node node, Tensor input)
    {
        var output = node.Output;
        if (!graph.IsOutput(output))
        {
            graph.ReplaceUses(output, input);
            graph.Remove(node);
            return true;
        }

        // The graph's output keeps its name: the node before makes it instead. Inputs and other outputs cannot be renamed away.
        if (graph.Producer(input) is not { } producer || graph.IsOutput(input))
        {
            return false;
        }

        graph.Remove(node);
        output.Quantization ??= input.Quantization;
        graph.SetOutput(producer, producer.Outputs.ToList().IndexOf(input), output);
        graph.ReplaceUses(input, output);
        return true;
    }
}
