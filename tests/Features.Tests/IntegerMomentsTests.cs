using System;
using System.Numerics;
using Xunit.Abstractions;

namespace Stethos.Features.Tests;

public sealed class IntegerMomentsTests(ITestOutputHelper output)
{
    [Theory]
    [InlineData(0, 1000.0)]
    [InlineData(16384, 60.0)]
    [InlineData(16800, 3.0)]
    [InlineData(-16200, 400.0)]
    [InlineData(31000, 200.0)]
    public void Integer_form_agrees_with_the_float_form(int mean, double deviation)
    {
        const int Seed = 21;
        float[] noise = Signals.Noise(8192, Seed, deviation);
        short[] raw = Array.ConvertAll(noise, v => (short)Math.Clamp(Math.Round(v + mean), short.MinValue, short.MaxValue));
        IntegerMoments integer = new();
        integer.Compute(raw, 0, raw.Length);
        TimeStatistics full = new();
        full.Compute(Array.ConvertAll(raw, v => (float)v), 0, raw.Length);

        Figures figures = new();
        figures.Near("mean", full.Mean, integer.Mean, 1e-6, deviation);
        figures.Near("rms", full.Rms, integer.Rms, 1e-6);
        figures.Near("peak", full.Peak, integer.Peak, 1e-6);
        figures.Near("peak to peak", full.PeakToPeak, integer.PeakToPeak, 0);
        figures.Near("crest", full.Crest, integer.Crest, 1e-6);
        figures.Near("kurtosis", full.Kurtosis, integer.Kurtosis, 2e-6);
        figures.Near("skewness", full.Skewness, integer.Skewness, 2e-6, 1);
        output.WriteLine($"seed {Seed}, mean {mean}, deviation {deviation}: {figures}");
    }

    [Theory]
    [InlineData("full-scale square wave")]
    [InlineData("one spike to the far rail")]
    [InlineData("pivot at one rail, rest at the other")]
    [InlineData("full-scale noise")]
    public void Longest_window_at_full_scale_does_not_overflow(string shape)
    {
        short[] raw = new short[IntegerMoments.MaxCount];
        Random random = new(22);
        for (int i = 0; i < raw.Length; i++)
        {
            // The pivot is taken from every 4096th sample.
            raw[i] = shape switch
            {
                "full-scale square wave" => (i & 64) == 0 ? short.MinValue : short.MaxValue,
                "one spike to the far rail" => i == 777 ? short.MinValue : short.MaxValue,
                "pivot at one rail, rest at the other" => i % 4096 == 0 ? short.MinValue : short.MaxValue,
                _ => (short)random.Next(short.MinValue, short.MaxValue + 1),
            };
        }

        IntegerMoments integer = new();
        integer.Compute(raw, 0, raw.Length);
        (double rms, double skewness, double kurtosis) = Exact(raw);
        Figures figures = new();
        figures.Near("rms", rms, integer.Rms, 1e-7);
        figures.Near("skewness", skewness, integer.Skewness, 1e-6, 1);
        figures.Near("kurtosis", kurtosis, integer.Kurtosis, 1e-6);
        output.WriteLine($"{shape} (seed 22): {figures}");
    }

    [Fact]
    public void One_count_ripple_on_full_scale_is_not_lost()
    {
        short[] raw = new short[4096];
        for (int i = 0; i < raw.Length; i++)
        {
            raw[i] = (short)(32766 + (i & 1));
        }

        IntegerMoments integer = new();
        integer.Compute(raw, 0, raw.Length);
        Assert.Equal(32766.5f, integer.Mean);
        Assert.Equal(0.5f, integer.Rms);
        Assert.Equal(1f, integer.Crest);
        Assert.Equal(0.5f, integer.Peak);
    }

    [Fact]
    public void Constant_window_has_finite_figures()
    {
        IntegerMoments integer = new();
        integer.Compute(new short[] { 1, 5, 9 }, 0, 3);
        integer.Compute(new short[] { 0, 7, 7, 7, 0 }, 1, 3);
        Assert.Equal(7f, integer.Mean);
        Assert.Equal(0f, integer.Rms);
        Assert.Equal(0f, integer.Crest);
        Assert.Equal(0f, integer.Kurtosis);
        Assert.Equal(0f, integer.Skewness);
        Assert.Equal(0, integer.PeakToPeak);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(65537)]
    public void Count_out_of_range_is_refused(int count) =>
        Assert.Throws<ArgumentException>(() => new IntegerMoments().Compute(new short[65537], 0, count));

    // Central moments of n^2, n^3 and n^4 times, exactly.
    private static (double Rms, double Skewness, double Kurtosis) Exact(short[] raw)
    {
        BigInteger n = raw.Length;
        BigInteger sum = 0;
        foreach (short x in raw)
        {
            sum += x;
        }

        BigInteger m2 = 0;
        BigInteger m3 = 0;
        BigInteger m4 = 0;
        foreach (short x in raw)
        {
            BigInteger d = n * x - sum;
            m2 += d * d;
            m3 += d * d * d;
            m4 += d * d * d * d;
        }

        double count = raw.Length;
        double second = (double)m2 / count;
        return (Math.Sqrt(second) / count, (double)m3 / count / Math.Pow(second, 1.5), (double)m4 / count / (second * second));
    }
}
