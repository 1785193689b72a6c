using System;
using System.Linq;

namespace Stethos.Features.Tests;

public sealed class HannSpectrumTests
{
    private const double Gravity = 9806.65;

    [Theory]
    [InlineData(8192, 12800f)]
    [InlineData(1024, 800f)]
    public void Pure_tone_on_a_bin_has_its_amplitude(int length, float sampleRateHz)
    {
        HannSpectrum spectrum = new(length);
        double hz = 100 * sampleRateHz / length;
        spectrum.Compute(Signals.Tone(length, sampleRateHz, hz, 0.25, 0.9, 1), 0, sampleRateHz);
        Assert.Equal(0.25, spectrum.Amplitude[100], 1e-6);
        Assert.Equal(0.125, spectrum.Amplitude[99], 1e-6);
        Assert.Equal(0.125, spectrum.Amplitude[101], 1e-6);
        Assert.Equal(0.0, spectrum.Amplitude[0], 1e-6);
        Assert.Equal(0.25 * 0.25 / 2, spectrum.MeanSquare(0, length / 2 + 1), 1e-6);
        Assert.Equal(hz, spectrum.CentroidHz, 0.02 * hz);
        Assert.Equal(sampleRateHz / length, spectrum.DfHz);
    }

    [Theory]
    [InlineData(8192, 12800f)]
    [InlineData(1024, 800f)]
    public void One_g_at_159_hz_is_6935_mm_per_s(int length, float sampleRateHz)
    {
        HannSpectrum spectrum = new(length);
        spectrum.Compute(Signals.Tone(length, sampleRateHz, 159.155, 1, 0.3, -1), 0, sampleRateHz);
        double expected = Gravity / (2 * Math.PI * 159.155) / Math.Sqrt(2);
        Assert.Equal(expected, spectrum.VelocityRms(10, sampleRateHz / 2.56f), expected * 5e-4);
        Assert.InRange(spectrum.VelocityRms(200, 300), 0, expected * 1e-3);
    }

    [Fact]
    public void Velocity_counts_both_edges_of_its_band()
    {
        HannSpectrum spectrum = new(4096);
        // 2.5 Hz bins: 10 Hz is bin 4, 1000 Hz bin 400.
        spectrum.Compute(Signals.Tone(4096, 10240, 1000, 1), 0, 10240);
        double line = Gravity / (2 * Math.PI * 1000) / Math.Sqrt(2);
        Assert.Equal(line * Math.Sqrt(5 / 6.0), spectrum.VelocityRms(10, 1000), line * 1e-2);
        Assert.Equal(line * Math.Sqrt(5 / 6.0), spectrum.VelocityRms(1000, 2000), line * 1e-2);
    }

    [Fact]
    public void Mean_square_of_all_bins_is_the_window_weighted_variance()
    {
        const int Length = 4096;
        float[] x = Signals.Noise(Length, 31, 0.2);
        HannSpectrum spectrum = new(Length);
        spectrum.Compute(x, 0, 12000);
        double mean = x.Average(v => (double)v);
        double sum = 0;
        double weight = 0;
        for (int n = 0; n < Length; n++)
        {
            double w = 0.5 - 0.5 * Math.Cos(2 * Math.PI * n / Length);
            sum += Math.Pow((x[n] - mean) * w, 2);
            weight += w * w;
        }

        Assert.Equal(sum / weight, spectrum.MeanSquare(0, Length / 2 + 1), 1e-6 * sum / weight);
        Assert.Equal(0.04, spectrum.MeanSquare(0, Length / 2 + 1), 0.004);
    }

    [Theory]
    [InlineData(8192, 12800f)]
    [InlineData(1024, 800f)]
    public void Log_bands_add_up_to_the_bins_between_the_outer_edges(int length, float sampleRateHz)
    {
        HannSpectrum spectrum = new(length);
        spectrum.Compute(Signals.Noise(length, 32), 0, sampleRateHz);
        float[] bands = new float[16];
        float[] edges = new float[17];
        spectrum.LogBands(bands);
        HannSpectrum.BandEdges(sampleRateHz, edges);
        Assert.Equal(10f, edges[0]);
        Assert.Equal(sampleRateHz / 2.56f, edges[16], sampleRateHz * 1e-6f);
        // fs / 2.56 lies on a bin for both lengths; the upper edge is open.
        float expected = spectrum.MeanSquare((int)Math.Ceiling(10 / spectrum.DfHz), (int)Math.Round(length / 2.56));
        Assert.Equal(expected, bands.Sum(), expected * 1e-5f);
        Assert.All(bands, b => Assert.True(b > 0));
        for (int i = 1; i < 17; i++)
        {
            Assert.Equal(Math.Pow(sampleRateHz / 25.6, 1 / 16.0), edges[i] / edges[i - 1], 1e-5);
        }
    }

    [Fact]
    public void Tone_lands_in_the_band_whose_edges_enclose_it()
    {
        HannSpectrum spectrum = new(8192);
        spectrum.Compute(Signals.Tone(8192, 12800, 800, 0.1), 0, 12800);
        float[] bands = new float[16];
        spectrum.LogBands(bands);
        Assert.Equal(0.005f, bands[11], 1e-6f);
        Assert.InRange(bands.Sum() - bands[11], 0f, 1e-7f);
    }

    [Fact]
    public void Linear_bands_are_shares_of_one()
    {
        HannSpectrum spectrum = new(1024);
        spectrum.Compute(Signals.Noise(1024, 33), 0, 800);
        float[] bands = new float[8];
        spectrum.LinearBands(bands);
        Assert.Equal(1f, bands.Sum(), 1e-6f);
        Assert.All(bands, b => Assert.InRange(b, 0.05f, 0.2f));
    }

    [Fact]
    public void Silent_window_gives_zeros()
    {
        HannSpectrum spectrum = new(1024);
        float[] level = new float[1024];
        Array.Fill(level, 0.98f);
        spectrum.Compute(level, 0, 800);
        float[] bands = new float[16];
        float[] shares = new float[8];
        spectrum.LogBands(bands);
        spectrum.LinearBands(shares);
        Assert.All(spectrum.Amplitude, a => Assert.Equal(0f, a));
        Assert.All(bands, b => Assert.Equal(0f, b));
        Assert.All(shares, b => Assert.Equal(0f, b));
        Assert.Equal(0f, spectrum.CentroidHz);
        Assert.Equal(0f, spectrum.VelocityRms(10, 300));
    }

    [Fact]
    public void Amplitude_scales_with_the_signal()
    {
        float[] x = Signals.Noise(512, 34);
        HannSpectrum one = new(512);
        HannSpectrum three = new(512);
        one.Compute(x, 0, 800);
        three.Compute(Array.ConvertAll(x, v => 3 * v), 0, 800);
        for (int k = 0; k <= 256; k++)
        {
            Assert.Equal(3 * one.Amplitude[k], three.Amplitude[k], 1e-5f);
        }
    }

    [Fact]
    public void Sampling_rate_too_low_for_bands_is_refused() =>
        Assert.Throws<ArgumentException>(() => HannSpectrum.BandEdges(25f, new float[17]));
}
