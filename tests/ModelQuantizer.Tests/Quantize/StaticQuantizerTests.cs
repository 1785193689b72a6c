using System;
using System.Collections.Generic;
using System.Linq;
using Stethos.ModelQuantizer.Accuracy;
using Stethos.ModelQuantizer.Calibrate;
using Stethos.ModelQuantizer.Graph;
using Stethos.ModelQuantizer.Normalise;
using Stethos.ModelQuantizer.Onnx;
using Stethos.ModelQuantizer.Quantize;
using Stethos.ModelQuantizer.Tests.Kit;

namespace Stethos.ModelQuantizer.Tests.Quantize;

public sealed class StaticQuantizerTests
{
    public static TheoryData<ElementType, bool> Kinds => new()
    {
        { ElementType.UInt8, false }, { ElementType.Int8, true }, { ElementType.Int8, false }, { ElementType.Int16, false },
    };

    [Theory]
    [MemberData(nameof(Kinds))]
    public void Small_networks_keep_their_outputs(ElementType activations, bool integerOnly)
    {
        foreach (var source in new[] { SmallNetworks.Dense(), SmallNetworks.Convolutional() })
        {
            var (graph, result) = Quantize(source, new QuantizeOptions { Activations = activations, IntegerOnly = integerOnly });
            using var reference = new OrtModelRunner("float", graph);
            using var runner = new OrtModelRunner("codes", result.Graph);
            var same = AccuracyGate.Compare(reference, runner, SmallNetworks.Samples(graph));
            Assert.True(same.SignalToNoiseDb > 30, $"{source.Name}: {same.SignalToNoiseDb} dB");
            Assert.Empty(result.FloatLayers);
        }
    }

    [Fact]
    public void Quantizing_twice_gives_the_same_bytes()
    {
        var first = Quantize(SmallNetworks.Convolutional(), new QuantizeOptions()).Result.Graph;
        var second = Quantize(SmallNetworks.Convolutional(), new QuantizeOptions()).Result.Graph;
        Assert.Equal(OnnxModel.Write(first), OnnxModel.Write(second));
    }

    [Fact]
    public void Unsigned_and_signed_codes_mean_the_same_numbers()
    {
        var unsigned = Quantize(SmallNetworks.Convolutional(), new QuantizeOptions()).Result.Graph;
        var signed = Quantize(SmallNetworks.Convolutional(), new QuantizeOptions { Activations = ElementType.Int8 }).Result.Graph;
        var samples = SmallNetworks.Samples(unsigned, 8);
        Assert.Equal(0, EquivalenceProof.LargestDifference(unsigned, signed, Enumerable.Range(0, 8).Select(samples.Read)));
    }

    [Fact]
    public void Clamps_that_the_codes_perform_are_left_out()
    {
        var result = Quantize(SmallNetworks.Dense(), new QuantizeOptions()).Result;
        Assert.Equal(1, result.RemovedClamps);
        Assert.DoesNotContain(result.Graph.Nodes, node => node.Op == "Relu");
    }

    [Fact]
    public void Concat_and_reshape_share_one_scale()
    {
        var graph = Quantize(SmallNetworks.Convolutional(), QuantizeOptions.Device).Result.Graph;
        var concat = graph.Nodes.Single(node => node.Op == "Concat");
        var scales = concat.Inputs.Select(input => Scale(graph.Producer(input!)!))
            .Append(Scale(graph.Uses(concat.Output).Single().Node)).Distinct();
        Assert.Single(scales);
        var reshape = graph.Nodes.Single(node => node.Op == "Reshape");
        Assert.Equal(Scale(graph.Producer(reshape.Input(0)!)!), Scale(graph.Uses(reshape.Output).Single().Node));
    }

