using System;
using System.Collections.Generic;
using System.Linq;
using Stethos.ModelQuantizer.Graph;

namespace Stethos.ModelQuantizer.Passes;

/// <summary>
/// The way of the channels that one layer makes to the layer that takes them up, through nodes that keep channels apart; and which channels
/// have the same code at the end whatever the input is.
/// </summary>
internal sealed class ChannelChain
{
    private readonly ModelGraph _graph;
    private readonly List<Node> _reshapes = [];
    private Node? _decoder;
    private bool _pooled;

    private ChannelChain(ModelGraph graph, CodedLayer maker)
    {
        _graph = graph;
        Maker = maker;
        Codes = new long?[maker.Outputs];
    }

    public CodedLayer Maker { get; }

    public List<CodedLayer> Depthwise { get; } = [];

    /// <summary>The layer at the end.</summary>
    public CodedLayer Taker { get; private set; } = null!;

    /// <summary>Code of each channel where the taker reads it; null for channels that depend on the input.</summary>
    public long?[] Codes { get; }

    public IReadOnlyList<Node> Reshapes => _reshapes;

    /// <summary>Null when the channels go anywhere else than to one layer.</summary>
    public static ChannelChain? Of(ModelGraph graph, CodedLayer maker)
    {
        var chain = new ChannelChain(graph, maker);
        return maker.IsOrdinary && chain.Follow(maker) ? chain : null;
    }

    private bool Follow(CodedLayer start)
    {
        // The quantizer behind a layer gives it its codes; between layers a decoder and another layer must follow.
        var layer = start;
        var pending = true;
        var tensor = layer.Node.Output;
        var axis = 1;
        while (_graph.OnlyUser(tensor) is { } node)
        {
            switch (node.Op)
            {
                case "QuantizeLinear" when node.Input(1)?.Constant is { Count: 1 }:
                    if (pending)
                    {
                        Settle(layer, node);
                        pending = false;
                    }
                    else if (!PassThrough(node))
                    {
                        return false;
                    }

                    break;
                case "DequantizeLinear" when node.Input(1)?.Constant is { Count: 1 }:
                    _decoder = node;
                    break;
                case "Reshape" when KeepsChannels(node, axis) is { } moved && node.Input(1)?.Constant is not null:
                    axis = moved;
                    _reshapes.Add(node);
                    break;
                case "AveragePool" or "GlobalAveragePool" or "MaxPool" when !pending && axis == 1 && IsPlainPool(node):
                    _pooled = true;
                    break;
                case "Conv" or "Gemm" when !pending && CodedLayer.Of(_graph, node) is { } next && node.Input(0) == tensor:
                    if (next.IsDepthwise && axis == 1 && next.Outputs == Codes.Length)
                    {
                        Depthwise.Add(next);
                        (layer, pending) = (next, true);
                        break;
                    }

                    Taker = next;
                    return next.IsOrdinary && axis == 1 && next.Codes.Shape[next.InputAxis].Value == Codes.Length;
                default:
                    return false;
            }

            tensor = node.Output;
        }

        return false;
    }

    // Codes of the channels behind a layer. Where the two ways to round that are in use disagree, the channel counts as live.
    private void Settle(CodedLayer layer, Node quantizer)
    {
        var (scale, zero) = CodedLayer.Scale(quantizer);
        var (lowest, highest) = ElementTypes.RangeOf(quantizer.Output.Type);
        var bias = layer.BiasCodes;
        var isFirst = Depthwise.Count == 0;
        for (var i = 0; i < Codes.Length; i++)
        {
            long? sum = layer.IsZero(i, -1) ? bias[i] : null;
            if (!isFirst && sum is null && Codes[i] is { } code && (!layer.IsPadded || code == layer.InputZero))
            {
                sum = bias[i] + (code - layer.InputZero) * layer.Sum(i, -1);
            }

            Codes[i] = sum is { } value ? Round(layer, i, value) : null;
        }

        long? Round(CodedLayer of, int channel, long value)
        {
            if (Math.Abs(value) > 1 << 24)
            {
                return Clear(value * ((double)of.InputScale * of.WeightScale(channel) / scale));
            }

            // One factor (QLinearConv), or decoded and coded again (QDQ as written).
            var unit = of.InputScale * of.WeightScale(channel);
            var fused = MathF.Round(value * (unit / scale));
            var written = MathF.Round(value * unit / scale);
            return fused == written ? Math.Clamp((long)fused + zero, lowest, highest) : null;
        }

        // Beyond the exact integers of a float: away from the middle between two codes every way to round agrees.
        long? Clear(double place) => Math.Abs(place - Math.Floor(place) - 0.5) > 1e-3
            ? Math.Clamp((long)Math.Clamp(Math.Round(place), -1e6, 1e6) + zero, lowest, highest)
            : null;
    }

    // Behind a pool: a mean or maximum of equal codes is that code, in the new scale.
    private bool PassThrough(Node quantizer)
    {
        if (_decoder is null)
        {
            return false;
        }

        var (from, fromZero) = CodedLayer.Scale(_decoder);
        var (to, toZero) = CodedLayer.Scale(quantizer);
        var same = from == to && fromZero == toZero;
        var (lowest, highest) = ElementTypes.RangeOf(quantizer.Output.Type);
        for (var i = 0; i < Codes.Length && !same; i++)
        {
            // Kernels round the mean in their own ways, which agree away from the middle between two codes.
            if (Codes[i] is { } code)
            {
                var place = (code - fromZero) * (double)from / to;
                var isClear = Math.Abs(place - Math.Floor(place) - 0.5) > 1e-3;
                Codes[i] = isClear ? Math.Clamp((long)Math.Round(place) + toZero, lowest, highest) : null;
            }
        }

        return _pooled || same;
    }

    private static bool IsPlainPool(Node node) =>
        (node.Integers("pads") ?? []).All(pad => pad == 0) && node.Integer("ceil_mode", 0) == 0 && node.Outputs.Count == 1;

    // The dimension of the channels behind a reshape; null unless it is the only one above 1.
    private int? KeepsChannels(Node reshape, int axis)
    {
        if (reshape.RequiredInput(0).Shape is not { IsKnown: true } from || reshape.Output.Shape is not { IsKnown: true } to)
        {
            return null;
        }

        var (source, target) = (from.ToArray(), to.ToArray());
        if (source.Length <= axis || source[axis] != Codes.Length || source.Count(size => size > 1) != 1
            || target.Count(size => size > 1) != 1)
        {
            return null;
        }

        return Array.FindIndex(target, size => size == Codes.Length) is >= 0 and var place ? place : null;
    }
}
