using System;
using System.Linq;

namespace Stethos.Features.Tests;

public sealed class VibrationExtractorTests
{
    private static readonly BearingGeometry Geometry = new(3.5848f, 5.4152f, 2.35675f, 0.39828f);

    [Fact]
    public void Places_of_the_statistics_are_frozen()
    {
        int[] places =
        [
            StatisticIndex.Rms, StatisticIndex.Peak, StatisticIndex.Crest, StatisticIndex.Kurtosis, StatisticIndex.Skewness,
            StatisticIndex.PeakToPeak, StatisticIndex.VelocityRms, StatisticIndex.Count,
        ];
        Assert.Equal(Enumerable.Range(0, 8), places);
    }

    [Fact]
    public void Three_axes_without_envelope_give_gravity_and_each_axis_its_own_figures()
    {
        float[][] axes =
        [
            Signals.Tone(1024, 800, 50, 0.1, 0, 0.02),
            Signals.Tone(1024, 800, 100, 0.2, 0, -0.05),
            Signals.Tone(1024, 800, 25, 0.3, 0, 0.99),
        ];
        VibrationFeatures result = new(3);
        new VibrationExtractor(1024, 3, false).Compute(axes, 800, 25, Geometry, 100, 300, result);
        Assert.False(result.HasEnvelope);
        Assert.All(result.LineRatios, r => Assert.Equal(0f, r));
        Assert.Equal(0.02f, result.Mean[0], 1e-4f);
        Assert.Equal(-0.05f, result.Mean[1], 1e-4f);
        Assert.Equal(0.99f, result.Mean[2], 1e-4f);
        for (int axis = 0; axis < 3; axis++)
        {
            double amplitude = 0.1 * (axis + 1);
            double hz = axis == 2 ? 25 : 50 * (axis + 1);
            float[] s = result.Statistics[axis];
            Assert.Equal(amplitude / Math.Sqrt(2), s[StatisticIndex.Rms], 1e-4);
            Assert.Equal(amplitude, s[StatisticIndex.Peak], 1e-4);
            Assert.Equal(Math.Sqrt(2), s[StatisticIndex.Crest], 2e-3);
            Assert.Equal(1.5, s[StatisticIndex.Kurtosis], 2e-3);
            Assert.Equal(2 * amplitude, s[StatisticIndex.PeakToPeak], 1e-4);
            double velocity = amplitude * 9806.65 / (2 * Math.PI * hz) / Math.Sqrt(2);
            Assert.Equal(velocity, s[StatisticIndex.VelocityRms], 2e-3 * velocity);
            Assert.Equal(amplitude * amplitude / 2, result.Bands[axis].Sum(), 1e-4 * amplitude);
        }
    }

    [Fact]
    public void Shared_scratch_memory_gives_the_figures_of_separate_classes()
    {
        float[] x = Signals.Impacts(8192, 12800, 162, 3400, 0.1, 81);
        VibrationFeatures result = new(1);
        VibrationExtractor extractor = new(8192, 1, true);
        extractor.Compute([Signals.Noise(8192, 82)], 12800, 30, Geometry, 2000, 5000, result);
        extractor.Compute([x], 12800, 30, Geometry, 2000, 5000, result);

        HannSpectrum spectrum = new(8192);
        EnvelopeSpectrum envelope = new(8192);
        float[] bands = new float[16];
        float[] ratios = new float[15];
        spectrum.Compute(x, 0, 12800);
        spectrum.LogBands(bands);
        envelope.Compute(x, 0, 12800, 2000, 5000);
        new FaultLines().Compute(envelope, Geometry, 30, ratios);
        Assert.True(result.HasEnvelope);
        Assert.Equal(bands, result.Bands[0]);
        Assert.Equal(ratios, result.LineRatios);
        Assert.Equal(envelope.Floor, result.EnvelopeFloor);
        Assert.Equal(spectrum.VelocityRms(10, 1000), result.Statistics[0][StatisticIndex.VelocityRms]);
    }

