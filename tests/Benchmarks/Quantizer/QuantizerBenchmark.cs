using System;
using System.Collections.Generic;
using System.Diagnostics;
using System.Globalization;
using System.IO;
using System.Linq;
using Stethos.Benchmarks.Kit;
using Stethos.ModelQuantizer;
using Stethos.ModelQuantizer.Accuracy;
using Stethos.ModelQuantizer.Calibrate;
using Stethos.ModelQuantizer.Fit;
using Stethos.ModelQuantizer.Graph;
using Stethos.ModelQuantizer.Normalise;
using Stethos.ModelQuantizer.Onnx;
using Stethos.ModelQuantizer.Passes;
using Stethos.ModelQuantizer.Quantize;
using Stethos.ModelQuantizer.Size.Check;
using Stethos.ModelQuantizer.Size.Tiers;

namespace Stethos.Benchmarks.Quantizer;

/// <summary>Float models to what all tiers run: time, loss, memory, and what codes gain in the gateway.</summary>
internal sealed class QuantizerBenchmark : IBenchmark
{
    private const int Rounds = 15;
    private const int Rows = 16;
    private const int ProofPictures = 40;
    private const double MostSeconds = 15;
    private const double MostLossPoints = 0.5;
    private const double MostShrunkBytes = 50_000;

    public string Name => "quantizer";

    public string Purpose => "float models to all tiers: seconds, accuracy, arena, dead channels, codes against floats";

    public void Run(Report report)
    {
        if (!QuantizerTasks.AreTinyPresent)
        {
            Console.Error.WriteLine("bench: the MLPerf Tiny models are not in ../shared: only the project's own model is measured");
        }

        var tiers = TierFolder.Load(Path.Combine(Repository.Root, TierFolder.Usual), "all");
        try
        {
            foreach (var task in QuantizerTasks.All)
            {
                Measure(report, task, tiers);
            }

            if (QuantizerTasks.WithDeadChannels is { } model)
            {
                DeadChannels(report, model);
            }
        }
        catch (ModelException wrong)
        {
            throw new BenchmarkException(wrong.Message);
        }
    }

    private static void Measure(Report report, QuantizerTask task, IReadOnlyList<HardwareTier> tiers)
    {
        var start = Stopwatch.GetTimestamp();
        var source = ModelLoader.Load(task.Model);
        var first = source.Inputs[0].Shape![0];
        var options = new JobOptions
        {
            WithSensitivity = true,
            SensitivitySamples = 8,
            Dimensions = first.IsKnown ? new Dictionary<string, long>()
                : new Dictionary<string, long> { [first.Symbol ?? $"{source.Inputs[0].Name}[0]"] = 1 },
        };
        var prepared = QuantizeJob.Prepare(source, options);
        var (samples, labels) = task.Open(prepared);
        var models = TierQuantizer.Run(prepared, samples, labels, tiers, options);
        report.Add($"{task.Name}: quantize --tier all", Stopwatch.GetElapsedTime(start).TotalSeconds, "s", Goal.AtMost(MostSeconds));

        var device = models.First(model => model.Runtime == TierRuntime.Device);
        Accuracy(report, task, prepared, device.Report, samples, labels);
        Arena(report, task, device.Size);
        var gateway = models.First(model => model.Runtime == TierRuntime.OnnxRuntime);
        Batches(report, task, prepared, OnnxModel.Parse(gateway.Onnx, task.Model));
    }

