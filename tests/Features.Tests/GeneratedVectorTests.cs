using System;
using System.IO;
using System.Linq;
using System.Text.Json;
using Xunit.Abstractions;

namespace Stethos.Features.Tests;

/// <summary>Figures computed independently in double precision by tests/vectors/features/make_vector.py.</summary>
public sealed class GeneratedVectorTests(ITestOutputHelper output)
{
    private readonly JsonElement _expected = Files.Json(Path.Combine(Files.Vectors, "bearing.json"));
    private readonly short[] _counts = Files.Shorts(Path.Combine(Files.Vectors, "bearing.i16"));
    private readonly Figures _figures = new();

    private float[] Samples => Array.ConvertAll(_counts, c => c / _expected.GetProperty("counts_per_g").GetSingle());

    private float SampleRateHz => _expected.GetProperty("fs_hz").GetSingle();

    private float ShaftHz => _expected.GetProperty("shaft_hz").GetSingle();

    [Fact]
    public void Time_statistics_agree()
    {
        TimeStatistics s = new();
        s.Compute(Samples, 0, _counts.Length);
        JsonElement time = _expected.GetProperty("time");
        _figures.Near("mean", time.GetProperty("mean"), s.Mean, Figures.Time);
        _figures.Near("rms", time.GetProperty("rms"), s.Rms, Figures.Time);
        _figures.Near("rms_with_mean", time.GetProperty("rms_with_mean"), s.RmsWithMean, Figures.Time);
        _figures.Near("peak", time.GetProperty("peak"), s.Peak, Figures.Time);
        _figures.Near("peak_with_mean", time.GetProperty("peak_with_mean"), s.PeakWithMean, Figures.Time);
        _figures.Near("peak_to_peak", time.GetProperty("peak_to_peak"), s.PeakToPeak, Figures.Time);
        _figures.Near("crest", time.GetProperty("crest"), s.Crest, Figures.Time);
        _figures.Near("crest_with_mean", time.GetProperty("crest_with_mean"), s.CrestWithMean, Figures.Time);
        _figures.Near("kurtosis", time.GetProperty("kurtosis"), s.Kurtosis, Figures.Amplitude);
        _figures.Near("skewness", time.GetProperty("skewness"), s.Skewness, Figures.Time, 1);
        _figures.Near("shape", time.GetProperty("shape"), s.Shape, Figures.Time);
        _figures.Near("impulse", time.GetProperty("impulse"), s.Impulse, Figures.Time);
        _figures.Near("clearance", time.GetProperty("clearance"), s.Clearance, Figures.Time);
        output.WriteLine(_figures.ToString());
    }

    [Fact]
    public void Integer_moments_agree()
    {
        IntegerMoments s = new();
        s.Compute(_counts, 0, _counts.Length);
        double scale = _expected.GetProperty("counts_per_g").GetDouble();
        JsonElement time = _expected.GetProperty("time");
        _figures.Near("mean", time.GetProperty("mean"), s.Mean / scale, 1e-6);
        _figures.Near("rms", time.GetProperty("rms"), s.Rms / scale, 1e-6);
        _figures.Near("peak", time.GetProperty("peak"), s.Peak / scale, 1e-6);
        _figures.Near("peak_to_peak", time.GetProperty("peak_to_peak"), s.PeakToPeak / scale, 1e-6);
        _figures.Near("crest", time.GetProperty("crest"), s.Crest, 1e-6);
        _figures.Near("kurtosis", time.GetProperty("kurtosis"), s.Kurtosis, 1e-6);
        _figures.Near("skewness", time.GetProperty("skewness"), s.Skewness, 1e-6);
        output.WriteLine(_figures.ToString());
    }

    [Fact]
    public void Spectrum_bands_and_velocity_agree()
    {
        HannSpectrum spectrum = new(_counts.Length);
        spectrum.Compute(Samples, 0, SampleRateHz);
        JsonElement expected = _expected.GetProperty("spectrum");
        float[] edges = new float[17];
        float[] bands = new float[16];
        float[] shares = new float[8];
        HannSpectrum.BandEdges(SampleRateHz, edges);
        spectrum.LogBands(bands);
        spectrum.LinearBands(shares);
        Each("edge", expected.GetProperty("band_edges_hz"), edges, 1e-6);
        Each("log band", expected.GetProperty("log_bands_g2"), bands, Figures.Amplitude);
        Each("band8", expected.GetProperty("band8"), shares, Figures.Amplitude);
        foreach (JsonElement line in expected.GetProperty("largest").EnumerateArray())
        {
            int bin = line.GetProperty("bin").GetInt32();
            _figures.Near("bin " + bin, line.GetProperty("amp"), spectrum.Amplitude[bin], Figures.Amplitude);
        }

        _figures.Near("velocity", expected.GetProperty("velocity_rms_mm_s"), spectrum.VelocityRms(10, 1000), Figures.Amplitude);
        _figures.Near("centroid", expected.GetProperty("centroid_hz"), spectrum.CentroidHz, Figures.Amplitude);
        float all = spectrum.MeanSquare(0, _counts.Length / 2 + 1);
        _figures.Near("mean square", expected.GetProperty("mean_square"), all, Figures.Time);
        output.WriteLine(_figures.ToString());
    }

    [Fact]
    public void Envelope_agrees_and_the_inner_race_wins()
    {
        JsonElement expected = _expected.GetProperty("envelope");
        JsonElement orders = _expected.GetProperty("orders");
        BearingGeometry geometry = new(
            orders.GetProperty("BPFO").GetSingle(),
            orders.GetProperty("BPFI").GetSingle(),
            orders.GetProperty("2xBSF").GetSingle() / 2,
            orders.GetProperty("FTF").GetSingle());
        VibrationFeatures result = new(1);
        new VibrationExtractor(_counts.Length, 1, true).Compute(
            [Samples],
            SampleRateHz,
            ShaftHz,
            geometry,
            expected.GetProperty("band_hz")[0].GetSingle(),
            expected.GetProperty("band_hz")[1].GetSingle(),
            result);
        _figures.Near("floor", expected.GetProperty("floor"), result.EnvelopeFloor, Figures.Amplitude);
        Each("ratio", expected.GetProperty("ratios"), result.LineRatios, Figures.Amplitude);
        JsonElement velocity = _expected.GetProperty("spectrum").GetProperty("velocity_rms_mm_s");
        _figures.Near("velocity", velocity, result.Statistics[0][StatisticIndex.VelocityRms], Figures.Amplitude);
        int strongest = Enumerable.Range(1, 4).MaxBy(line => result.LineRatios[line * FaultLines.Harmonics]);
        Assert.Equal("BPFI", FaultLines.Name(strongest));
        output.WriteLine(_figures.ToString());
    }

    private void Each(string name, JsonElement expected, float[] actual, double relative)
    {
        Assert.Equal(expected.GetArrayLength(), actual.Length);
        for (int i = 0; i < actual.Length; i++)
        {
            _figures.Near($"{name} {i}", expected[i], actual[i], relative);
        }
    }
}