    [Fact]
    public void A_device_model_takes_and_gives_codes_under_the_old_names()
    {
        var graph = Quantize(SmallNetworks.Dense(), QuantizeOptions.Device).Result.Graph;
        Assert.Equal(("x", ElementType.Int8), (graph.Inputs[0].Name, graph.Inputs[0].Type));
        Assert.Equal(("y", ElementType.Int8), (graph.Outputs[0].Name, graph.Outputs[0].Type));
        Assert.Equal(1f / 256, graph.Outputs[0].Quantization!.Scales[0]);
        Assert.Equal(-128, graph.Outputs[0].Quantization!.ZeroPoints[0]);
    }

    [Fact]
    public void A_bias_that_does_not_fit_raises_the_weight_scale_of_its_channel()
    {
        // Channel 0 has no weights: its scale alone would make the bias 1e28 units.
        var (graph, result) = Quantize(SmallNetworks.Dense(weights => Array.Clear(weights, 0, 8)), new QuantizeOptions());
        Assert.Equal(1, result.RepairedBiases);
        using var reference = new OrtModelRunner("float", graph);
        using var runner = new OrtModelRunner("codes", result.Graph);
        Assert.True(AccuracyGate.Compare(reference, runner, SmallNetworks.Samples(graph)).SignalToNoiseDb > 30);
    }

