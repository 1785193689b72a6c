using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Runtime.InteropServices;
using Stethos.ModelQuantizer.Accuracy;
using Stethos.ModelQuantizer.Calibrate;
using Stethos.ModelQuantizer.Graph;
using Stethos.ModelQuantizer.TfLite;
using Stethos.ModelQuantizer.Calibrate.Pictures;

namespace Stethos.ModelQuantizer.Tests.Kit;

/// <summary>The data of the MLPerf Tiny tasks as floats for the float models; empty when the shared data is absent.</summary>
internal static class TinyTasks
{
    public static bool ArePresent => SharedModels.Root is not null && SharedModels.Files("models/kws01", "*.bin").Count > 0;

    public static string Model(string name) => SharedModels.File("models", "mlperf-tiny-tflite", name)
        ?? throw new FileNotFoundException(name);

    /// <summary>Keyword spotting: int8 features of the official model, as the numbers they stand for.</summary>
    public static LabelledSet Keywords()
    {
        var codes = TfLiteModel.Load(Model("kws_ref_model.tflite")).Inputs[0].Quantization!;
        return Labelled("kws01", "*.bin", file =>
        {
            var bytes = MemoryMarshal.Cast<byte, sbyte>(File.ReadAllBytes(file)).ToArray();
            float[] values = [.. bytes.Select(code => (code - codes.ZeroPoints[0]) * codes.Scales[0])];
            return [TensorData.Floats(values, 1, 49, 10, 1)];
        });
    }

    /// <summary>Visual wake words: pictures of 0 to 1, whose files hold blue first.</summary>
    public static LabelledSet WakeWords() => Labelled("vww", "*.jpg", file =>
    {
        var pixels = BaselineJpeg.Decode(File.ReadAllBytes(file)).Pixels;
        float[] values = [.. Enumerable.Range(0, pixels.Length).Select(i => pixels[i - i % 3 + 2 - i % 3] / 255f)];
        return [TensorData.Floats(values, 1, 96, 96, 3)];
    });

    /// <summary>Image classification: unlabelled pictures of 0 to 255.</summary>
    public static ISampleSource Pictures() => SampleSet.Of([.. SharedModels.Files("models/data-ic-calib", "*.bin").Select(file =>
        new[] { TensorData.Floats([.. File.ReadAllBytes(file).Select(value => (float)value)], 1, 32, 32, 3) })]);

    /// <summary>Anomaly detection: windows of 5 frames of the one spectrogram.</summary>
    public static ISampleSource Windows()
    {
        var bytes = File.ReadAllBytes(Model("ad_normal_id_01_00000000_hist_librosa.bin"));
        var values = MemoryMarshal.Cast<byte, float>(bytes).ToArray();
        return SampleSet.Of([.. Enumerable.Range(0, 196).Select(i => new[] { TensorData.Floats(values.AsSpan(i * 128, 640), 1, 640) })]);
    }

    private static LabelledSet Labelled(string folder, string pattern, Func<string, TensorData[]> read)
    {
        var labels = File.ReadLines(SharedModels.File("models", folder, "y_labels.csv")!).Select(line => line.Split(','))
            .ToDictionary(fields => Path.GetFileNameWithoutExtension(fields[0]), fields => int.Parse(fields[2]));
        var files = SharedModels.Files($"models/{folder}", pattern)
            .Where(file => labels.ContainsKey(Path.GetFileNameWithoutExtension(file))).ToList();
        List<TensorData[]> samples = [.. files.AsParallel().AsOrdered().Select(read)];
        return new LabelledSet(SampleSet.Of(samples), [.. files.Select(file => labels[Path.GetFileNameWithoutExtension(file)])]);
    }
}
