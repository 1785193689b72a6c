using System;
using System.Collections.Generic;

namespace Stethos.ModelQuantizer.Graph;

/// <summary>Who makes and who reads each tensor: made in one pass, thrown away by the graph when an edge changes.</summary>
internal sealed class GraphIndex
{
    private static readonly List<TensorUse> None = [];
    private readonly Dictionary<Tensor, Node> _producers = [];
    private readonly Dictionary<Tensor, List<TensorUse>> _uses = [];

    public GraphIndex(IEnumerable<Node> nodes)
    {
        foreach (var node in nodes)
        {
            foreach (var output in node.OutputArray)
            {
                if (output is not null && !_producers.TryAdd(output, node))
                {
                    throw new InvalidOperationException($"'{output.Name}' is made by {_producers[output]} and by {node}");
                }
            }

            for (var i = 0; i < node.InputArray.Length; i++)
            {
                if (node.InputArray[i] is { } input)
                {
                    if (!_uses.TryGetValue(input, out var uses))
                    {
                        _uses[input] = uses = [];
                    }

                    uses.Add(new TensorUse(node, i));
                }
            }
        }
    }

    public Node? Producer(Tensor tensor) => _producers.GetValueOrDefault(tensor);

    public IReadOnlyList<TensorUse> Uses(Tensor tensor) => _uses.GetValueOrDefault(tensor, None);
}
