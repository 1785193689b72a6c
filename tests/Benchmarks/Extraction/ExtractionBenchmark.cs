using System;
using System.Collections.Generic;
using System.Linq;
using Stethos.Benchmarks.Kit;
using Stethos.Features;

namespace Stethos.Benchmarks.Extraction;

/// <summary>Windows per second of the firmware's feature extraction, against the same arithmetic in C.</summary>
internal sealed class ExtractionBenchmark : IBenchmark
{
    private const int Rounds = 15;
    private const int Windows = 4;
    private const float Tolerance = 1e-3f;

    public string Name => "features";

    public string Purpose => "feature extraction against the same arithmetic in C";

    public void Run(Report report)
    {
        Measure(report, "features 8192x1 with envelope", axes: 1, length: 8192, sampleRateHz: 12_800, withEnvelope: true);
        Measure(report, "features 1024x3", axes: 3, length: 1024, sampleRateHz: 800, withEnvelope: false);
        PictureExtraction.Measure(report);
    }

    private static void Measure(Report report, string name, int axes, int length, int sampleRateHz, bool withEnvelope)
    {
        var windows = Enumerable.Range(0, Windows).Select(i => Machine.Window(i, axes, length, sampleRateHz)).ToArray();
        var floor = new ExtractionFloor(windows, sampleRateHz, withEnvelope);
        var extractor = new VibrationExtractor(length, axes, withEnvelope);
        var result = new VibrationFeatures(axes);
        void Extract(int window) => extractor.Compute(
            windows[window], sampleRateHz, Machine.ShaftHz, Machine.Geometry, Machine.EnvelopeLowHz, Machine.EnvelopeHighHz, result);
        for (var i = 0; i < Windows; i++)
        {
            Extract(i);
            floor.Compute(i);
            Check(Flat(result, withEnvelope), floor.Result);
        }

        var turn = 0;
        void Next() => Extract(turn = (turn + 1) % Windows);
        var seconds = Timing.Alternate(Rounds, Timing.Loop(Next), floor.Time);
        var rates = seconds.Select(loop => loop.Select(value => 1 / value).ToArray()).ToArray();
        report.Add($"{name}: C# / C", Spread.OfRatios(rates[0], rates[1]), "");
        report.Add($"{name}: C#", Spread.Of(rates[0]), "windows/s");
        report.Add($"{name}: C", Spread.Of(rates[1]), "windows/s");
        report.Add($"{name}: C# per window", Spread.Of(seconds[0]).Scaled(1e6), "us");
        report.Add($"{name}: C per window", Spread.Of(seconds[1]).Scaled(1e6), "us");
        report.Add($"{name}: allocated per window", Timing.AllocatedBytes(Next), "B", Goal.AtMost(0));
    }

    private static List<float> Flat(VibrationFeatures features, bool withEnvelope)
    {
        List<float> flat = [];
        for (var axis = 0; axis < features.Axes; axis++)
        {
            flat.AddRange(features.Statistics[axis]);
            flat.Add(features.Mean[axis]);
            flat.AddRange(features.Bands[axis]);
        }

        if (withEnvelope)
        {
            flat.Add(features.EnvelopeFloor);
            flat.AddRange(features.LineRatios);
        }

        return flat;
    }

    // A floor that computes something else is no floor. Means and skewness near zero are compared on the scale of 1e-3.
    private static void Check(List<float> features, float[] floor)
    {
        for (var i = 0; i < features.Count; i++)
        {
            var scale = Math.Max(Math.Abs(features[i]), i % 24 is 4 or 7 ? 1e-3f : 0);
            if (!(Math.Abs(features[i] - floor[i]) <= Tolerance * scale))
            {
                throw new BenchmarkException($"figure {i}: C# {features[i]}, C {floor[i]}");
            }
        }
    }
}
