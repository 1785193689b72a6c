using System;
using System.Collections.Generic;
using System.Globalization;
using System.IO;
using System.Linq;
using Stethos.ModelQuantizer.Accuracy;
using Stethos.ModelQuantizer.Calibrate;
using Stethos.ModelQuantizer.Graph;
using Stethos.ModelQuantizer.Quantize;
using Stethos.Testing;

namespace Stethos.ModelQuantizer.Tests.Kit;

/// <summary>The project's own bearing model and its labelled windows, which every clone has.</summary>
internal static class BearingWindows
{
    public const int Features = 18;
    private static readonly string[] Classes = ["normal", "outer", "inner", "ball"];

    public static string Model => RepositoryFiles.PathOf("gateway", "models", "bearing-condition", "bearing-condition-fp32.onnx");

    public static LabelledSet Read()
    {
        var lines = File.ReadLines(RepositoryFiles.PathOf("gateway", "models", "bearing-condition", "windows.csv"))
            .Skip(1).Select(line => line.Split(',')).ToList();
        List<TensorData[]> samples =
        [
            .. lines.Select(fields => new[]
            {
                TensorData.Floats(
                    [.. fields.Skip(1).Take(Features).Select(text => float.Parse(text, CultureInfo.InvariantCulture))], 1, Features),
            }),
        ];
        return new LabelledSet(SampleSet.Of(samples), [.. lines.Select(fields => Array.IndexOf(Classes, fields[0]))]);
    }

    /// <summary>One window at a time, whatever the open dimension is called.</summary>
    public static JobOptions Bound(ModelGraph model, JobOptions options) => options with
    {
        Dimensions = new Dictionary<string, long> { [model.Inputs[0].Shape![0].Symbol ?? $"{model.Inputs[0].Name}[0]"] = 1 },
    };
}
