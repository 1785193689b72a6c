using System;
using System.Globalization;
using System.IO;
using System.Linq;
using Stethos.Gateway.Domain.Scoring;

namespace Stethos.Gateway.Inference.Tests;

/// <summary>The shipped model's files and the windows that come with it.</summary>
internal static class SampleModel
{
    public const int LabelCount = 4;

    public static string Int8Path => PathOf("bearing-condition.onnx");

    public static string Fp32Path => PathOf("bearing-condition-fp32.onnx");

    public static string[] Header => File.ReadLines(PathOf("windows.csv")).First().Split(',');

    public static SampleWindow[] Windows => File.ReadLines(PathOf("windows.csv")).Skip(1).Select(Parse).ToArray();

    /// <summary>Inputs of all windows, one after the other, repeated until there are enough rows.</summary>
    public static float[] Rows(int count)
    {
        var windows = Windows;
        return Enumerable.Range(0, count).SelectMany(row => windows[row % windows.Length].Inputs).ToArray();
    }

    private static string PathOf(string name) => Path.Combine(AppContext.BaseDirectory, name);

    private static SampleWindow Parse(string line)
    {
        var fields = line.Split(',');
        var numbers = fields.Skip(1).Select(text => float.Parse(text, CultureInfo.InvariantCulture)).ToArray();
        var inputs = numbers[..ModelInput.Count];
        var fp32 = numbers[ModelInput.Count..(ModelInput.Count + LabelCount)];
        return new SampleWindow(fields[0], inputs, fp32, numbers[(ModelInput.Count + LabelCount)..]);
    }
}
