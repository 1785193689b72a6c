using System;
using System.Collections.Generic;
using System.Linq;
using Stethos.ModelQuantizer.Graph;

namespace Stethos.ModelQuantizer.Quantize;

/// <summary>Which nodes work on codes, and which of their tensors become codes.</summary>
internal sealed class LayerPlan
{
    // Their results are values of their inputs: one scale for all of them.
    private static readonly HashSet<string> Moving =
    [
        "Reshape", "Transpose", "Flatten", "Squeeze", "Unsqueeze", "MaxPool", "Slice", "Concat", "Pad", "DepthToSpace", "SpaceToDepth",
        "Split", "Tile", "Expand", "Gather",
    ];

    private static readonly HashSet<string> Following =
    [
        "Add", "Sub", "Mul", "AveragePool", "GlobalAveragePool", "ReduceMean", "Relu", "Clip", "LeakyRelu", "Sigmoid", "Tanh", "Softmax",
        "HardSwish", "HardSigmoid", "GlobalMaxPool", "PRelu", "Resize", "Div",
    ];

    private readonly ModelGraph _graph;
    private readonly QuantizeOptions _options;
    private readonly HashSet<Node> _nodes = [];
    private readonly HashSet<Tensor> _codes = [];
    private readonly Dictionary<Tensor, Tensor> _shared = [];

    public LayerPlan(ModelGraph graph, QuantizeOptions options)
    {
        _graph = graph;
        _options = options;
        var front = options.IntegerOnly ? FloatFront.Of(graph) : new HashSet<Node>();
        foreach (var node in graph.Order().Where(node => options.Covers(node) && !front.Contains(node)))
        {
            if (node.Domain.Length == 0 && (WeightedLayer.Of(graph, node) is not null || Follows(node)))
            {
                Take(node);
            }
        }

        LeaveFloatEnd();
        JoinTables();
    }

    /// <summary>Nodes that work on codes.</summary>
    public IReadOnlySet<Node> Nodes => _nodes;

    /// <summary>Tensors that become codes.</summary>
    public IReadOnlySet<Tensor> Codes => _codes;

    /// <summary>The tensor that stands for all that share its scale.</summary>
    public Tensor Representative(Tensor tensor)
    {
        while (_shared.TryGetValue(tensor, out var next))
        {
            tensor = next;
        }

        return tensor;
    }

    public static bool IsMoving(Node node) => Moving.Contains(node.Op);

    private static IEnumerable<Tensor> Activations(Node node) =>
        node.Inputs.OfType<Tensor>().Where(tensor => !tensor.IsConstant && tensor.Type == ElementType.Float).Distinct();

    private bool Follows(Node node)
    {
        if (!Following.Contains(node.Op) && !Moving.Contains(node.Op))
        {
            return false;
        }

        var inputs = Activations(node).ToArray();
        var isKnown = inputs.Length > 0 && node.Outputs.All(output => output is null || output.Type == ElementType.Float)
            && Array.TrueForAll(inputs, input => _codes.Contains(input) || (_options.IntegerOnly && _graph.IsInput(input)));
        return isKnown && node.Op switch
        {
            "Concat" => node.Inputs.All(input => input is { IsConstant: false }),
            "Pad" => node.Text("mode", "constant") == "constant" && (node.Input(2)?.Constant?.ToFloats() ?? [0]) is [0],
            "MaxPool" => node.Outputs.Count == 1,
            "Resize" => node.Text("mode", "nearest") == "nearest",
            "Div" => _options.IntegerOnly && node.Input(1) is { IsConstant: true },
            "Softmax" or "Sigmoid" or "HardSigmoid" => _options.IntegerOnly || !_graph.IsOutput(node.Output),
            _ => true,
        };
    }

    private void Take(Node node)
    {
        _nodes.Add(node);
        var tensors = Activations(node).Concat(node.Outputs.OfType<Tensor>()).ToList();
        _codes.UnionWith(tensors);

        // The kernels of TFLite, and so of arithmetic A on boards, have average pools of one scale only.
        var isDevicePool = _options.IntegerOnly && node.Op is ("AveragePool" or "GlobalAveragePool");
        if (Moving.Contains(node.Op) || node.Op is "GlobalMaxPool" or "Resize" || isDevicePool)
        {
            tensors.ForEach(tensor => Share(tensors[0], tensor));
        }
    }

    private void Share(Tensor one, Tensor other)
    {
        var (first, second) = (Representative(one), Representative(other));
        if (first != second)
        {
            _shared[second] = first;
        }
    }

    // Functions of one number after each other are one table on a device: rounding in between would only lose.
    private void JoinTables()
    {
        foreach (var node in _nodes.Where(node => _options.IntegerOnly && FloatFront.IsTable(node)))
        {
            var next = _graph.OnlyUser(node.Output);
            if (next is not null && _nodes.Contains(next) && FloatFront.IsTable(next))
            {
                _codes.Remove(node.Output);
            }
        }
    }

    // ONNX Runtime's integer Gemm gives floats: nothing is gained by rounding them once more at the end.
    private void LeaveFloatEnd()
    {
        if (_options.IntegerOnly)
        {
            return;
        }

        foreach (var node in _nodes.Where(node => node.Op is "Gemm" or "MatMul").ToArray())
        {
            if (!_graph.Uses(node.Output).Any(use => _nodes.Contains(use.Node)))
            {
                _codes.Remove(node.Output);
            }
        }
    }
}