    private static void Accuracy(
        Report report, QuantizerTask task, ModelGraph numbers, JobReport job, ISampleSource samples, LabelledSet? labels)
    {
        using var published = task.Published is { } file ? new OrtModelRunner("published", ModelLoader.Load(file)) : null;
        if (labels is null)
        {
            var noise = $"{task.Name}: int8 (device) against float, {samples.Count} samples";
            var answers = $"{task.Name}: same answer as float";
            report.Add(noise, job.SignalToNoiseDb ?? double.NaN, "dB");
            if (job is { Agreement: { } share, AgreementRange: { } range })
            {
                Share(report, $"{answers}, int8 (device)", share, range);
            }

            if (published is not null)
            {
                using var floats = new OrtModelRunner("float", numbers);
                var theirs = AccuracyGate.Compare(floats, published, samples);
                report.Add($"{task.Name}: int8, published model, against float", theirs.SignalToNoiseDb, "dB");
                if (job.Agreement is not null)
                {
                    Share(report, $"{answers}, int8, published model", theirs.Agreement, theirs.AgreementRange);
                }
            }

            return;
        }

        // Float, codes in ONNX Runtime, and last the firmware's own code.
        var (reference, board) = (job.Accuracy[0], job.Accuracy[^1]);
        Share(report, $"{task.Name}: accuracy float, {reference.Samples} samples", reference.Accuracy, reference.Interval);
        Share(report, $"{task.Name}: accuracy int8, {board.Name}", board.Accuracy, board.Interval);
        var lost = string.Create(
            CultureInfo.InvariantCulture,
            $"{task.Name}: points lost, {board.Name} (95 %: {board.LossRange.Low:F1} to {board.LossRange.High:F1})");
        report.Add(lost, board.LossPoints, "", Goal.AtMost(MostLossPoints));
        if (published is not null)
        {
            var theirs = AccuracyGate.Run([published], labels)[0];
            Share(report, $"{task.Name}: accuracy int8, published model", theirs.Accuracy, theirs.Interval);
        }
    }

    private static void Share(Report report, string name, double share, WilsonInterval range) => report.Add(
        string.Create(CultureInfo.InvariantCulture, $"{name} (95 %: {range.Low * 100:F1} to {range.High * 100:F1})"), share * 100, "%");

    private static void Arena(Report report, QuantizerTask task, SizeReport size)
    {
        var tier = size.Tiers[0];
        if (size.Device?.Flash is { } flash)
        {
            report.Add($"{task.Name}: blob", flash.Total, "B");
        }

        report.Add($"{task.Name}: arena{(tier.IsEstimate ? ", counted" : " of the blob")}", tier.Figures.RamBytes.Arena, "B");
        report.Add(
            $"{task.Name}: arena / lower bound", (double)tier.Figures.RamBytes.Arena / tier.ArenaLowerBound, "", Goal.AtMost(1));
    }

    private static void Batches(Report report, QuantizerTask task, ModelGraph numbers, ModelGraph codes)
    {
        var normalised = Normaliser.Run(codes, new NormaliseOptions()).Graph;
        using var first = BatchedModel.Prepare(numbers, Rows, new Random(1));
        using var second = BatchedModel.Prepare(normalised, Rows, new Random(1));
        var seconds = Timing.Alternate(Rounds, Timing.Loop(first.Run), Timing.Loop(second.Run));
        report.Add($"{task.Name}: batch of {Rows}, int8 / float rate", Spread.OfRatios(seconds[0], seconds[1]), "");
        report.Add($"{task.Name}: batch of {Rows}, int8", Spread.Of(seconds[1].Select(value => Rows / value)), "samples/s");
        report.Add($"{task.Name}: batch of {Rows}, float", Spread.Of(seconds[0].Select(value => Rows / value)), "samples/s");
    }

    private static void DeadChannels(Report report, string file)
    {
        var model = Normaliser.Run(ModelLoader.Load(file), new NormaliseOptions()).Graph;
        var result = LosslessPasses.Run(model);
        var pictures = SampleSet.Spread(
            SampleFiles.Open(QuantizerTasks.Folder("vww"), model.Inputs[0], QuantizerTasks.Pictures), ProofPictures);
        List<TensorData[]> codes = [.. Enumerable.Range(0, pictures.Count).Select(i => OrtModelRunner.Encode(model, pictures.Read(i)))];
        report.Add("VWW published int8: weights", result.BytesBefore, "B");
        report.Add("VWW published int8: weights without dead channels", result.BytesAfter, "B", Goal.AtMost(MostShrunkBytes));
        report.Add(
            $"VWW published int8: largest difference, {ProofPictures} pictures",
            LosslessPasses.Prove(model, result.Graph, codes), "", Goal.AtMost(0));
    }
}
