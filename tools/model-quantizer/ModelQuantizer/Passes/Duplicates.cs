using System;
using System.Collections.Generic;
using System.Linq;
using System.Security.Cryptography;
using System.Text;
using Stethos.ModelQuantizer.Graph;

namespace Stethos.ModelQuantizer.Passes;

/// <summary>Lets equal constants, and nodes that compute the same, be one.</summary>
internal static class Duplicates
{
    // The same result for the same inputs, and no codes a runtime wants to see at each reader of its own.
    private static readonly HashSet<string> Mergeable = ["Reshape", "Transpose", "Flatten", "Squeeze", "Unsqueeze"];

    public static int MergeConstants(ModelGraph graph)
    {
        var merged = 0;
        var first = new Dictionary<string, Tensor>(StringComparer.Ordinal);
        var read = graph.Nodes.SelectMany(node => node.Inputs).OfType<Tensor>().Where(tensor => tensor.IsConstant).Distinct().ToArray();
        foreach (var tensor in read.Where(tensor => !graph.IsOutput(tensor)))
        {
            var data = tensor.Constant!;
            var key = $"{data.Type} {data.Shape} {tensor.Quantization} {Convert.ToHexString(SHA256.HashData(data.Bytes.Span))}";
            if (first.TryGetValue(key, out var same))
            {
                graph.ReplaceUses(tensor, same);
                merged++;
            }
            else
            {
                first.Add(key, tensor);
            }
        }

        graph.RemoveUnused();
        return merged;
    }

    public static int MergeNodes(ModelGraph graph)
    {
        var merged = 0;
        var first = new Dictionary<string, Node>(StringComparer.Ordinal);
        foreach (var node in graph.Order().Where(node => node.Domain.Length == 0 && Mergeable.Contains(node.Op)))
        {
            var key = Key(node);
            if (!first.TryGetValue(key, out var same))
            {
                first.Add(key, node);
            }
            else if (!graph.IsOutput(node.Output))
            {
                graph.ReplaceUses(node.Output, same.Output);
                graph.Remove(node);
                merged++;
            }
        }

        return merged;
    }

    private static string Key(Node node)
    {
        var text = new StringBuilder(node.Op);
        foreach (var input in node.Inputs)
        {
            text.Append('\n').Append(input?.Name);
        }

        foreach (var (name, value) in node.Attributes)
        {
            text.Append('\n').Append(name).Append('=').Append(value);
        }

        return text.ToString();
    }
}
