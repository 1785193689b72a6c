using System;
using System.Collections.Generic;
using System.Linq;
using Stethos.ModelQuantizer.Size.Operators;
using Stethos.ModelQuantizer.Size.Tiers;

namespace Stethos.ModelQuantizer.Size.Bench;

/// <summary>
/// Fits time = work · a + outputs · b + c to measurements, with least relative error and no negative coefficient. The interval is what
/// the fit missed: every sample lies within it.
/// </summary>
public static class CostFit
{
    private const int Terms = 3;

    /// <summary>Costs by kind.</summary>
    public static IReadOnlyDictionary<OperatorKind, OperatorCost> Fit(IEnumerable<CostSample> samples, string provenance) =>
        samples.GroupBy(sample => sample.Kind).ToDictionary(group => group.Key, group => FitKind([.. group], provenance));

    /// <param name="samples">Of one kind, with positive times; at least one.</param>
    /// <param name="provenance">Where they come from; number of samples and error are added.</param>
    public static OperatorCost FitKind(IReadOnlyList<CostSample> samples, string provenance)
    {
        ArgumentNullException.ThrowIfNull(samples);
        if (samples.Count == 0 || samples.Any(sample => !(sample.Nanoseconds > 0)))
        {
            throw new ArgumentException("no samples, or one without a time", nameof(samples));
        }

        var best = Enumerable.Range(1, (1 << Terms) - 1).Select(mask => Solve(samples, mask))
            .Where(solution => solution is not null && Array.TrueForAll(solution, value => value >= 0))
            .MinBy(solution => Residual(samples, solution!))!;
        var ratios = samples.Select(sample => sample.Nanoseconds / Predict(sample, best)).ToArray();
        var (low, high) = (Math.Min(1, ratios.Min()), Math.Max(1, ratios.Max()));
        var error = Math.Sqrt(Residual(samples, best) / samples.Count);
        var text = FormattableString.Invariant($"{provenance}; {samples.Count} sizes, {error * 100:0} % mean error of the fit");
        return new OperatorCost(Interval(0), Interval(1), Interval(2), text);

        CostInterval Interval(int term) => new(Rounded(best[term] * low), Rounded(best[term] * high));
    }

    // Four digits are more than a fit knows.
    private static double Rounded(double value) => value == 0 ? 0 : double.Parse(
        value.ToString("G4", System.Globalization.CultureInfo.InvariantCulture), System.Globalization.CultureInfo.InvariantCulture);

    private static double Predict(CostSample sample, double[] solution) =>
        Math.Max(double.Epsilon, sample.Work * solution[0] + sample.Outputs * solution[1] + solution[2]);

    private static double Residual(IReadOnlyList<CostSample> samples, double[] solution) =>
        samples.Sum(sample => Math.Pow(Predict(sample, solution) / sample.Nanoseconds - 1, 2));

    // The terms of a mask by normal equations; each row divided by its time, so that errors are relative.
    private static double[]? Solve(IReadOnlyList<CostSample> samples, int mask)
    {
        var terms = Enumerable.Range(0, Terms).Where(term => (mask >> term & 1) == 1).ToArray();
        var rows = samples.Select(sample => terms.Select(term => Term(sample, term) / sample.Nanoseconds).ToArray()).ToArray();
        var size = terms.Length;
        var matrix = new double[size][];
        for (var i = 0; i < size; i++)
        {
            matrix[i] = [.. Enumerable.Range(0, size).Select(j => rows.Sum(row => row[i] * row[j])), rows.Sum(row => row[i])];
        }

        if (!Eliminate(matrix))
        {
            return null;
        }

        var solution = new double[Terms];
        for (var i = 0; i < size; i++)
        {
            solution[terms[i]] = matrix[i][size] / matrix[i][i];
        }

        return solution;
    }

    private static double Term(CostSample sample, int term) => term switch { 0 => sample.Work, 1 => sample.Outputs, _ => 1 };

    // Gauss and Jordan; false when the terms cannot be told apart.
    private static bool Eliminate(double[][] matrix)
    {
        var size = matrix.Length;
        var scales = matrix.Select((row, i) => row[i]).ToArray();
        for (var i = 0; i < size; i++)
        {
            if (!(Math.Abs(matrix[i][i]) > 1e-9 * scales[i]))
            {
                return false;
            }

            for (var other = 0; other < size; other++)
            {
                var factor = matrix[other][i] / matrix[i][i];
                for (var j = i; j <= size && other != i; j++)
                {
                    matrix[other][j] -= factor * matrix[i][j];
                }
            }
        }

        return true;
    }
}