    [Theory]
    [InlineData(0f)]
    [InlineData(1f)]
    public void Silent_window_gives_zeros(float level)
    {
        float[] x = new float[8192];
        Array.Fill(x, level);
        VibrationFeatures result = new(1);
        VibrationExtractor extractor = new(8192, 1, true);
        extractor.Compute([Signals.Noise(8192, 83)], 12800, 30, Geometry, 2000, 5000, result);
        extractor.Compute([x], 12800, 30, Geometry, 2000, 5000, result);
        Assert.True(result.AllFinite);
        Assert.True(result.HasEnvelope);
        Assert.Equal(level, result.Mean[0]);
        Assert.All(result.Statistics[0], s => Assert.Equal(0f, s));
        Assert.All(result.Bands[0], s => Assert.Equal(0f, s));
        Assert.All(result.LineRatios, s => Assert.Equal(0f, s));
        Assert.Equal(0f, result.EnvelopeFloor);
    }

    [Theory]
    [InlineData(float.NaN)]
    [InlineData(float.PositiveInfinity)]
    [InlineData(1e30f)]
    public void Figures_stay_finite_when_a_sample_is_not(float sample)
    {
        float[] x = Signals.Noise(1024, 84);
        x[500] = sample;
        VibrationFeatures result = new(1);
        VibrationExtractor extractor = new(1024, 1, true);
        extractor.Compute([x], 12800, 30, Geometry, 2000, 5000, result);
        Assert.False(result.AllFinite);
        Assert.All(result.Mean, v => Assert.True(float.IsFinite(v)));
        Assert.All(result.Statistics[0], v => Assert.True(float.IsFinite(v)));
        Assert.All(result.Bands[0], v => Assert.True(float.IsFinite(v)));
        Assert.All(result.LineRatios, v => Assert.True(float.IsFinite(v)));
        Assert.True(float.IsFinite(result.EnvelopeFloor));

        extractor.Compute([Signals.Noise(1024, 84)], 12800, 30, Geometry, 2000, 5000, result);
        Assert.True(result.AllFinite);
        Assert.InRange(result.Statistics[0][StatisticIndex.Kurtosis], 2.5f, 3.5f);
    }

    [Fact]
    public void Missing_band_means_no_envelope_for_this_window()
    {
        VibrationFeatures result = new(1);
        VibrationExtractor extractor = new(1024, 1, true);
        extractor.Compute([Signals.Noise(1024, 85)], 12800, 30, Geometry, 2000, 5000, result);
        Assert.True(result.HasEnvelope);
        extractor.Compute([Signals.Noise(1024, 85)], 12800, 30, Geometry, 0, 0, result);
        Assert.False(result.HasEnvelope);
        Assert.Equal(0f, result.EnvelopeFloor);
        Assert.All(result.LineRatios, r => Assert.Equal(0f, r));
    }

    [Fact]
    public void Window_allocates_nothing()
    {
        VibrationFeatures result = new(1);
        VibrationExtractor extractor = new(8192, 1, true);
        RectifiedEnvelope cheap = new(8192, 8);
        float[][] axes = [Signals.Noise(8192, 86)];
        extractor.Compute(axes, 12800, 30, Geometry, 2000, 5000, result);
        cheap.Compute(axes[0], 0, 12800, 2000, 5000);
        long before = GC.GetAllocatedBytesForCurrentThread();
        extractor.Compute(axes, 12800, 30, Geometry, 2000, 5000, result);
        cheap.Compute(axes[0], 0, 12800, 2000, 5000);
        Assert.Equal(before, GC.GetAllocatedBytesForCurrentThread());
    }

    [Fact]
    public void Axes_that_do_not_match_are_refused() => Assert.Throws<ArgumentException>(
        () => new VibrationExtractor(1024, 3, false).Compute([new float[1024]], 800, 0, null, 0, 0, new VibrationFeatures(3)));
}
