using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Text.Json;
using Xunit.Abstractions;

namespace Stethos.Features.Tests;

/// <summary>
/// Figures of the public recordings (data/reference/features_dev.json) where the shared data lies beside the repository;
/// without it these tests only say so. A recording that was not handed out is named in the output.
/// </summary>
public sealed class SharedRecordingTests(ITestOutputHelper output)
{
    private const int Window = 4096;

    private readonly Figures _figures = new();

    [Fact]
    public void Time_statistics_of_all_recordings_agree() => ForEach((recording, samples) =>
    {
        string id = recording.GetProperty("id").GetString()!;
        Assert.Equal(recording.GetProperty("n").GetInt32(), samples.Length);
        CheckTime(id + " all", recording.GetProperty("all"), samples, 0, samples.Length);
        int offset = 0;
        foreach (JsonElement window in recording.GetProperty("windows").EnumerateArray())
        {
            CheckTime($"{id} at {offset}", window, samples, offset, Window);
            offset += Window;
        }
    });

    [Fact]
    public void Spectra_of_all_recordings_agree() => ForEach((recording, samples) =>
    {
        string id = recording.GetProperty("id").GetString()!;
        JsonElement expected = recording.GetProperty("spectrum_w0");
        HannSpectrum spectrum = new(Window);
        float[] shares = new float[8];
        spectrum.Compute(samples, 0, recording.GetProperty("fs_hz").GetSingle());
        spectrum.LinearBands(shares);
        CheckPeaks(id, expected.GetProperty("top8"), spectrum.Amplitude, spectrum.DfHz, 0, spectrum.DfHz * (Window / 2 - 0.5));
        _figures.Near(id + " centroid", expected.GetProperty("centroid_hz"), spectrum.CentroidHz, Figures.Amplitude);
        for (int band = 0; band < 8; band++)
        {
            _figures.Near($"{id} band8 {band}", expected.GetProperty("band8")[band], shares[band], Figures.Amplitude);
        }
    });

    [Fact]
    public void Envelopes_of_all_recordings_agree() => ForEach((recording, samples) =>
    {
        string id = recording.GetProperty("id").GetString()!;
        JsonElement expected = recording.GetProperty("envelope");
        JsonElement lines = expected.GetProperty("lines");
        float shaftHz = recording.GetProperty("shaft_hz").GetSingle();
        EnvelopeSpectrum envelope = new(expected.GetProperty("N").GetInt32());
        float[] ratios = new float[FaultLines.Count];
        JsonElement band = expected.GetProperty("band_hz");
        envelope.Compute(samples, 0, recording.GetProperty("fs_hz").GetSingle(), band[0].GetSingle(), band[1].GetSingle());
        new FaultLines().Compute(envelope, Geometry(recording, shaftHz), shaftHz, ratios);
        _figures.Near(id + " df", expected.GetProperty("df_hz"), envelope.DfHz, 1e-6);
        _figures.Near(id + " floor", expected.GetProperty("floor"), envelope.Floor, Figures.Amplitude);
        for (int line = 0; line < FaultLines.LineCount; line++)
        {
            string name = line == FaultLines.TwiceBsf ? "2BSF" : FaultLines.Name(line);
            JsonElement harmonics = lines.GetProperty(name);
            for (int h = 0; h < FaultLines.Harmonics; h++)
            {
                JsonElement at = harmonics[h];
                float amplitude = envelope.LineAmplitude(at.GetProperty("target_hz").GetSingle());
                _figures.Near($"{id} {name} {h + 1}", at.GetProperty("amp"), amplitude, Figures.Amplitude);
                float ratio = ratios[line * FaultLines.Harmonics + h];
                _figures.Near($"{id} {name} {h + 1} ratio", at.GetProperty("ratio"), ratio, Figures.Amplitude);
            }

            if (line != FaultLines.Shaft)
            {
                float score = FaultLines.Score(ratios, line);
                _figures.Near($"{id} {name} score", expected.GetProperty("score").GetProperty(name), score, Figures.Amplitude);
            }
        }

        CheckPeaks(id + " envelope", expected.GetProperty("top8"), envelope.Amplitude, envelope.DfHz, 5, 600);
    });

    [Fact]
    public void Trend_to_failure_agrees()
    {
        if (!Available(out JsonElement reference))
        {
            return;
        }

        TimeStatistics s = new();
        foreach (JsonElement run in reference.GetProperty("femto_trend").EnumerateArray())
        {
            string id = run.GetProperty("id").GetString()!;
            float[] samples = Files.Floats(Path.Combine(Files.SharedData, "vibration", "femto", id + ".f32"));
            int snapshots = run.GetProperty("rms").GetArrayLength();
            Assert.Equal(snapshots * 2 * 2560, samples.Length);
            for (int i = 0; i < snapshots; i++)
            {
                s.ComputeCentral(samples, i * 2 * 2560, 2560);
                _figures.Near($"{id} {i} rms", run.GetProperty("rms")[i], s.RmsWithMean, Figures.Time);
                _figures.Near($"{id} {i} kurtosis", run.GetProperty("kurtosis")[i], s.Kurtosis, Figures.Amplitude);
                _figures.Near($"{id} {i} peak", run.GetProperty("peak")[i], s.PeakWithMean, Figures.Time);
            }
        }

        output.WriteLine(_figures.ToString());
    }

