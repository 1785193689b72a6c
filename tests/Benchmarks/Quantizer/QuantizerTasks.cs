using System;
using System.Collections.Generic;
using System.Globalization;
using System.IO;
using System.Linq;
using System.Runtime.InteropServices;
using Stethos.Benchmarks.Kit;
using Stethos.ModelQuantizer;
using Stethos.ModelQuantizer.Accuracy;
using Stethos.ModelQuantizer.Calibrate;
using Stethos.ModelQuantizer.Graph;

namespace Stethos.Benchmarks.Quantizer;

/// <summary>The project's own model, and those of MLPerf Tiny with their data when they lie beside the repository.</summary>
internal static class QuantizerTasks
{
    private const int Features = 18;
    private const int Frame = 128;
    private const int FramesPerWindow = 5;
    private const float CodeScale = 1 / 255f;
    private static readonly string[] Classes = ["normal", "outer", "inner", "ball"];
    private static readonly string Shared = Path.Combine(Repository.Root, "..", "shared", "data", "models");
    private static readonly string Own = Path.Combine(Repository.Root, "gateway", "models", "bearing-condition");

    /// <summary>The official quantized model with dead channels; null when it is absent.</summary>
    public static string? WithDeadChannels => AreTinyPresent ? Tiny("vww_96_int8.tflite") : null;

    public static bool AreTinyPresent => Directory.Exists(Path.Combine(Shared, "mlperf-tiny-tflite"));

    public static IReadOnlyList<QuantizerTask> All =>
    [
        new("bearing", Path.Combine(Own, "bearing-condition-fp32.onnx"), null, Bearing),
        .. AreTinyPresent
            ? (QuantizerTask[])
            [
                new("VWW", Tiny("vww_96_float.tflite"), Tiny("vww_96_int8.tflite"), model => Labelled("vww", model, Pictures)),
                new(
                    "KWS", Tiny("kws_ref_model_float32.tflite"), Tiny("kws_ref_model.tflite"),
                    model => Labelled("kws01", model, Keywords())),
                new("IC", Tiny("pretrainedResnet.tflite"), Tiny("pretrainedResnet_quant.tflite"), Unlabelled),
                new("AD", Tiny("ad01_fp32.tflite"), Tiny("ad01_int8.tflite"), Windows),
            ]
            : [],
    ];

    /// <summary>Pictures of visual wake words hold blue first; the model takes 0 to 1.</summary>
    public static SampleOptions Pictures { get; } = new() { Scale = CodeScale, SwapRedAndBlue = true };

    public static string Folder(string name) => Path.Combine(Shared, name);

    private static string Tiny(string name) => Path.Combine(Shared, "mlperf-tiny-tflite", name);

    private static (ISampleSource Samples, LabelledSet? Labels) Labelled(string folder, ModelGraph model, SampleOptions options)
    {
        var samples = SampleFiles.Open(Folder(folder), model.Inputs[0], options);
        return (samples, LabelledSet.Load(samples, Path.Combine(Folder(folder), "y_labels.csv")));
    }

    // Codes of the official model.
    private static SampleOptions Keywords()
    {
        var codes = ModelLoader.Load(Tiny("kws_ref_model.tflite")).Inputs[0].Quantization!;
        return new SampleOptions { Type = ElementType.Int8, Scale = codes.Scales[0], ZeroPoint = codes.ZeroPoints[0] };
    }

    private static (ISampleSource Samples, LabelledSet? Labels) Unlabelled(ModelGraph model) =>
        (SampleFiles.Open(Folder("data-ic-calib"), model.Inputs[0], new SampleOptions { Type = ElementType.UInt8 }), null);

    // Five frames, one frame on from window to window.
    private static (ISampleSource Samples, LabelledSet? Labels) Windows(ModelGraph model)
    {
        var frames = MemoryMarshal.Cast<byte, float>(File.ReadAllBytes(Tiny("ad_normal_id_01_00000000_hist_librosa.bin"))).ToArray();
        const int length = Frame * FramesPerWindow;
        List<TensorData[]> windows =
        [
            .. Enumerable.Range(0, (frames.Length - length) / Frame + 1)
                .Select(i => new[] { TensorData.Floats(frames.AsSpan(i * Frame, length), 1, length) }),
        ];
        return (SampleSet.Of(windows), null);
    }

    private static (ISampleSource Samples, LabelledSet? Labels) Bearing(ModelGraph model)
    {
        var lines = File.ReadLines(Path.Combine(Own, "windows.csv")).Skip(1).Select(line => line.Split(',')).ToList();
        var samples = SampleSet.Of([.. lines.Select(Row)]);
        return (samples, new LabelledSet(samples, [.. lines.Select(fields => Array.IndexOf(Classes, fields[0]))]));
    }

    private static TensorData[] Row(string[] fields) =>
    [
        TensorData.Floats(
            [.. fields.Skip(1).Take(Features).Select(text => float.Parse(text, CultureInfo.InvariantCulture))], 1, Features),
    ];
}
