using System;
using System.Linq;

namespace Stethos.Features.Tests;

public sealed class EnvelopeSpectrumTests
{
    private const int Length = 8192;
    private const float SampleRateHz = 12800;

    [Fact]
    public void Modulated_carrier_has_its_line_at_the_modulation_frequency()
    {
        float[] x = new float[Length];
        for (int n = 0; n < Length; n++)
        {
            double t = n / (double)SampleRateHz;
            x[n] = (float)((1 + 0.5 * Math.Cos(2 * Math.PI * 100 * t)) * 0.8 * Math.Sin(2 * Math.PI * 3000 * t) + 1);
        }

        EnvelopeSpectrum envelope = new(Length);
        envelope.Compute(x, 0, SampleRateHz, 2000, 5000);
        int bin = (int)Math.Round(100 / envelope.DfHz);
        Assert.Equal(bin, Array.IndexOf(envelope.Amplitude, envelope.Amplitude.Max()));
        Assert.Equal(0.4f, envelope.Amplitude[bin], 1e-5f);
        Assert.Equal(0.4f, envelope.LineAmplitude(101), 1e-5f);
        Assert.InRange(envelope.LineAmplitude(200), 0f, 1e-4f);
        Assert.Equal(1.5625f, envelope.DfHz);
    }

    [Fact]
    public void Signal_outside_the_band_leaves_no_envelope()
    {
        EnvelopeSpectrum envelope = new(Length);
        envelope.Compute(Signals.Tone(Length, SampleRateHz, 50, 10), 0, SampleRateHz, 2000, 5000);
        Assert.InRange(envelope.Amplitude.Max(), 0f, 1e-5f);
    }

    [Theory]
    [InlineData(2000f, 5000f, 1000.0)]
    [InlineData(2000f, 2400f, 400.0)]
    [InlineData(6000f, 9000f, 400.0)]
    public void Floor_is_the_median_of_the_usable_bins_up_to_1000_hz(float low, float high, double top)
    {
        EnvelopeSpectrum envelope = new(Length);
        envelope.Compute(Signals.Noise(Length, 41), 0, SampleRateHz, low, high);
        double df = SampleRateHz / (double)Length;
        float[] sorted = envelope.Amplitude.Where((_, k) => k * df >= 5 && k * df <= top).Order().ToArray();
        int half = sorted.Length / 2;
        float median = sorted.Length % 2 == 1 ? sorted[half] : 0.5f * (sorted[half - 1] + sorted[half]);
        Assert.Equal(median, envelope.Floor);
    }

    [Fact]
    public void Silent_window_has_no_floor()
    {
        EnvelopeSpectrum envelope = new(Length);
        envelope.Compute(new float[Length], 0, SampleRateHz, 2000, 5000);
        Assert.Equal(0f, envelope.Floor);
        Assert.Equal(0f, envelope.LineAmplitude(100));
    }

    [Theory]
    [InlineData(2000f, 5000f, 3000f)]
    [InlineData(5000f, 9000f, 1400f)]
    [InlineData(7000f, 9000f, 0f)]
    public void Usable_modulation_ends_at_the_width_of_the_band(float low, float high, float usable)
    {
        EnvelopeSpectrum envelope = new(Length);
        envelope.Compute(Signals.Noise(Length, 42), 0, SampleRateHz, low, high);
        Assert.Equal(usable, envelope.UsableHz);
    }

    [Fact]
    public void Band_upside_down_is_refused() => Assert.Throws<ArgumentException>(
        () => new EnvelopeSpectrum(Length).Compute(new float[Length], 0, SampleRateHz, 3000, 2000));
}
