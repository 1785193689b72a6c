using System;
using System.Collections.Generic;
using System.Linq;
using Stethos.ModelQuantizer.Graph;
using Stethos.ModelQuantizer.Inspect;

namespace Stethos.ModelQuantizer.Size.Operators;

/// <summary>
/// Finds the steps of a normalised graph: activations, biases and scales are fused into the operator before, views cost nothing, codes
/// between a DequantizeLinear and a QuantizeLinear of the same scale are not touched.
/// </summary>
public sealed class SizedModelReader
{
    private readonly ModelGraph _graph;
    private readonly bool _asInt8;
    private readonly Dictionary<Tensor, int> _places = [];
    private readonly Dictionary<Tensor, Node> _codes = [];
    private readonly List<Tensor> _tensors = [];
    private readonly List<int> _bits = [];
    private readonly List<SizedOperator> _operators = [];
    private readonly HashSet<Node> _fused = [];

    private SizedModelReader(ModelGraph graph, bool asInt8)
    {
        _graph = graph;
        _asInt8 = asInt8;
    }

    /// <param name="graph">Normalised: every shape is known.</param>
    /// <param name="asInt8">Count numbers as the codes they would be after quantizing.</param>
    /// <exception cref="ModelException">A shape is not known.</exception>
    public static SizedModel Read(ModelGraph graph, bool asInt8 = false)
    {
        ArgumentNullException.ThrowIfNull(graph);
        return new SizedModelReader(graph, asInt8).Run();
    }

    private SizedModel Run()
    {
        foreach (var input in _graph.Inputs)
        {
            Make(input);
        }

        foreach (var node in _graph.Order())
        {
            if (!_fused.Contains(node) && node.Inputs.Any(input => input is not null && _places.ContainsKey(input)))
            {
                Add(node);
            }
        }

        var groups = ChannelGroups.Of(_tensors.Count, _operators, Channels);
        return new SizedModel
        {
            Values =
            [
                .. _tensors.Select((tensor, i) => new SizedValue(
                    tensor.Name, Elements(tensor) / Math.Max(1, Channels(i)), Channels(i), _bits[i], groups[i])),
            ],
            Operators = _operators,
            Inputs = [.. _graph.Inputs.Select(input => _places[input])],
            Outputs = [.. _graph.Outputs.Where(_places.ContainsKey).Select(output => _places[output]).Distinct()],
        };
    }

    private void Add(Node node)
    {
        if (ViewOf(node) is { } place)
        {
            _places[node.Output] = place;
            KeepCodes(node);
            return;
        }

        var kind = OperatorKinds.Of(node);
        var names = new List<string> { kind == OperatorKind.Depthwise ? $"{node.Op} depthwise" : node.Op };
        var result = node.Outputs.Count(output => output is not null) == 1 ? Fuse(node, names) : null;
        int[] outputs = result is not null ? [Make(result)] : [.. node.Outputs.OfType<Tensor>().Select(Make)];
        var parameters = Parameters.Of(_graph, node).ToArray();
        var weights = parameters.FirstOrDefault();
        var biases = parameters.Skip(1).Sum(tensor => tensor.Constant!.Count);
        var dead = weights is null ? [] : DeadChannels.Of(_graph, node, weights);
        _operators.Add(new SizedOperator
        {
            Name = node.Name,
            Text = string.Join(" + ", names),
            Kind = kind,
            Inputs = [.. node.Inputs.OfType<Tensor>().Where(_places.ContainsKey).Select(input => _places[input]).Distinct()],
            Outputs = outputs,
            Macs = MacCount.Of(node) ?? throw Unknown(node),
            Weights = weights?.Constant!.Count ?? 0,
            WeightBits = weights is null || kind == OperatorKind.Lookup ? 0 : Bits(weights.Type),
            Biases = biases,
            Window = WindowOf(node),
            IsPadded = node.Integers("pads")?.Any(pad => pad != 0) == true
                || node.Text("auto_pad", "").StartsWith("SAME", StringComparison.Ordinal),
            DeadChannels = dead,
            ZeroChannels = result is null ? [] : [.. dead.Where(channel => DeadChannels.IsZero(_graph, node, result, channel))],
        });
    }

