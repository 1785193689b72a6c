using System;
using System.Collections.Generic;
using System.Linq;
using Xunit.Abstractions;

namespace Stethos.Features.Tests;

public sealed class RectifiedEnvelopeTests(ITestOutputHelper output)
{
    private static readonly BearingGeometry Geometry = new(3.5848f, 5.4152f, 2.35675f, 0.39828f);

    [Theory]
    [InlineData(4)]
    [InlineData(8)]
    public void Ratios_of_standing_lines_agree_with_the_full_form(int decimation)
    {
        EnvelopeSpectrum full = new(8192);
        RectifiedEnvelope cheap = new(8192, decimation);
        FaultLines lines = new();
        float[] expected = new float[15];
        float[] actual = new float[15];
        List<double> errors = [];
        for (int seed = 100; seed < 120; seed++)
        {
            double impactHz = 30 * (seed % 2 == 0 ? 3.5848 : 5.4152);
            float[] x = Signals.Impacts(8192, 12800, impactHz, 3400, 0.15, seed);
            full.Compute(x, 0, 12800, 2000, 5000);
            cheap.Compute(x, 0, 12800, 2000, 5000);
            lines.Compute(full, Geometry, 30, expected);
            lines.Compute(cheap, Geometry, 30, actual);
            for (int i = 0; i < 15; i++)
            {
                if (expected[i] > 10)
                {
                    errors.Add(actual[i] / expected[i] - 1);
                }
            }
        }

        double mean = errors.Average();
        double spread = Math.Sqrt(errors.Average(e => (e - mean) * (e - mean)));
        double worst = errors.Max(e => Math.Abs(e));
        output.WriteLine($"decimation {decimation}, seeds 100-119: {errors.Count} ratios above 10, mean error {mean:P0}, "
            + $"deviation {spread:P0}, worst {worst:P0}");
        Assert.InRange(errors.Count, 40, 300);
        Assert.InRange(worst, 0, 0.35);
        Assert.InRange(Math.Abs(mean), 0, 0.10);
    }

    [Fact]
    public void Noise_alone_raises_no_line()
    {
        RectifiedEnvelope cheap = new(8192, 8);
        float[] ratios = new float[15];
        cheap.Compute(Signals.Noise(8192, 71), 0, 12800, 2000, 5000);
        new FaultLines().Compute(cheap, Geometry, 30, ratios);
        Assert.All(ratios, r => Assert.InRange(r, 0.1f, 5f));
    }

    [Fact]
    public void Modulated_noise_has_its_line_at_the_modulation_frequency()
    {
        float[] x = Signals.Noise(8192, 72);
        for (int n = 0; n < x.Length; n++)
        {
            x[n] *= (float)(1 + 0.8 * Math.Cos(2 * Math.PI * 100 * n / 12800));
        }

        EnvelopeSpectrum full = new(8192);
        RectifiedEnvelope cheap = new(8192, 8);
        full.Compute(x, 0, 12800, 2000, 5000);
        cheap.Compute(x, 0, 12800, 2000, 5000);
        double expected = full.LineAmplitude(100) / full.Floor;
        double actual = cheap.LineAmplitude(100) / cheap.Floor;
        output.WriteLine($"modulated noise, seed 72: ratio {actual:F1} against {expected:F1}");
        Assert.InRange(expected, 15, 100);
        Assert.InRange(actual / expected, 0.6, 1.4);
        Assert.Equal(full.DfHz, cheap.DfHz);
    }

    [Theory]
    [InlineData(3)]
    [InlineData(128)]
    [InlineData(100)]
    public void Any_divisor_of_the_window_is_a_decimation(int decimation)
    {
        int length = 38400;
        RectifiedEnvelope cheap = new(length, decimation);
        float[] x = Signals.Noise(length, 73);
        for (int n = 0; n < length; n++)
        {
            x[n] *= (float)(1 + 0.8 * Math.Cos(2 * Math.PI * 20 * n / 12800));
        }

        cheap.Compute(x, 0, 12800, 2000, 5000);
        Assert.InRange(cheap.LineAmplitude(20) / cheap.Floor, 10f, 1000f);
    }

    [Fact]
    public void Silence_has_no_floor_and_no_lines()
    {
        RectifiedEnvelope cheap = new(1024, 4);
        float[] level = new float[1024];
        Array.Fill(level, 1f);
        cheap.Compute(level, 0, 12800, 2000, 9000);
        Assert.Equal(0f, cheap.Floor);
        Assert.Equal(0f, cheap.LineAmplitude(100));
    }

    [Fact]
    public void Window_that_is_no_multiple_is_refused() => Assert.Throws<ArgumentException>(() => new RectifiedEnvelope(1000, 7));
}
