using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using Stethos.ModelQuantizer.Graph;

namespace Stethos.ModelQuantizer.Inspect;

/// <summary>Two versions of a model, layer by layer; layers are matched by name.</summary>
public sealed record ModelDifference(
    long FileBytesBefore, long FileBytesAfter, long BytesBefore, long BytesAfter, IReadOnlyList<LayerChange> Layers)
{
    public static ModelDifference Of(ModelGraph before, ModelGraph after)
    {
        ArgumentNullException.ThrowIfNull(before);
        ArgumentNullException.ThrowIfNull(after);
        var (old, next) = (NodesOf(before), NodesOf(after));
        var changes = new List<LayerChange>();
        changes.AddRange(old.Where(node => !next.ContainsKey(node.Key)).Select(node => Entry(node.Value, "removed", "")));
        foreach (var (name, node) in next)
        {
            if (!old.TryGetValue(name, out var previous))
            {
                changes.Add(Entry(node, "added", ""));
            }
            else if (Detail(before, previous, after, node) is { } detail)
            {
                changes.Add(Entry(node, "changed", detail));
            }
        }

        return new ModelDifference(before.Provenance.FileBytes, after.Provenance.FileBytes, Bytes(before), Bytes(after), changes);
    }

    // Codes are converted everywhere; what counts are the nodes between.
    private static Dictionary<string, Node> NodesOf(ModelGraph graph) => graph.Order()
        .Where(node => node.Op is not ("QuantizeLinear" or "DequantizeLinear" or "Constant"))
        .ToDictionary(node => node.Name, StringComparer.Ordinal);

    private static LayerChange Entry(Node node, string change, string detail) => new(node.Name, node.Op, change, detail);

    private static string? Detail(ModelGraph before, Node old, ModelGraph after, Node next)
    {
        if (old.Op != next.Op)
        {
            return $"{old.Op} became {next.Op}";
        }

        var (one, other) = (Parameters.Of(before, old).ToArray(), Parameters.Of(after, next).ToArray());
        var (shapes, newShapes) = (Text(one), Text(other));
        if (shapes != newShapes)
        {
            return $"{shapes} became {newShapes}";
        }

        var all = one.Sum(tensor => tensor.Constant!.Count);
        var changed = one.Zip(other).Sum(pair => Changed(pair.First.Constant!, pair.Second.Constant!));
        if (changed > 0)
        {
            return string.Create(CultureInfo.InvariantCulture, $"{changed:N0} of {all:N0} parameters");
        }

        var attributes = old.Attributes.Select(pair => $"{pair.Key}={pair.Value}")
            .SequenceEqual(next.Attributes.Select(pair => $"{pair.Key}={pair.Value}"));
        return !attributes ? "attributes" : Scales(before, old) != Scales(after, next) ? "scales" : null;
    }

    private static string Text(Tensor[] tensors) => string.Join(" + ", tensors.Select(tensor => tensor.Constant!.ToString()));

    private static long Changed(TensorData one, TensorData other)
    {
        if (one.SameAs(other))
        {
            return 0;
        }

        var width = Math.Max(1, ElementTypes.BitsOf(one.Type) / 8);
        long changed = 0;
        for (var i = 0; i + width <= one.Bytes.Length; i += width)
        {
            changed += one.Bytes.Span.Slice(i, width).SequenceEqual(other.Bytes.Span.Slice(i, width)) ? 0 : 1;
        }

        return changed;
    }

    private static string Scales(ModelGraph graph, Node node) => string.Join(';', node.Inputs.OfType<Tensor>()
        .Select(graph.Producer).Concat(node.Outputs.OfType<Tensor>().SelectMany(graph.Uses).Select(use => use.Node))
        .Where(other => other?.Op is "QuantizeLinear" or "DequantizeLinear")
        .SelectMany(other => other!.Inputs.Skip(1))
        .Select(input => Convert.ToHexString((input?.Constant?.Bytes ?? default).Span)));

    private static long Bytes(ModelGraph graph) =>
        graph.Nodes.SelectMany(node => Parameters.Of(graph, node)).Distinct().Sum(tensor => (long)tensor.Constant!.Bytes.Length);
}
