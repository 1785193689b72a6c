using System;
using System.Collections.Generic;
using System.Diagnostics;
using System.Linq;
using Stethos.ModelQuantizer.Calibrate;
using Stethos.ModelQuantizer.Execution;
using Stethos.ModelQuantizer.Graph;
using Stethos.ModelQuantizer.Shapes;

namespace Stethos.ModelQuantizer.Quantize;

/// <summary>Times each layer alone, float and in codes, in ONNX Runtime on this machine with one thread.</summary>
public static class SpeedCheck
{
    private const int Rounds = 5;
    private const double Tolerance = 1.1;

    /// <summary>Layers that are slower in codes than in float; it pays to leave them float.</summary>
    public static IReadOnlyList<LayerSpeed> Run(ModelGraph prepared, CalibrationResult calibration, QuantizeOptions options)
    {
        ArgumentNullException.ThrowIfNull(prepared);
        ArgumentNullException.ThrowIfNull(options);
        var results = new List<LayerSpeed>();
        foreach (var layer in WeightedLayer.AllOf(prepared))
        {
            var alone = Alone(prepared, layer.Node);
            var single = new QuantizeOptions { Activations = options.Activations, PerChannel = options.PerChannel, IntegerOnly = true };
            var codes = StaticQuantizer.Run(alone, calibration, single).Graph;
            var (slow, fast) = Compare(alone, codes);
            results.Add(new LayerSpeed(layer.Node.Name, slow, fast, fast > slow * Tolerance));
        }

        return results;
    }

    /// <summary>Both models whole.</summary>
    public static WholeSpeed Whole(ModelGraph original, ModelGraph quantized)
    {
        ArgumentNullException.ThrowIfNull(original);
        ArgumentNullException.ThrowIfNull(quantized);
        var (before, after) = Compare(original, quantized);
        return new WholeSpeed(before, after);
    }

    // The least of several rounds, alternating, so that other work on the machine meets both.
    private static (double FloatMicroseconds, double CodesMicroseconds) Compare(ModelGraph one, ModelGraph other)
    {
        using var first = new GraphRunner(one);
        using var second = new GraphRunner(other);
        var (firstInput, secondInput) = (Zeros(one), Zeros(other));
        var (least, leastOther) = (double.PositiveInfinity, double.PositiveInfinity);
        for (var round = 0; round < Rounds; round++)
        {
            least = Math.Min(least, Time(first, firstInput));
            leastOther = Math.Min(leastOther, Time(second, secondInput));
        }

        return (least, leastOther);
    }

    private static double Time(GraphRunner runner, TensorData[] inputs)
    {
        runner.Run(inputs);
        var best = double.PositiveInfinity;
        for (var i = 0; i < 10; i++)
        {
            var start = Stopwatch.GetTimestamp();
            runner.Run(inputs);
            best = Math.Min(best, Stopwatch.GetElapsedTime(start).TotalMicroseconds);
        }

        return best;
    }

    private static TensorData[] Zeros(ModelGraph graph) =>
    [
        .. graph.Inputs.Select(input => new TensorData(
            input.Type, input.KnownShape.ToArray(), new byte[ElementTypes.BytesOf(input.Type, input.KnownShape.ElementCount)])),
    ];

    private static ModelGraph Alone(ModelGraph graph, Node node)
    {
        var single = new ModelGraph(node.Name, graph.Provenance) { Opset = graph.Opset };
        var source = node.RequiredInput(0);
        var inputs = new List<Tensor?> { single.AddInput(source.Name, source.Type, source.Shape) };
        inputs.AddRange(node.Inputs.Skip(1).Select(input => input is null ? null : single.AddConstant(input.Name, input.Constant!)));
        var output = single.AddTensor(node.Output.Name, node.Output.Type, node.Output.Shape);
        var twin = single.Add(node.Op, node.Name, inputs, [output]);
        foreach (var (name, value) in node.Attributes)
        {
            twin.SetAttribute(name, value);
        }

        single.AddOutput(output);
        ShapeInference.Run(single);
        return single;
    }
}