    [Fact]
    public void Excluded_nodes_stay_float_and_unknown_ones_are_named()
    {
        var options = new QuantizeOptions { Exclude = new HashSet<string> { "first" } };
        var result = Quantize(SmallNetworks.Dense(), options).Result;
        Assert.Equal(["first"], result.FloatLayers);
        Assert.Equal(["second"], result.Layers);
        var wrong = new QuantizeOptions { Exclude = new HashSet<string> { "frist" } };
        var error = Assert.Throws<ModelException>(() => Quantize(SmallNetworks.Dense(), wrong));
        Assert.Contains("no node 'frist'", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Four_bit_weights_are_smaller_and_less_exact()
    {
        var few = new QuantizeOptions { WeightBits = new Dictionary<string, int> { ["first"] = 4 } };
        var (graph, four) = Quantize(SmallNetworks.Dense(), few);
        var eight = Quantize(SmallNetworks.Dense(), new QuantizeOptions()).Result;
        using var reference = new OrtModelRunner("float", graph);
        using var fourRunner = new OrtModelRunner("4", four.Graph);
        using var eightRunner = new OrtModelRunner("8", eight.Graph);
        var samples = SmallNetworks.Samples(graph);
        Assert.InRange(
            AccuracyGate.Compare(reference, fourRunner, samples).SignalToNoiseDb,
            10,
            AccuracyGate.Compare(reference, eightRunner, samples).SignalToNoiseDb - 5);
    }

    [Fact]
    public void Equalizing_changes_weights_and_not_the_function()
    {
        var graph = FloatForm.Prepare(Uneven());
        var before = graph.Clone();
        Assert.Equal(1, Equalizer.Run(graph));
        var samples = SmallNetworks.Samples(graph, 8);
        Assert.InRange(EquivalenceProof.LargestDifference(before, graph, Enumerable.Range(0, 8).Select(samples.Read)), 0, 1e-5);
        Assert.False(before.Find("w1")!.Constant!.SameAs(graph.Nodes[0].Input(1)!.Constant!));
        var plain = new QuantizeOptions { PerChannel = false };
        Assert.True(Noise(before, graph, plain) > Noise(before, before, plain) + 3, "equalizing did not help");
    }

    [Fact]
    public void Equalizing_many_layers_in_a_row_changes_the_function_by_rounding_only()
    {
        var graph = new ModelGraph("chain");
        var (random, codes) = (new Random(3), graph.AddInput("x", ElementType.Float, Shape.Of(1, 6)));
        for (var layer = 0; layer < 4; layer++)
        {
            float[] weights = [.. Enumerable.Range(0, 36).Select(i => (float)((random.NextDouble() - 0.5) * Math.Pow(10, i % 6 - 3)))];
            float[] bias = [.. Enumerable.Range(0, 6).Select(_ => random.NextSingle())];
            var gemm = graph.Add(
                "Gemm",
                $"layer{layer}",
                codes,
                graph.AddConstant($"w{layer}", TensorData.Floats(weights, 6, 6)),
                graph.AddConstant($"b{layer}", TensorData.Floats(bias, 6)));
            codes = layer < 3 ? graph.Add("Relu", $"relu{layer}", gemm.Output).Output : gemm.Output;
        }

        graph.AddOutput(codes);
        var before = FloatForm.Prepare(graph);
        var samples = SmallNetworks.Samples(before, 20);
        var calibration = Calibrator.Run(before, samples);
        var after = before.Clone();
        Assert.Equal(3, Equalizer.Run(after, calibration));
        var inputs = Enumerable.Range(0, samples.Count).Select(samples.Read).ToList();
        var largest = calibration.Tensors[before.Outputs[0].Name];
        Assert.InRange(
            EquivalenceProof.LargestDifference(before, after, inputs), 1e-12, 1e-5 * Math.Max(largest.Highest, -largest.Lowest));

        // No value between two layers is larger than the largest was.
        var values = Calibrator.Run(after, samples);
        Assert.All(
            before.Nodes.Where(node => node.Is("Gemm")).Select(node => node.Output.Name),
            name => Assert.InRange(
                values.Tensors[name].ChannelMagnitudes.Max(), 0, calibration.Tensors[name].ChannelMagnitudes.Max() * 1.0001));
    }

    [Fact]
    public void Correcting_the_bias_takes_the_mean_error_away()
    {
        var source = FloatForm.Prepare(SmallNetworks.Dense());
        var coarse = new Dictionary<string, int> { ["first"] = 4, ["second"] = 4 };
        var plain = new QuantizeOptions { WeightBits = coarse };
        var samples = Shifted(source);
        Assert.True(
            Noise(source, source, plain with { CorrectBias = true }, samples) > Noise(source, source, plain, samples) + 1,
            "correcting did not help");
    }

    [Fact]
    public void Weights_that_are_not_numbers_are_refused_with_node_and_tensor()
    {
        var error = Assert.Throws<ModelException>(() => FloatForm.Prepare(SmallNetworks.Dense(weights => weights[5] = float.NaN)));
        Assert.Contains("Gemm 'first' has 'w1' with a value", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_quantized_model_is_refused()
    {
        var quantized = Quantize(SmallNetworks.Dense(), new QuantizeOptions()).Result.Graph;
        var error = Assert.Throws<ModelException>(() => FloatForm.Prepare(quantized));
        Assert.Contains("quantized already", error.Message, StringComparison.Ordinal);
    }

    private static (ModelGraph Prepared, QuantizeResult Result) Quantize(ModelGraph source, QuantizeOptions options)
    {
        var graph = FloatForm.Prepare(source);
        return (graph, StaticQuantizer.Run(graph, Calibrator.Run(graph, SmallNetworks.Samples(graph)), options));
    }

    private static float Scale(Node node) => node.Input(1)!.Constant!.ToFloats()[0];

    private static double Noise(ModelGraph original, ModelGraph graph, QuantizeOptions options, ISampleSource? samples = null)
    {
        samples ??= SmallNetworks.Samples(graph);
        using var reference = new OrtModelRunner("float", original);
        using var runner = new OrtModelRunner("codes", StaticQuantizer.Run(graph, Calibrator.Run(graph, samples), options).Graph);
        return AccuracyGate.Compare(reference, runner, samples).SignalToNoiseDb;
    }

    private static SampleSet Shifted(ModelGraph graph)
    {
        var samples = SmallNetworks.Samples(graph);
        return SampleSet.Of([.. Enumerable.Range(0, samples.Count).Select(i => new[]
        {
            TensorData.Floats([.. samples.Read(i)[0].ToFloats().Select(value => value * 0.1f + 2)], 1, 8),
        })]);
    }

    // Rows of the first weights from 1 to 1,000 times larger.
    private static ModelGraph Uneven() => SmallNetworks.Dense(weights =>
    {
        for (var i = 0; i < weights.Length; i++)
        {
            weights[i] *= MathF.Pow(10, i / 8 / 5f);
        }
    });
}
