using System;
using System.Collections.Generic;
using System.Linq;

namespace Stethos.ModelQuantizer.Calibrate;

/// <summary>What calibration found, by tensor name.</summary>
/// <param name="Options">The settings it was made with.</param>
/// <param name="Tensors">Every float tensor that is no constant.</param>
/// <param name="Samples">Samples seen.</param>
public sealed record CalibrationResult(
    CalibrationOptions Options, IReadOnlyDictionary<string, TensorStatistics> Tensors, int Samples)
{
    // Extremes settle after a few samples; a tail or a distribution needs many (keyword spotting: 99.9 % of 10 samples lost 4 points).
    private int Needed => Options.Method switch
    {
        CalibrationMethod.MinMax => 10,
        CalibrationMethod.MeanSquaredError => 50,
        _ => 100,
    };

    /// <summary>
    /// Share of new samples that stay in the range: those of the second half inside the range of the first half, mean of all tensors.
    /// NaN with one sample.
    /// </summary>
    public double Coverage => Tensors.Values.Where(tensor => tensor.HeldOut > 0)
        .Select(tensor => (double)tensor.HeldOutInside / tensor.HeldOut).DefaultIfEmpty(double.NaN).Average();

    /// <summary>What makes the ranges doubtful; empty when nothing does.</summary>
    public IReadOnlyList<string> Warnings => [.. FindWarnings()];

    /// <summary>Lower and upper end for codes of that many levels.</summary>
    public (float Low, float High) RangeOf(string tensor, int levels) =>
        RangeFinder.Find(Tensors[tensor], Options.Method, Options.Percentile, levels);

    private IEnumerable<string> FindWarnings()
    {
        if (Samples < Needed)
        {
            yield return FormattableString.Invariant(
                $"{Samples} samples are too few for {Options.Method}: give at least {Needed}, or use min-max with 10");
        }

        if (Coverage < 0.8)
        {
            yield return FormattableString.Invariant(
                $"only {Coverage * 100:F0} % of new values stay inside the ranges seen: give more or more varied samples");
        }
    }
}
