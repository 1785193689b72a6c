using System;
using System.Collections.Generic;
using System.Linq;
using Stethos.ModelQuantizer.Calibrate;
using Stethos.ModelQuantizer.Graph;
using Stethos.ModelQuantizer.Shapes;

namespace Stethos.ModelQuantizer.Quantize;

/// <summary>
/// Static quantization of a float model into QDQ form: activations get the ranges that calibration found, weights a scale per output
/// channel, biases 32 bits, and clamps that the ends of the codes perform are left out.
/// </summary>
public sealed class StaticQuantizer
{
    private readonly ModelGraph _graph;
    private readonly CalibrationResult _calibration;
    private readonly QuantizeOptions _options;
    private readonly List<string> _layers = [];
    private readonly LayerPlan _plan;
    private readonly CodeRanges _ranges;
    private int _repaired;

    private StaticQuantizer(ModelGraph graph, CalibrationResult calibration, QuantizeOptions options)
    {
        _graph = graph;
        _calibration = calibration;
        _options = options;
        _plan = new LayerPlan(graph, options);
        _ranges = new CodeRanges(graph, _plan, calibration, options.Activations);
    }

    /// <param name="prepared">From <see cref="FloatForm"/>; left as it is.</param>
    /// <param name="calibration">Of the same graph.</param>
    /// <param name="options">Null for the defaults.</param>
    public static QuantizeResult Run(ModelGraph prepared, CalibrationResult calibration, QuantizeOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(prepared);
        ArgumentNullException.ThrowIfNull(calibration);
        options ??= new QuantizeOptions();
        var all = WeightedLayer.AllOf(prepared).Select(layer => layer.Node.Name);
        foreach (var name in options.Exclude.Where(name => prepared.Nodes.All(node => node.Name != name)))
        {
            throw new ModelException(prepared.Provenance.File, $"there is no node '{name}' to leave float: 'inspect' lists the names");
        }

        return new StaticQuantizer(prepared.Clone(), calibration, options).Run(all);
    }

    private QuantizeResult Run(IEnumerable<string> all)
    {
        var codes = _plan.Codes.ToHashSet();
        var removed = RemoveClamps(codes);
        foreach (var node in _graph.Nodes.Where(_plan.Nodes.Contains).ToArray())
        {
            if (WeightedLayer.Of(_graph, node) is { } layer)
            {
                EncodeWeights(layer);
                _layers.Add(node.Name);
            }
            else
            {
                EncodeConstants(node);
            }
        }

        var writer = new QdqWriter(_graph, _options.IntegerOnly);
        foreach (var tensor in _graph.Tensors.Where(codes.Contains).ToArray())
        {
            writer.Encode(tensor, _ranges.Of(tensor));
        }

        _graph.RemoveUnused();
        _graph.Sort();
        ShapeInference.Run(_graph);
        return new QuantizeResult(_graph, _layers, [.. all.Except(_layers)], removed, _repaired);
    }

    private int RemoveClamps(HashSet<Tensor> codes)
    {
        var removed = 0;
        foreach (var clamp in _graph.Nodes.Where(node => node.Op is "Relu" or "Clip" && _plan.Nodes.Contains(node)).ToArray())
        {
            var input = clamp.RequiredInput(0);
            if (_graph.Producer(input) is not { } producer || !_plan.Nodes.Contains(producer) || LayerPlan.IsMoving(producer)
                || _graph.OnlyUser(input) != clamp)
            {
                continue;
            }

            if (_ranges.Performs(clamp))
            {
                var output = clamp.Output;
                _graph.Remove(clamp);
                _graph.SetOutput(producer, 0, output);
                codes.Remove(input);
                removed++;
            }
            else if (_options.Activations == ElementType.Int16)
            {
                codes.Remove(input);
            }
        }

        return removed;
    }

    private void EncodeWeights(WeightedLayer layer)
    {
        var node = layer.Node;
        var input = node.RequiredInput(0);
        var unit = _ranges.Of(input).Scales[0];
        var bits = _options.WeightBits.GetValueOrDefault(node.Name, 8);
        var highest = bits == 4 ? 7 : _options.ReduceRange ? 63 : 127;
        var weights = WeightCodes.Of(layer, bits, highest, _options.PerChannel, unit);
        _repaired += weights.Repaired;
        var bias = layer.Bias;
        if (_options.CorrectBias && _calibration.Tensors.TryGetValue(input.Name, out var seen))
        {
            bias = BiasCorrection.Run(layer, weights.Decode(layer), seen.ChannelMeans, bias);
        }

        int? axis = weights.Scales.Length > 1 ? layer.Axis : null;
        var shape = layer.Weights.Shape.ToArray();
        var quantization = new Quantization(weights.Type, weights.Scales, new int[weights.Scales.Length], axis);
        var writer = new QdqWriter(_graph, false);
        var packedWeights = CodeScale.Pack(weights.Type, weights.Codes, shape);
        _graph.SetInput(node, 1, writer.Constant(node.RequiredInput(1).Name, packedWeights, quantization));
        if (bias is null || node.Op == "MatMul")
        {
            return;
        }

        var units = Array.ConvertAll(weights.Scales, scale => unit * scale);
        var codes = bias.Select((value, i) => Math.Round(value / (double)units[units.Length > 1 ? i : 0], MidpointRounding.ToEven));
        int[] clamped = [.. codes.Select(code => (int)Math.Clamp(code, int.MinValue, int.MaxValue))];
        var packed = CodeScale.Pack(ElementType.Int32, clamped, bias.Length);
        var biasCodes = new Quantization(ElementType.Int32, units, new int[units.Length], units.Length > 1 ? 0 : null);
        var name = node.Input(2)?.Name ?? $"{node.Name}_bias";
        var tensor = writer.Constant(name, packed, biasCodes);
        if (node.Inputs.Count > 2)
        {
            _graph.SetInput(node, 2, tensor);
        }
        else
        {
            _graph.ReplaceInputs(node, node.Input(0), node.Input(1), tensor);
        }
    }

    // Constants that meet activations, such as the factor of a Mul.
    private void EncodeConstants(Node node)
    {
        // Devices have tables of the results, so that their constants need no codes.
        if (node.Op is not ("Add" or "Sub" or "Mul") || _options.IntegerOnly)
        {
            return;
        }

        for (var i = 0; i < node.Inputs.Count; i++)
        {
            if (node.Inputs[i] is { Constant: { Type: ElementType.Float } values } constant)
            {
                var floats = values.ToFloats();
                var codes = CodeScale.Of(floats.Min(), floats.Max(), _options.Activations);
                var packed = CodeScale.Pack(codes.Type, CodeScale.Encode(floats, codes), values.Shape.ToArray());
                _graph.SetInput(node, i, new QdqWriter(_graph, false).Constant(constant.Name, packed, codes));
            }
        }
    }
}
