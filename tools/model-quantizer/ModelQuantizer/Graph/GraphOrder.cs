using System;
using System.Collections.Generic;
using System.Linq;

namespace Stethos.ModelQuantizer.Graph;

/// <summary>Orders over the nodes of a graph; without recursion, because models are longer than stacks.</summary>
internal static class GraphOrder
{
    public static IReadOnlyList<Node> Of(ModelGraph graph)
    {
        var position = new Dictionary<Node, int>(graph.Nodes.Count);
        var missing = new int[graph.Nodes.Count];
        var ready = new PriorityQueue<Node, int>();
        for (var i = 0; i < graph.Nodes.Count; i++)
        {
            position[graph.Nodes[i]] = i;
            missing[i] = graph.Nodes[i].InputArray.Count(input => input is not null && graph.Producer(input) is not null);
            if (missing[i] == 0)
            {
                ready.Enqueue(graph.Nodes[i], i);
            }
        }

        var order = new List<Node>(graph.Nodes.Count);
        while (ready.TryDequeue(out var node, out _))
        {
            order.Add(node);
            foreach (var use in node.OutputArray.Where(output => output is not null).SelectMany(output => graph.Uses(output!)))
            {
                if (--missing[position[use.Node]] == 0)
                {
                    ready.Enqueue(use.Node, position[use.Node]);
                }
            }
        }

        if (order.Count < graph.Nodes.Count)
        {
            var stuck = graph.Nodes.First(node => missing[position[node]] > 0);
            throw new InvalidOperationException($"{stuck} depends on its own result: the nodes form a circle");
        }

        return order;
    }

    public static HashSet<Node> LiveNodes(ModelGraph graph)
    {
        var live = new HashSet<Node>();
        var open = new Stack<Tensor>(graph.Outputs);
        while (open.TryPop(out var tensor))
        {
            if (graph.Producer(tensor) is { } node && live.Add(node))
            {
                foreach (var input in node.InputArray)
                {
                    if (input is not null)
                    {
                        open.Push(input);
                    }
                }
            }
        }

        return live;
    }
}
