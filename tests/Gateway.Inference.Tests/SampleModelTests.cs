using System;
using System.Linq;
using Stethos.Gateway.Domain.Scoring;

namespace Stethos.Gateway.Inference.Tests;

/// <summary>The shipped model through ONNX Runtime against what its training script says of it.</summary>
public sealed class SampleModelTests
{
    [Fact]
    public void Facts_are_those_of_the_sample_model()
    {
        using var scorer = OrtScorer.Load(SampleModel.Int8Path);
        Assert.Equal("bearing-condition 1.0.0", scorer.Facts.Title);
        Assert.Equal(ModelInput.Names, scorer.Facts.Inputs);
        Assert.Equal(["normal", "outer", "inner", "ball"], scorer.Facts.Labels);
        Assert.Equal("median of healthy training windows", scorer.Facts.ReferenceName);
        Assert.Equal(ModelInput.Count, scorer.Facts.Reference.Count);
        Assert.Equal((0.8, 0.4), (scorer.Facts.RaiseAt, scorer.Facts.ClearAt));
    }

    [Fact]
    public void Window_columns_are_the_gateways_inputs()
    {
        Assert.Equal(ModelInput.Names, SampleModel.Header[1..(ModelInput.Count + 1)]);
        Assert.Equal(64, SampleModel.Windows.Length);
    }

    [Fact]
    public void Reference_itself_is_healthy()
    {
        using var scorer = OrtScorer.Load(SampleModel.Int8Path);
        var probabilities = new float[SampleModel.LabelCount];
        scorer.Score([.. scorer.Facts.Reference], 1, probabilities);
        Assert.InRange(probabilities[0], 0.9f, 1f);
    }

    [Fact]
    public void Int8_model_labels_every_sample_window_right()
    {
        using var scorer = OrtScorer.Load(SampleModel.Int8Path);
        var probabilities = Score(scorer);
        Assert.Equal(
            SampleModel.Windows.Select(window => window.Label),
            probabilities.Select(row => scorer.Facts.Labels[Array.IndexOf(row, row.Max())]));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void Runtime_gives_what_the_training_script_computed(bool int8)
    {
        using var scorer = OrtScorer.Load(int8 ? SampleModel.Int8Path : SampleModel.Fp32Path);
        foreach (var (window, row) in SampleModel.Windows.Zip(Score(scorer)))
        {
            var expected = int8 ? window.Int8 : window.Fp32;
            for (var label = 0; label < row.Length; label++)
            {
                Assert.InRange(row[label], expected[label] - 2e-5f, expected[label] + 2e-5f);
            }
        }
    }

    [Fact]
    public void Int8_and_fp32_agree_on_every_sample_window()
    {
        using var int8 = OrtScorer.Load(SampleModel.Int8Path);
        using var fp32 = OrtScorer.Load(SampleModel.Fp32Path);
        foreach (var (small, plain) in Score(int8).Zip(Score(fp32)))
        {
            Assert.Equal(Array.IndexOf(plain, plain.Max()), Array.IndexOf(small, small.Max()));
            Assert.InRange(small.Zip(plain, (a, b) => Math.Abs(a - b)).Max(), 0f, 0.06f);
        }
    }

    [Fact]
    public void Occlusion_names_the_lines_of_the_fault()
    {
        using var scorer = OrtScorer.Load(SampleModel.Int8Path);
        var window = SampleModel.Windows.First(window => window.Label == "outer");
        var drivers = new Explainer(scorer).Explain(window.Inputs, 1);
        Assert.Equal(3, drivers.Count);
        Assert.Contains("BPFO", drivers[0].Feature, StringComparison.Ordinal);
    }

    private static float[][] Score(OrtScorer scorer)
    {
        var count = SampleModel.Windows.Length;
        var probabilities = new float[count * SampleModel.LabelCount];
        scorer.Score(SampleModel.Rows(count), count, probabilities);
        return probabilities.Chunk(SampleModel.LabelCount).ToArray();
    }
}