    [Fact]
    public void Cheap_envelope_of_recorded_faults_stays_near_the_full_one()
    {
        const int Short = 8192;
        EnvelopeSpectrum full = new(Short);
        RectifiedEnvelope cheap = new(Short, 4);
        FaultLines lines = new();
        float[] expected = new float[FaultLines.Count];
        float[] actual = new float[FaultLines.Count];
        List<double> errors = [];
        ForEach((recording, samples) =>
        {
            float sampleRateHz = recording.GetProperty("fs_hz").GetSingle();
            if (sampleRateHz > 20000)
            {
                // 8192 samples at 48 kHz are five turns of the shaft: nothing to compare.
                return;
            }

            float shaftHz = recording.GetProperty("shaft_hz").GetSingle();
            full.Compute(samples, 0, sampleRateHz, 2000, 5500);
            cheap.Compute(samples, 0, sampleRateHz, 2000, 5500);
            lines.Compute(full, Geometry(recording, shaftHz), shaftHz, expected);
            lines.Compute(cheap, Geometry(recording, shaftHz), shaftHz, actual);
            for (int i = 0; i < FaultLines.Count; i++)
            {
                if (expected[i] > 10)
                {
                    errors.Add(actual[i] / expected[i] - 1);
                }
            }
        });

        if (errors.Count > 0)
        {
            double mean = errors.Average();
            double spread = Math.Sqrt(errors.Average(e => (e - mean) * (e - mean)));
            double worst = errors.Max(e => Math.Abs(e));
            output.WriteLine($"{errors.Count} ratios above 10: mean error {mean:P0}, deviation {spread:P0}, worst {worst:P0}");
            Assert.InRange(Math.Abs(mean), 0, 0.2);
            Assert.InRange(worst, 0, 0.6);
        }
    }

    private void ForEach(Action<JsonElement, float[]> check)
    {
        if (!Available(out JsonElement reference))
        {
            return;
        }

        int checkedRecordings = 0;
        foreach (JsonElement recording in reference.GetProperty("recordings").EnumerateArray())
        {
            string relative = recording.GetProperty("path").GetString()!["dev/".Length..];
            string path = Path.Combine(Files.SharedData, relative);
            if (!File.Exists(path))
            {
                output.WriteLine("not handed out: " + relative);
                continue;
            }

            check(recording, Files.Floats(path));
            checkedRecordings++;
        }

        Assert.InRange(checkedRecordings, 1, int.MaxValue);
        output.WriteLine($"{checkedRecordings} recordings: {_figures}");
    }

    private bool Available(out JsonElement reference)
    {
        string path = Path.Combine(Files.SharedData, "reference", "features_dev.json");
        if (!File.Exists(path))
        {
            output.WriteLine("no shared recordings beside the repository: nothing checked");
            reference = default;
            return false;
        }

        reference = Files.Json(path);
        return true;
    }

    private void CheckTime(string name, JsonElement expected, float[] samples, int offset, int count)
    {
        TimeStatistics s = new();
        s.Compute(samples, offset, count);
        double rms = expected.GetProperty("rms").GetDouble();
        _figures.Near(name + " mean", expected.GetProperty("mean"), s.Mean, Figures.Time, 0.01 * rms);
        _figures.Near(name + " rms", expected.GetProperty("rms"), s.RmsWithMean, Figures.Time);
        _figures.Near(name + " std", expected.GetProperty("std"), s.StandardDeviation, Figures.Time);
        _figures.Near(name + " peak", expected.GetProperty("peak"), s.PeakWithMean, Figures.Time);
        _figures.Near(name + " p2p", expected.GetProperty("p2p"), s.PeakToPeak, Figures.Time);
        _figures.Near(name + " crest", expected.GetProperty("crest"), s.CrestWithMean, Figures.Time);
        _figures.Near(name + " kurtosis", expected.GetProperty("kurtosis"), s.Kurtosis, Figures.Amplitude);
        _figures.Near(name + " skewness", expected.GetProperty("skewness"), s.Skewness, Figures.Time, 0.1);
        _figures.Near(name + " shape", expected.GetProperty("shape"), s.Shape, Figures.Time);
        _figures.Near(name + " impulse", expected.GetProperty("impulse"), s.Impulse, Figures.Time);
        _figures.Near(name + " clearance", expected.GetProperty("clearance"), s.Clearance, Figures.Time);
    }

    // The eight largest local maxima must be the same bins in the same order.
    private void CheckPeaks(string name, JsonElement expected, float[] amplitude, double df, double lowHz, double highHz)
    {
        List<int> peaks = [];
        for (int k = 1; k < amplitude.Length - 1; k++)
        {
            if (k * df >= lowHz && k * df <= highHz && amplitude[k] > amplitude[k - 1] && amplitude[k] >= amplitude[k + 1])
            {
                peaks.Add(k);
            }
        }

        int[] top = peaks.OrderByDescending(k => amplitude[k]).Take(8).ToArray();
        for (int i = 0; i < 8; i++)
        {
            _figures.Near($"{name} peak {i} frequency", expected[i].GetProperty("hz"), top[i] * df, 1e-6);
            _figures.Near($"{name} peak {i}", expected[i].GetProperty("amp"), amplitude[top[i]], Figures.Amplitude);
        }
    }

    private static BearingGeometry Geometry(JsonElement recording, float shaftHz)
    {
        JsonElement hz = recording.GetProperty("fault_hz");
        return new BearingGeometry(
            (float)(hz.GetProperty("BPFO").GetDouble() / shaftHz),
            (float)(hz.GetProperty("BPFI").GetDouble() / shaftHz),
            (float)(hz.GetProperty("2BSF").GetDouble() / shaftHz / 2),
            (float)(hz.GetProperty("FTF").GetDouble() / shaftHz));
    }
}
