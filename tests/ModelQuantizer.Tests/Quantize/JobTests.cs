using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using Stethos.ModelQuantizer.Accuracy;
using Stethos.ModelQuantizer.Calibrate;
using Stethos.ModelQuantizer.Graph;
using Stethos.ModelQuantizer.Quantize;
using Stethos.ModelQuantizer.Tests.Kit;
using Stethos.Testing;

namespace Stethos.ModelQuantizer.Tests.Quantize;

public sealed class JobTests
{
    [Fact]
    public void Unsigned_codes_fuse_throughout()
    {
        var (_, report) = Run(SmallNetworks.Convolutional(), new JobOptions());
        Assert.Equal("5 of 5 QGemm, QLinearConv", report.Fusion);
        Assert.Empty(report.NotFused);
    }

    [Fact]
    public void Layers_that_do_not_fuse_are_named_with_the_reason()
    {
        var options = new JobOptions { Quantize = new QuantizeOptions { Exclude = new HashSet<string> { "left" } } };
        var (_, report) = Run(SmallNetworks.Convolutional(), options);
        Assert.StartsWith("4 of 5", report.Fusion, StringComparison.Ordinal);
        Assert.Equal("Conv left: it was left float", Assert.Single(report.NotFused));
        var wide = new JobOptions { Quantize = new QuantizeOptions { Activations = ElementType.Int16 } };
        Assert.All(
            Run(SmallNetworks.Convolutional(), wide).Report.NotFused,
            reason => Assert.Contains("no kernels for 16-bit activations", reason, StringComparison.Ordinal));
    }

    [Fact]
    public void What_stands_before_the_first_codes_is_computed_before_the_firmware_is_asked()
    {
        // A root in front: no kernel of a board, so it stays float and outside of the blob.
        var source = SmallNetworks.Dense();
        var input = source.Inputs[0];
        var first = source.Nodes[0];
        var square = source.Add("Mul", "square", input, input);
        var root = source.Add("Sqrt", "root", square.Output);
        source.SetInput(first, 0, root.Output);
        var prepared = FloatForm.Prepare(source);
        var samples = SmallNetworks.Samples(prepared, 30);
        var coded = StaticQuantizer.Run(prepared, Calibrator.Run(prepared, samples), QuantizeOptions.Device with
        {
            Exclude = new HashSet<string> { "square", "root" },
        }).Graph;
        using var codes = new OrtModelRunner("codes", coded);
        using var device = new DeviceModelRunner("device", coded);
        Assert.Equal(double.PositiveInfinity, AccuracyGate.Compare(codes, device, samples).SignalToNoiseDb);
    }

    [Fact]
    public void Sensitivity_measures_each_layer_alone()
    {
        var prepared = FloatForm.Prepare(SmallNetworks.Convolutional());
        var samples = SmallNetworks.Samples(prepared);
        var sensitivity = new Sensitivity(prepared, Calibrator.Run(prepared, samples), samples, new QuantizeOptions());
        var layers = sensitivity.Run([8, 4]);
        var eight = layers.Where(layer => layer.Bits == 8).ToList();
        Assert.Equal(sensitivity.Layers.Select(layer => layer.Node.Name), eight.Select(layer => layer.Layer));
        foreach (var pair in layers.Chunk(2))
        {
            Assert.True(pair[1].NoiseShare > 4 * pair[0].NoiseShare, $"{pair[0]} {pair[1]}");
            Assert.True(pair[1].Bytes < pair[0].Bytes);
        }

        // Everything at once is noisier than the worst layer alone.
        Assert.True(sensitivity.NoiseOf(new QuantizeOptions()) > eight.Max(layer => layer.NoiseShare) / 2);
    }

