using System;
using System.Collections.Generic;
using System.Linq;
using Stethos.Gateway.Domain.Alerts;
using Stethos.Gateway.Domain.Scoring;
using Stethos.Gateway.Domain.View;

namespace Stethos.Gateway.Domain.Edge;

/// <summary>Turns what recomputing showed into verdicts that an alert engine understands. No state.</summary>
public static class EdgeWatch
{
    /// <summary>Labels of the engine: well first, as in a model.</summary>
    public static readonly string[] Labels = ["edge-equal", "edge-differs", "edge-unknown-model", "edge-missing"];

    /// <summary>One differing bit is a fact and enough; it is over after ten minutes without another.</summary>
    public static readonly AlertPolicy Policy = new(
        RaiseAt: 0.5, ClearAt: 0.5, OnDelayMs: 0, OffDelayMs: 600_000, MinimumWindows: 1, Smoothing: 1);

    /// <summary>Null when the result says nothing about the node's honesty.</summary>
    public static Verdict? VerdictOf(EdgeResult result)
    {
        var label = result.Finding switch
        {
            EdgeFinding.Equal => 0,
            EdgeFinding.Differs or EdgeFinding.Unreadable => 1,
            EdgeFinding.UnknownModel => 2,
            EdgeFinding.Missing => 3,
            _ => -1
        };
        if (label < 0)
        {
            return null;
        }

        var probabilities = new float[Labels.Length];
        probabilities[label] = 1;

        // Arrival and not the window's time: a forged window of the backlog counts as much as one of now.
        var row = result.Frame;
        return new Verdict(row.Row, row.Id.Device, row.Sensor, row.ReceivedMs, Labels[label], probabilities, Codes(result));
    }

    /// <summary>The codes that differ: told by the node, recomputed here.</summary>
    public static IReadOnlyList<AlertDriverView> Explain(float[] inputs, int label) =>
        Enumerable.Range(0, inputs.Length / 2)
            .Select(output => (Output: output, Told: inputs[2 * output], Own: inputs[2 * output + 1]))
            .Where(code => code.Told != code.Own)
            .Take(3)
            .Select(code => new AlertDriverView(
                $"output {code.Output} of the model", "code", code.Told, code.Own, "recomputed by the gateway",
                Math.Min(1, Math.Abs(code.Told - code.Own) / 255)))
            .ToArray();

    // Pairs of the node's and the gateway's code; a code that only one side has stands as -1 on the other.
    private static float[] Codes(EdgeResult result)
    {
        if (result.Expected is not { } expected)
        {
            return [];
        }

        var pairs = new float[2 * Math.Max(result.Codes.Length, expected.Length)];
        for (var i = 0; i < pairs.Length / 2; i++)
        {
            pairs[2 * i] = i < result.Codes.Length ? result.Codes[i] : -1;
            pairs[2 * i + 1] = i < expected.Length ? expected[i] : -1;
        }

        return pairs;
    }
}
