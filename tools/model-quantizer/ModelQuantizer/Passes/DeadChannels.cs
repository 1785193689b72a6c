using System;
using System.Collections.Generic;
using System.Linq;
using Stethos.ModelQuantizer.Graph;
using Stethos.ModelQuantizer.Shapes;

namespace Stethos.ModelQuantizer.Passes;

/// <summary>
/// Removes channels that always have the same code, and channels that nobody weighs: what they add goes into the bias of the next layer.
/// Exact, in integers.
/// </summary>
internal static class DeadChannels
{
    /// <summary>Channels removed, by the node that made them.</summary>
    public static Dictionary<string, int> Run(ModelGraph graph, int multiple, bool codesOnly)
    {
        var removed = new Dictionary<string, int>(StringComparer.Ordinal);
        foreach (var node in graph.Order())
        {
            if (CodedLayer.Of(graph, node) is { } maker && ChannelChain.Of(graph, maker) is { } chain
                && !(codesOnly && GivesFloats(graph, chain.Taker.Node.Output)))
            {
                var count = Shrink(graph, chain, multiple);
                if (count > 0)
                {
                    removed[node.Name] = count;
                }
            }
        }

        graph.RemoveUnused();
        ShapeInference.Run(graph);
        return removed;
    }

    private static bool GivesFloats(ModelGraph graph, Tensor result) =>
        graph.IsOutput(result) || graph.Uses(result).Any(use => !use.Node.Is("QuantizeLinear"));

    private static int Shrink(ModelGraph graph, ChannelChain chain, int multiple)
    {
        var (taker, count) = (chain.Taker, chain.Codes.Length);
        var dead = Enumerable.Range(0, count).Where(channel => CanGo(chain, channel)).ToList();
        var keep = Math.Max(1, (count - dead.Count + multiple - 1) / multiple * multiple);
        var going = dead.Take(Math.Max(0, count - keep)).ToHashSet();
        if (going.Count == 0 || Folded(chain, going) is not { } bias)
        {
            return 0;
        }

        int[] kept = [.. Enumerable.Range(0, count).Where(channel => !going.Contains(channel))];
        if (!bias.SequenceEqual(taker.BiasCodes))
        {
            taker.SetBias(graph, bias);
        }

        chain.Maker.Keep(graph, chain.Maker.OutputAxis, kept);
        foreach (var layer in chain.Depthwise)
        {
            layer.Keep(graph, 0, kept);
            layer.Node.SetAttribute("group", (long)kept.Length);
        }

        taker.Keep(graph, taker.InputAxis, kept);
        foreach (var reshape in chain.Reshapes)
        {
            var shape = reshape.Output.KnownShape.ToArray().Select(size => size == count ? kept.Length : size).ToArray();
            graph.SetInput(reshape, 1, graph.AddConstant($"{reshape.Name}_shape", TensorData.List(shape)));
        }

        return going.Count;
    }

    private static bool CanGo(ChannelChain chain, int channel)
    {
        var taker = chain.Taker;
        return chain.Codes[channel] is { } code
            ? !taker.IsPadded || code == taker.InputZero
            : Enumerable.Range(0, taker.Outputs).All(output => taker.IsZero(output, channel));
    }

    // The bias with what the channels add; null when it does not fit.
    private static int[]? Folded(ChannelChain chain, IReadOnlySet<int> going)
    {
        var taker = chain.Taker;
        long[] bias = [.. taker.BiasCodes.Select(code => (long)code)];
        foreach (var channel in going)
        {
            for (var output = 0; chain.Codes[channel] is { } code && output < bias.Length; output++)
            {
                bias[output] += (code - taker.InputZero) * taker.Sum(output, channel);
            }
        }

        return Array.TrueForAll(bias, value => Math.Abs(value) < int.MaxValue) ? Array.ConvertAll(bias, value => (int)value) : null;
    }
}
