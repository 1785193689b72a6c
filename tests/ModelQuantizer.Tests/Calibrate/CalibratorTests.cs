using System;
using System.Linq;
using Stethos.ModelQuantizer.Calibrate;
using Stethos.ModelQuantizer.Graph;
using Stethos.ModelQuantizer.Quantize;
using Stethos.ModelQuantizer.Tests.Kit;

namespace Stethos.ModelQuantizer.Tests.Calibrate;

public sealed class CalibratorTests
{
    [Fact]
    public void Groups_of_tensors_give_the_same_as_all_at_once()
    {
        var graph = FloatForm.Prepare(SmallNetworks.Convolutional());
        var samples = SmallNetworks.Samples(graph);
        var once = Calibrator.Run(graph, samples, new CalibrationOptions { Method = CalibrationMethod.Entropy });
        var groups = Calibrator.Run(graph, samples, new CalibrationOptions { Method = CalibrationMethod.Entropy, MaxBytes = 2000 });
        Assert.Equal(once.Tensors.Keys, groups.Tensors.Keys);
        Assert.All(once.Tensors.Keys, name => Assert.Equal(once.RangeOf(name, 256), groups.RangeOf(name, 256)));
    }

    [Fact]
    public void Extremes_are_those_of_all_samples()
    {
        var graph = FloatForm.Prepare(SmallNetworks.Dense());
        var samples = SmallNetworks.Samples(graph);
        var seen = Calibrator.Run(graph, samples).Tensors["x"];
        var all = Enumerable.Range(0, samples.Count).SelectMany(i => samples.Read(i)[0].ToFloats()).ToArray();
        Assert.Equal((all.Min(), all.Max()), (seen.Lowest, seen.Highest));
        Assert.Equal(8, seen.ChannelMeans.Count);
    }

    [Fact]
    public void A_histogram_that_doubles_finds_the_quantiles_of_a_stream()
    {
        var random = new Random(RandomTensor.Seed);
        var histogram = new Histogram();
        var all = Enumerable.Range(0, 200).SelectMany(i =>
        {
            float[] values = [.. SmallNetworks.Weights(random, 500).Select(value => value * (1 + i))];
            histogram.Add(values, values.Min(), values.Max());
            return values;
        }).Order().ToArray();
        Assert.Equal(all.Length, histogram.Total);
        Assert.Equal(all.Length, histogram.Bins.ToArray().Sum());
        foreach (var share in new[] { 0.001, 0.1, 0.5, 0.9, 0.999 })
        {
            Assert.InRange(histogram.Quantile(share), all[(int)(share * all.Length)] - 1, all[(int)(share * all.Length)] + 1);
        }
    }

    [Theory]
    [InlineData(CalibrationMethod.Percentile)]
    [InlineData(CalibrationMethod.Entropy)]
    [InlineData(CalibrationMethod.MeanSquaredError)]
    public void One_outlier_does_not_stretch_the_range(CalibrationMethod method)
    {
        var graph = Identity();
        var random = new Random(RandomTensor.Seed);
        var samples = Enumerable.Range(0, 200).Select(i =>
        {
            var values = SmallNetworks.Weights(random, 1000);
            values[0] = i == 17 ? 3 : values[0];
            return new[] { TensorData.Floats(values, 1, 1000) };
        }).ToList();
        var (low, high) = Calibrator.Run(graph, SampleSet.Of(samples), new CalibrationOptions { Method = method }).RangeOf("x", 256);
        Assert.InRange(high, 0.9f, 2.5f);
        Assert.InRange(low, -1.01f, -0.9f);
    }

    [Fact]
    public void Zeros_of_a_ReLU_do_not_pull_the_range_together()
    {
        var graph = Identity();
        var random = new Random(RandomTensor.Seed);
        var samples = Enumerable.Range(0, 100)
            .Select(_ => SmallNetworks.Weights(random, 1000).Select(value => Math.Max(value, 0)).ToArray())
            .Select(values => new[] { TensorData.Floats(values, 1, 1000) });
        var options = new CalibrationOptions { Method = CalibrationMethod.Entropy };
        Assert.InRange(Calibrator.Run(graph, SampleSet.Of([.. samples]), options).RangeOf("x", 256).High, 0.9f, 1);
    }

    [Fact]
    public void Few_samples_and_growing_ranges_are_warned_of()
    {
        var graph = Identity();
        var samples = Enumerable.Range(1, 20)
            .Select(i => new[] { TensorData.Floats([.. Enumerable.Repeat((float)i, 1000)], 1, 1000) }).ToList();
        var result = Calibrator.Run(graph, SampleSet.Of(samples), new CalibrationOptions { Method = CalibrationMethod.Percentile });
        Assert.Equal(0, result.Coverage);
        Assert.Contains(result.Warnings, warning => warning.Contains("20 samples are too few for Percentile", StringComparison.Ordinal));
        Assert.Contains(result.Warnings, warning => warning.Contains("only 0 % of new values", StringComparison.Ordinal));
        Assert.Empty(Calibrator.Run(graph, SmallNetworks.Samples(graph)).Warnings);
    }

    [Fact]
    public void Values_that_are_not_finite_are_refused_with_sample_and_tensor()
    {
        var graph = Identity();
        var values = new float[1000];
        values[3] = float.NaN;
        var error = Assert.Throws<ModelException>(() => Calibrator.Run(graph, SampleSet.Of([[TensorData.Floats(values, 1, 1000)]])));
        Assert.Contains("sample 0 gives NaN in 'x'", error.Message, StringComparison.Ordinal);
    }

    private static ModelGraph Identity()
    {
        var graph = new ModelGraph("relu");
        var x = graph.AddInput("x", ElementType.Float, Shape.Of(1, 1000));
        graph.AddOutput(graph.Add("Relu", "y", x).Output);
        return FloatForm.Prepare(graph);
    }
}