    [Fact]
    public void Mixed_precision_meets_the_budget_and_spares_the_sensitive_layer()
    {
        var source = SmallNetworks.Convolutional();
        var all = WeightedLayer.AllOf(FloatForm.Prepare(source));
        var bytes8 = all.Sum(layer => layer.BytesWith(8));
        var bytes4 = all.Sum(layer => layer.BytesWith(4));
        var budget = (bytes8 + bytes4) / 2;
        var (graph, report) = Run(source, new JobOptions { BudgetBytes = budget });
        var curve = report.TradeOff;
        Assert.True(curve[^1].Bytes <= budget);
        Assert.Contains(8, curve[^1].Bits.Values);
        Assert.Contains(4, curve[^1].Bits.Values);
        Assert.Equal(all.Sum(layer => layer.BytesWith(32)), curve[0].Bytes);
        Assert.True(curve[0].NoiseShare <= curve[^1].NoiseShare);
        Assert.Contains(graph.Tensors, tensor => tensor.Constant is { Type: ElementType.Int4 });

        var error = Assert.Throws<ModelException>(() => Run(source, new JobOptions { BudgetBytes = bytes4 - 1 }));
        Assert.Contains("the weights take at least", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Layers_slower_in_codes_are_measured_and_left_float()
    {
        var (graph, report) = Run(SmallNetworks.Convolutional(), new JobOptions { KeepFaster = true });
        Assert.Equal(5, report.Speed.Count);
        Assert.All(report.Speed, layer => Assert.True(layer.FloatMicroseconds > 0 && layer.CodesMicroseconds > 0));
        Assert.Equal(report.Speed.Where(layer => layer.IsSlower).Select(layer => layer.Layer).Order(), report.FloatLayers.Order());
        Assert.NotEmpty(graph.Nodes);
    }

    [Theory]
    [InlineData(QuantizeMode.Dynamic, 8, 35)]
    [InlineData(QuantizeMode.Weights, 8, 40)]
    [InlineData(QuantizeMode.Weights, 4, 12)]
    public void Without_samples_weights_are_quantized(QuantizeMode mode, int bits, double leastDb)
    {
        var prepared = FloatForm.Prepare(SmallNetworks.Dense());
        var (graph, report) = QuantizeJob.Run(prepared, null, null, new JobOptions { Mode = mode, Bits = bits });
        using var reference = new OrtModelRunner("float", prepared);
        using var runner = new OrtModelRunner("codes", graph);
        var same = AccuracyGate.Compare(reference, runner, SmallNetworks.Samples(prepared));
        Assert.True(same.SignalToNoiseDb > leastDb, $"{same.SignalToNoiseDb} dB");
        Assert.True(report.BytesAfter < report.BytesBefore / 2);
    }

    [Fact]
    public void Static_quantization_without_samples_is_refused()
    {
        var prepared = FloatForm.Prepare(SmallNetworks.Dense());
        var error = Assert.Throws<ModelException>(() => QuantizeJob.Run(prepared, null));
        Assert.Contains("calibration needs samples", error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void The_project_s_bearing_model_keeps_its_answers(bool isDevice)
    {
        var options = new JobOptions
        {
            Quantize = isDevice ? QuantizeOptions.Device : new QuantizeOptions(),
        };
        var source = ModelLoader.Load(BearingWindows.Model);
        var prepared = QuantizeJob.Prepare(source, BearingWindows.Bound(source, options));
        var set = BearingWindows.Read();
        var (_, report) = QuantizeJob.Run(prepared, set.Samples, set, options);
        if (!isDevice)
        {
            Assert.Equal("3 of 3 QGemm", report.Fusion);
            Assert.InRange(report.Accuracy[1].LossPoints, -100, 0.5);
            Assert.InRange(report.Agreement!.Value, 0.98, 1);
        }
        else
        {
            // Features of different sizes through one 8-bit input: reported as it is, not hidden.
            Assert.NotNull(report.SignalToNoiseDb);
        }
    }

    [Fact]
    public void The_project_s_surface_model_keeps_its_answers()
    {
        var folder = RepositoryFiles.PathOf("gateway", "models", "part-surface");
        var options = new JobOptions { Dimensions = new Dictionary<string, long> { ["N"] = 1 } };
        var prepared = QuantizeJob.Prepare(ModelLoader.Load(Path.Combine(folder, "part-surface-fp32.onnx")), options);
        var samples = SampleFiles.Open(Path.Combine(folder, "crops.u8"), prepared.Inputs[0]);
        var classes = File.ReadLines(Path.Combine(folder, "crops.csv")).First().Split(',').Skip(1).Take(5)
            .Select(name => name.Split(' ')[1]).ToList();
        List<int> labels =
        [
            .. File.ReadLines(Path.Combine(folder, "crops.csv")).Skip(1).Select(line => classes.IndexOf(line.Split(',')[0])),
        ];
        var (_, report) = QuantizeJob.Run(prepared, samples, new LabelledSet(samples, labels), options);
        Assert.Equal("6 of 6 QGemm, QLinearConv", report.Fusion);
        Assert.InRange(report.Accuracy[1].LossPoints, -100, 0.5);
        Assert.InRange(report.Agreement!.Value, 0.96, 1);
        Assert.InRange(report.BytesAfter, 1, report.BytesBefore / 3);
    }

    [Fact]
    public void The_firmware_computes_what_ONNX_Runtime_does()
    {
        var prepared = FloatForm.Prepare(SmallNetworks.Convolutional());
        var samples = SmallNetworks.Samples(prepared);
        var seen = Calibrator.Run(prepared, samples);
        var coded = StaticQuantizer.Run(prepared, seen, QuantizeOptions.Device).Graph;
        using var runtime = new OrtModelRunner("ONNX Runtime", coded);
        using var device = new DeviceModelRunner("device", coded);
        Assert.Equal(0, AccuracyGate.Compare(runtime, device, samples).LargestDifference);
    }

    private static (ModelGraph Graph, JobReport Report) Run(ModelGraph source, JobOptions options)
    {
        var prepared = FloatForm.Prepare(source);
        return QuantizeJob.Run(prepared, SmallNetworks.Samples(prepared), null, options);
    }
}
