using System;
using System.Collections.Generic;
using System.Linq;
using Stethos.ModelQuantizer.Accuracy;
using Stethos.ModelQuantizer.Blob;
using Stethos.ModelQuantizer.Calibrate;
using Stethos.ModelQuantizer.Graph;
using Stethos.ModelQuantizer.Quantize;
using Stethos.ModelQuantizer.Tests.Kit;
using Xunit.Abstractions;

namespace Stethos.ModelQuantizer.Tests.Quantize;

/// <summary>The MLPerf Tiny float models, quantized here, on the real data; nothing to test without the shared data.</summary>
public sealed class TinyTaskTests(ITestOutputHelper output)
{
    [Fact]
    public void Keyword_spotting_loses_at_most_half_a_point()
    {
        if (TinyTasks.ArePresent)
        {
            Check(TinyTasks.Keywords(), "kws_ref_model_float32.tflite", "kws_ref_model.tflite", 60);
        }
    }

    [Fact]
    public void Visual_wake_words_lose_at_most_half_a_point()
    {
        if (TinyTasks.ArePresent)
        {
            Check(TinyTasks.WakeWords(), "vww_96_float.tflite", "vww_96_int8.tflite", 10);
        }
    }

    [Fact]
    public void Image_classification_agrees_with_the_float_model()
    {
        if (TinyTasks.ArePresent)
        {
            CheckOutputs(TinyTasks.Pictures(), "pretrainedResnet.tflite", "pretrainedResnet_quant.tflite", 20, 0.97);
        }
    }

    [Fact]
    public void Anomaly_detection_reconstructs_as_the_float_model()
    {
        if (TinyTasks.ArePresent)
        {
            CheckOutputs(TinyTasks.Windows(), "ad01_fp32.tflite", "ad01_int8.tflite", 30, 0);
        }
    }

    private void Check(LabelledSet set, string floatModel, string published, int everyDay)
    {
        var prepared = FloatForm.Prepare(ModelLoader.Load(TinyTasks.Model(floatModel)));
        var seen = Calibrator.Run(prepared, SampleSet.Spread(set.Samples, 100));
        using var reference = new OrtModelRunner("float", prepared);
        using var gateway = new OrtModelRunner("uint8", StaticQuantizer.Run(prepared, seen).Graph);
        var coded = StaticQuantizer.Run(prepared, seen, QuantizeOptions.Device).Graph;
        using var device = new OrtModelRunner("int8", coded);
        using var official = new OrtModelRunner("published", ModelLoader.Load(TinyTasks.Model(published)));
        var results = AccuracyGate.Run([reference, gateway, device, official], set);
        Print(results);
        output.WriteLine(FormattableString.Invariant($"coverage {seen.Coverage:P1}; {string.Join("; ", seen.Warnings)}"));
        CheckDevice(coded, FullRun.IsAsked ? set : set.Spread(everyDay), reference, device);
        Assert.All([results[1], results[2]], result =>
        {
            Assert.True(result.LossPoints <= 0.5, $"{result.Name} loses {result.LossPoints} points");
            // Two good quantizations differ by a few samples either way: 3 of 500 is a third of the standard error.
            Assert.True(result.Correct >= results[3].Correct - 3, $"{result.Name}: {result.Correct}, published {results[3].Correct}");
        });
    }

    // The firmware's own code is slow here: some samples every day, all when asked.
    private void CheckDevice(ModelGraph coded, LabelledSet set, OrtModelRunner reference, OrtModelRunner device)
    {
        using var boardB = new DeviceModelRunner("device, arithmetic B", coded);
        using var boardA = new DeviceModelRunner("device, arithmetic A", coded, Arithmetic.A);
        var results = AccuracyGate.Run([device, boardB, reference, boardA], set);
        Print(results);
        Assert.Equal(set.Samples.Count, results[1].Agreeing);
        Assert.True(results[3].Correct >= results[2].Correct - 1 - set.Samples.Count / 200, $"{results[3].Correct} {results[2].Correct}");
    }

    private void Print(IReadOnlyList<RunnerAccuracy> results)
    {
        foreach (var result in results)
        {
            output.WriteLine(FormattableString.Invariant(
                $"{result.Name}: {result.Accuracy:P2} ({result.Interval.Low:P1}-{result.Interval.High:P1}), same {result.Agreement:P1}"));
        }
    }

    // Signal to quantization noise of the outputs; the classes, where there are any, are to agree as often as with the published model.
    private void CheckOutputs(ISampleSource samples, string floatModel, string published, double leastDb, double leastAgreement)
    {
        var prepared = FloatForm.Prepare(ModelLoader.Load(TinyTasks.Model(floatModel)));
        var seen = Calibrator.Run(prepared, SampleSet.Spread(samples, 100));
        using var reference = new OrtModelRunner("float", prepared);
        using var official = new OrtModelRunner("published", ModelLoader.Load(TinyTasks.Model(published)));
        var theirs = AccuracyGate.Compare(reference, official, samples);
        foreach (var options in new[] { new QuantizeOptions(), QuantizeOptions.Device })
        {
            using var runner = new OrtModelRunner(options.Activations.ToString(), StaticQuantizer.Run(prepared, seen, options).Graph);
            var ours = AccuracyGate.Compare(reference, runner, samples);
            output.WriteLine(FormattableString.Invariant(
                $"{runner.Name}: {ours.SignalToNoiseDb:F1} dB, same {ours.Agreement:P1}"));
            output.WriteLine(FormattableString.Invariant($"published: {theirs.SignalToNoiseDb:F1} dB, same {theirs.Agreement:P1}"));
            Assert.True(ours.SignalToNoiseDb >= Math.Max(leastDb, theirs.SignalToNoiseDb - 1), $"{ours.SignalToNoiseDb} dB");
            Assert.True(ours.Agreement >= leastAgreement, $"{ours.Agreement}");
        }
    }
}
