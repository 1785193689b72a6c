using System;
using Xunit.Abstractions;

namespace Stethos.Features.Tests;

public sealed class GoertzelLineTests(ITestOutputHelper output)
{
    [Theory]
    [InlineData(1024, 800f)]
    [InlineData(8192, 12800f)]
    public void Every_bin_agrees_with_the_transform(int length, float sampleRateHz)
    {
        const int Seed = 61;
        float[] x = Signals.Noise(length, Seed, 0.1);
        float[] line = Signals.Tone(length, sampleRateHz, 30, 1, 0.2, 1);
        for (int n = 0; n < length; n++)
        {
            x[n] += line[n];
        }

        HannSpectrum spectrum = new(length);
        GoertzelLine goertzel = new(length);
        spectrum.Compute(x, 0, sampleRateHz);
        goertzel.Compute(x, 0, length, sampleRateHz);
        double worst = 0;
        for (int k = 1; k < length / 2; k++)
        {
            worst = Math.Max(worst, Math.Abs(goertzel.AmplitudeAt(k * spectrum.DfHz) - spectrum.Amplitude[k]));
        }

        output.WriteLine($"N = {length}, seed {Seed}: largest error {worst:E2} of the largest line (1 g)");
        Assert.InRange(worst, 0, 2e-5);
    }

    [Theory]
    [InlineData(1000, 800f, 25.3)]
    [InlineData(1000, 800f, 312.7)]
    [InlineData(8192, 12800f, 10.4)]
    public void Tone_between_bins_keeps_its_amplitude(int length, float sampleRateHz, double hz)
    {
        GoertzelLine goertzel = new(length);
        goertzel.Compute(Signals.Tone(length, sampleRateHz, hz, 0.5, 1, 1), 0, length, sampleRateHz);
        Assert.Equal(0.5, goertzel.AmplitudeAt((float)hz), 1e-3);
    }

    [Fact]
    public void Frequencies_beyond_the_spectrum_are_zero()
    {
        GoertzelLine goertzel = new(64);
        Assert.Equal(0f, goertzel.AmplitudeAt(10));
        goertzel.Compute(Signals.Noise(64, 62), 0, 64, 100);
        Assert.True(goertzel.AmplitudeAt(50) > 0);
        Assert.Equal(0f, goertzel.AmplitudeAt(50.1f));
        Assert.Equal(0f, goertzel.AmplitudeAt(-1f));
        Assert.Equal(0f, goertzel.AmplitudeAt(float.NaN));
    }

    [Fact]
    public void Window_longer_than_the_capacity_is_refused() =>
        Assert.Throws<ArgumentException>(() => new GoertzelLine(10).Compute(new float[11], 0, 11, 100));
}
