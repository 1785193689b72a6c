using System;
using System.Text.Json;

namespace Stethos.Features.Tests;

/// <summary>Compares figures and remembers the worst relative error seen, for the output of a test.</summary>
internal sealed class Figures
{
    internal const double Time = 1e-4;
    internal const double Amplitude = 1e-3;

    internal double Worst { get; private set; }

    internal string WorstName { get; private set; } = "";

    internal int Count { get; private set; }

    /// <summary>|actual - expected| is at most relative * max(|expected|, scale).</summary>
    internal void Near(string name, double expected, double actual, double relative, double scale = 0)
    {
        double size = Math.Max(Math.Abs(expected), scale);
        double error = size > 0 ? Math.Abs(actual - expected) / size : Math.Abs(actual);
        Count++;
        if (error > Worst)
        {
            Worst = error;
            WorstName = name;
        }

        Assert.True(error <= relative, $"{name}: expected {expected:G9}, got {actual:G9}, relative error {error:E2} > {relative:E1}");
    }

    internal void Near(string name, JsonElement expected, double actual, double relative, double scale = 0) =>
        Near(name, expected.GetDouble(), actual, relative, scale);

    public override string ToString() => $"{Count} figures, worst relative error {Worst:E2} ({WorstName})";
}
