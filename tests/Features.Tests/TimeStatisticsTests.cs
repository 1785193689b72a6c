using System;

namespace Stethos.Features.Tests;

public sealed class TimeStatisticsTests
{
    [Fact]
    public void Sine_on_gravity_has_its_textbook_figures()
    {
        TimeStatistics s = new();
        s.Compute(Signals.Tone(8192, 8192, 64, 0.5, 0, 1), 0, 8192);
        Assert.Equal(1f, s.Mean, 1e-6f);
        Assert.Equal(0.5 / Math.Sqrt(2), s.Rms, 1e-6);
        Assert.Equal(s.Rms, s.StandardDeviation);
        Assert.Equal(0.5f, s.Peak, 1e-6f);
        Assert.Equal(1.5f, s.PeakWithMean, 1e-6f);
        Assert.Equal(1f, s.PeakToPeak, 1e-6f);
        Assert.Equal(Math.Sqrt(2), s.Crest, 1e-5);
        Assert.Equal(1.5 / Math.Sqrt(1.125), s.CrestWithMean, 1e-5);
        Assert.Equal(1.5f, s.Kurtosis, 1e-4f);
        Assert.Equal(0f, s.Skewness, 1e-4f);
        Assert.Equal(Math.Sqrt(1.125), s.Shape, 1e-5);
        Assert.Equal(1.5f, s.Impulse, 1e-5f);
    }

    [Theory]
    [InlineData(0f)]
    [InlineData(0.1f)]
    [InlineData(-16f)]
    public void Constant_window_has_no_kurtosis_and_no_crest(float level)
    {
        float[] x = new float[1000];
        Array.Fill(x, level);
        TimeStatistics s = new();
        s.Compute(Signals.Noise(100, 1), 0, 100);
        s.Compute(x, 0, x.Length);
        Assert.Equal(level, s.Mean);
        Assert.Equal(0f, s.Rms);
        Assert.Equal(0f, s.Peak);
        Assert.Equal(0f, s.Crest);
        Assert.Equal(0f, s.Kurtosis);
        Assert.Equal(0f, s.Skewness);
        Assert.Equal(level == 0f ? 0f : 1f, s.CrestWithMean, 1e-6f);
        Assert.Equal(level == 0f ? 0f : 1f, s.Shape, 1e-6f);
    }

    [Fact]
    public void Clipping_lowers_crest_and_kurtosis()
    {
        float[] x = Signals.Noise(8192, 12);
        TimeStatistics s = new();
        s.Compute(x, 0, x.Length);
        float crest = s.Crest;
        float kurtosis = s.Kurtosis;
        float[] clipped = Array.ConvertAll(x, v => Math.Clamp(v, -1f, 1f));
        s.Compute(clipped, 0, clipped.Length);
        Assert.Equal(3f, kurtosis, 0.2f);
        Assert.InRange(crest, 3f, 6f);
        Assert.InRange(s.Crest, 1f, 1.6f);
        Assert.InRange(s.Kurtosis, 1f, 2f);
    }

    [Fact]
    public void Central_form_agrees_and_leaves_the_rest_zero()
    {
        float[] x = Signals.Noise(500, 13);
        TimeStatistics full = new();
        TimeStatistics central = new();
        full.Compute(x, 100, 300);
        central.Compute(x, 0, 100);
        central.ComputeCentral(x, 100, 300);
        Assert.Equal(full.Kurtosis, central.Kurtosis);
        Assert.Equal(full.Peak, central.Peak);
        Assert.Equal(full.RmsWithMean, central.RmsWithMean);
        Assert.NotEqual(0f, full.Clearance);
        Assert.Equal(0f, central.Clearance);
        Assert.Equal(0f, central.Shape);
        Assert.Equal(0f, central.Impulse);
    }

    [Fact]
    public void Empty_window_is_refused() =>
        Assert.Throws<ArgumentException>(() => new TimeStatistics().Compute(new float[1], 0, 0));
}
