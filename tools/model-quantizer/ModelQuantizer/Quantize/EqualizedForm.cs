using System;
using System.Globalization;
using Stethos.ModelQuantizer.Calibrate;
using Stethos.ModelQuantizer.Graph;

namespace Stethos.ModelQuantizer.Quantize;

/// <summary>A float model with its calibration, equalized where that makes the quantized model more exact.</summary>
/// <param name="Graph">The model.</param>
/// <param name="Calibration">Of the model.</param>
/// <param name="Pairs">Pairs of layers that were equalized.</param>
/// <param name="Warning">Why it was left as it was; null when it was not.</param>
internal sealed record EqualizedForm(ModelGraph Graph, CalibrationResult Calibration, int Pairs, string? Warning)
{
    /// <param name="plain">Prepared.</param>
    /// <param name="calibration">Of <paramref name="plain"/>.</param>
    /// <param name="measured">A few samples to compare both with.</param>
    /// <param name="options">Of the quantizer.</param>
    /// <param name="calibrate">Calibrates a model as <paramref name="plain"/> was.</param>
    public static EqualizedForm Of(
        ModelGraph plain,
        CalibrationResult calibration,
        ISampleSource measured,
        QuantizeOptions options,
        Func<ModelGraph, CalibrationResult> calibrate)
    {
        var graph = plain.Clone();
        var pairs = Equalizer.Run(graph, calibration);
        if (pairs == 0)
        {
            return new EqualizedForm(plain, calibration, 0, "no two layers follow each other so that they could be equalized");
        }

        var equalized = calibrate(graph);
        var settings = options with { IntegerOnly = false };
        var (before, after) = (
            new Sensitivity(plain, calibration, measured, settings).NoiseOf(settings),
            new Sensitivity(graph, equalized, measured, settings).NoiseOf(settings));
        return after <= before
            ? new EqualizedForm(graph, equalized, pairs, null)
            : new EqualizedForm(plain, calibration, 0, string.Create(
                CultureInfo.InvariantCulture,
                $"equalizing would lower signal to noise from {Decibel(before):F1} to {Decibel(after):F1} dB: it was left out"));
    }

    private static double Decibel(double noise) => -10 * Math.Log10(noise);
}
