using System;
using System.Collections.Generic;
using System.Linq;
using Stethos.ModelQuantizer.Graph;

namespace Stethos.ModelQuantizer.Normalise;

/// <summary>
/// Before opset 13 Softmax took everything from its axis on as one dimension, 1 by default; since then it takes the axis alone, the last by
/// default. The two agree on the last axis; elsewhere the tensor is flattened for the node.
/// </summary>
internal static class SoftmaxUpgrade
{
    public static readonly IReadOnlySet<string> Operators = new HashSet<string>(StringComparer.Ordinal)
    {
        "Softmax", "LogSoftmax", "Hardmax",
    };

    public static int Run(ModelGraph graph, int from)
    {
        var nodes = graph.Nodes.Where(node => node.Domain.Length == 0 && Operators.Contains(node.Op)).ToArray();
        foreach (var node in nodes.Where(_ => from < 13))
        {
            Upgrade(graph, node);
        }

        return from < 13 ? nodes.Length : 0;
    }

    private static void Upgrade(ModelGraph graph, Node node)
    {
        var input = node.RequiredInput(0);
        var axis = node.Integer("axis", 1);
        node.SetAttribute("axis", -1L);
        if (input.Shape is { } shape && (axis == -1 || axis == shape.Rank - 1 || IsLastLarge(shape, axis)))
        {
            return;
        }

        var flat = graph.AddTensor($"{node.Name}_flat", input.Type);
        var flatten = graph.InsertBefore(node, "Flatten", $"{node.Name}_flatten", [input], [flat]);
        flatten.SetAttribute("axis", axis);
        var shapeOf = graph.AddTensor($"{node.Name}_shape", ElementType.Int64);
        graph.InsertBefore(node, "Shape", $"{node.Name}_shape", [input], [shapeOf]);
        var output = node.Output;
        var soft = graph.AddTensor($"{node.Name}_soft", input.Type);
        graph.SetInput(node, 0, flat);
        graph.SetOutput(node, 0, soft);
        graph.Add("Reshape", $"{node.Name}_reshape", [soft, shapeOf], [output]);
    }

    // With ones between the axis and the last dimension both readings agree.
    private static bool IsLastLarge(Shape shape, long axis)
    {
        var from = (int)(axis < 0 ? axis + shape.Rank : axis);
        return from >= 0 && Enumerable.Range(from, Math.Max(0, shape.Rank - 1 - from)).All(i => shape[i] is { IsKnown: true, Value: 1 });
    }
}
