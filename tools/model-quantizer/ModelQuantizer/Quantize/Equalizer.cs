using System;
using System.Collections.Generic;
using System.Linq;
using Stethos.ModelQuantizer.Calibrate;
using Stethos.ModelQuantizer.Graph;

namespace Stethos.ModelQuantizer.Quantize;

/// <summary>
/// Cross-layer equalization (Nagel et al. 2019, arXiv 1906.04721, section 4.1): where one layer feeds only the next, through nothing or a
/// ReLU, channels are scaled so that both layers use their range equally. The function stays the same but for rounding. Values between
/// the layers share one scale: no channel is made larger than the largest was, or its codes would take all steps from the others.
/// </summary>
public static class Equalizer
{
    private const int MaxRounds = 20;

    /// <summary>Changes the weights of a prepared graph; returns how many pairs of layers were equalized.</summary>
    /// <param name="graph">Prepared.</param>
    /// <param name="calibration">Of the same graph; null when the values between layers may grow.</param>
    public static int Run(ModelGraph graph, CalibrationResult? calibration = null)
    {
        ArgumentNullException.ThrowIfNull(graph);
        var values = new Dictionary<string, float[]>(StringComparer.Ordinal);
        var pairs = 0;
        for (var round = 0; round < MaxRounds; round++)
        {
            var (count, largest) = (0, 1d);
            foreach (var node in WeightedLayer.AllOf(graph).Select(layer => layer.Node))
            {
                // Looked at anew: the pair before has changed its weights.
                if (WeightedLayer.Of(graph, node) is { } layer && Next(graph, layer) is { } next)
                {
                    var tensor = layer.Node.Output.Name;
                    if (!values.TryGetValue(tensor, out var magnitudes))
                    {
                        values[tensor] = magnitudes = calibration is null ? [] : [.. calibration.Tensors[tensor].ChannelMagnitudes];
                    }

                    largest = Math.Max(largest, Equalize(graph, layer, next, magnitudes));
                    count++;
                }
            }

            pairs = count;
            if (largest < 1.01)
            {
                break;
            }
        }

        graph.RemoveUnused();
        return pairs;
    }

    private static WeightedLayer? Next(ModelGraph graph, WeightedLayer layer)
    {
        var user = graph.OnlyUser(layer.Node.Output);
        user = user is not null && user.Is("Relu") ? graph.OnlyUser(user.Output) : user;
        if (user is null || layer.Node.Op is "MatMul" or "ConvTranspose" || WeightedLayer.Of(graph, user) is not { } next
            || next.Node.Op != layer.Node.Op)
        {
            return null;
        }

        var isDepthwise = next.IsDepthwise && next.Weights.Shape[1].Value == 1 && next.Channels == layer.Channels;
        return isDepthwise || !next.IsDepthwise ? next : null;
    }

    // Returns the largest factor by which a channel was changed.
    private static double Equalize(ModelGraph graph, WeightedLayer first, WeightedLayer second, float[] magnitudes)
    {
        var (own, next) = (first.Weights.ToFloats(), second.Weights.ToFloats());
        var inputAxis = second.IsDepthwise ? 0 : 1 - second.Axis;
        var (ownSlot, nextSlot) = (Slots(first.Weights, first.Axis), Slots(second.Weights, inputAxis));
        var (ownRange, nextRange) = (Ranges(own, ownSlot, first.Channels), Ranges(next, nextSlot, first.Channels));
        var factors = ownRange.Zip(nextRange, (a, b) => a > 0 && b > 0 ? Math.Sqrt(a / (double)b) : 1).ToArray();
        if (magnitudes.Length == factors.Length)
        {
            Bound(factors, magnitudes);
        }

        for (var i = 0; i < own.Length; i++)
        {
            own[i] = (float)(own[i] / factors[ownSlot(i)]);
        }

        for (var i = 0; i < next.Length; i++)
        {
            next[i] = (float)(next[i] * factors[nextSlot(i)]);
        }

        Set(graph, first.Node, 1, own, first.Weights);
        Set(graph, second.Node, 1, next, second.Weights);
        if (first.Node.Input(2)?.Constant is { } bias)
        {
            Set(graph, first.Node, 2, [.. bias.ToFloats().Select((value, i) => (float)(value / factors[i]))], bias);
        }

        return factors.Max(factor => Math.Max(factor, 1 / factor));
    }

    // Channels are divided by their factors, and so are their values.
    private static void Bound(double[] factors, float[] magnitudes)
    {
        var most = magnitudes.Max();
        for (var i = 0; i < factors.Length && most > 0; i++)
        {
            factors[i] = Math.Max(factors[i], magnitudes[i] / (double)most);
            magnitudes[i] = (float)(magnitudes[i] / factors[i]);
        }
    }

    private static float[] Ranges(float[] values, Func<int, int> slot, int channels)
    {
        var ranges = new float[channels];
        for (var i = 0; i < values.Length; i++)
        {
            ranges[slot(i)] = Math.Max(ranges[slot(i)], Math.Abs(values[i]));
        }

        return ranges;
    }

    private static Func<int, int> Slots(TensorData data, int axis)
    {
        var inner = (int)data.Shape.ToArray().Skip(axis + 1).Aggregate(1L, (product, size) => product * size);
        var count = (int)data.Shape[axis].Value;
        return i => i / inner % count;
    }

    private static void Set(ModelGraph graph, Node node, int input, float[] values, TensorData like)
    {
        var name = $"{node.Name}_{(input == 1 ? "weights" : "bias")}";
        graph.SetInput(node, input, graph.AddConstant(name, TensorData.Floats(values, like.Shape.ToArray())));
    }
}