    /// <summary>The place a node's result shares with its input; null when the node is a step.</summary>
    private int? ViewOf(Node node)
    {
        var input = node.Input(0);
        if (input is null || !_places.TryGetValue(input, out var place))
        {
            return null;
        }

        if (node.Is("QuantizeLinear"))
        {
            var isInput = _graph.IsInput(_tensors[place]) && _tensors[place].Type == ElementType.Float && !_codes.ContainsKey(input);
            if (isInput)
            {
                // The device is given codes; whoever feeds it quantizes.
                _bits[place] = ElementTypes.BitsOf(node.Output.Type == ElementType.Undefined ? ElementType.UInt8 : node.Output.Type);
                return place;
            }

            return _codes.TryGetValue(input, out var codes) && SameScale(codes, node) ? place : null;
        }

        if (node.Is("DequantizeLinear"))
        {
            _codes[node.Output] = node;
            return place;
        }

        return OperatorKinds.IsView(node) ? place : null;
    }

    private void KeepCodes(Node node)
    {
        if (!node.Is("DequantizeLinear") && !node.Is("QuantizeLinear") && _codes.TryGetValue(node.RequiredInput(0), out var codes))
        {
            _codes[node.Output] = codes;
        }
    }

    // Functions of one number after each other are one table.
    private static bool IsOneTable(Node node, Node user) => OperatorKinds.Of(node) == OperatorKind.Lookup
        && OperatorKinds.Of(user) == OperatorKind.Lookup && !user.Is("DequantizeLinear") && !node.Is("DequantizeLinear")
        && !node.Is("QuantizeLinear");

    // Follows the only reader for as long as it can be part of the step.
    private Tensor Fuse(Node node, List<string> names)
    {
        var result = node.Output;
        while (_graph.OnlyUser(result) is { } user)
        {
            var isBias = user.Is("Add") && names.Count == 1 && node.Op is "MatMul" or "MatMulInteger"
                && user.Inputs.Any(input => input is { IsConstant: true });
            if (!isBias && !user.Is("Relu") && !user.Is("Clip") && !user.Is("QuantizeLinear") && !IsOneTable(node, user))
            {
                break;
            }

            _fused.Add(user);
            result = user.Output;
            if (user.Is("QuantizeLinear"))
            {
                break;
            }

            names.Add(isBias ? "bias" : user.Op);
        }

        return result;
    }

    private int Make(Tensor tensor)
    {
        _places[tensor] = _tensors.Count;
        _tensors.Add(tensor);
        _bits.Add(Bits(tensor.Type));
        return _tensors.Count - 1;
    }

    private int Bits(ElementType type)
    {
        var bits = ElementTypes.BitsOf(type);
        return bits == 0 ? 32 : _asInt8 && type is ElementType.Float or ElementType.Float16 or ElementType.Double ? 8 : bits;
    }

    private long Elements(Tensor tensor) =>
        tensor.Shape is { IsKnown: true } shape ? shape.ElementCount : throw Unknown(_graph.Producer(tensor));

    private long Channels(int place)
    {
        var tensor = _tensors[place];
        if (tensor.Shape is not { IsKnown: true, Rank: > 0 } shape)
        {
            return 1;
        }

        var isFirst = shape.Rank == 4 ? tensor.Layout != Layout.ChannelsLast
            : shape.Rank == 3 && _graph.Producer(tensor) is { } maker && OperatorKinds.Of(maker)
                is OperatorKind.Convolution or OperatorKind.Depthwise or OperatorKind.Pool;
        return shape[isFirst ? 1 : -1].Value;
    }

    private ModelException Unknown(Node? node) =>
        new(_graph.Provenance.File, $"{node?.ToString() ?? "an input"}: its shape is not known: give sizes with --dim");

    private static bool SameScale(Node a, Node b) => a.Input(1)?.Constant is { } scale && b.Input(1)?.Constant is { } otherScale
        && scale.SameAs(otherScale)
        && (a.Input(2)?.Constant is { } zero
            ? b.Input(2)?.Constant is { } otherZero && zero.SameAs(otherZero)
            : b.Input(2)?.Constant is null);

    private static long WindowOf(Node node)
    {
        if (node.Op is "GlobalAveragePool" or "GlobalMaxPool" or "ReduceMean" or "ReduceMax")
        {
            return node.Input(0)?.Shape is { IsKnown: true } input && node.Output.Shape is { IsKnown: true } output
                ? Math.Max(1, input.ElementCount / Math.Max(1, output.ElementCount)) : 1;
        }

        var place = node.Op == "QLinearConv" ? 3 : 1;
        var kernel = node.Integers("kernel_shape")
            ?? (node.Op.Contains("Conv", StringComparison.Ordinal) ? node.Input(place)?.Shape?.ToArray().Skip(2).ToArray() : null);
        return kernel?.Aggregate(1L, (product, size) => product * Math.Max(1, size)) ?? 1;
    }
}
