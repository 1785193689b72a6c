using System;
using System.Linq;

namespace Stethos.ModelQuantizer.Calibrate;

/// <summary>Chooses the range of a tensor's codes.</summary>
internal static class RangeFinder
{
    private const int Steps = 48;
    private const double StepSize = 0.02;

    public static (float Low, float High) Find(TensorStatistics seen, CalibrationMethod method, double percentile, int levels)
    {
        // Zero must have a code: padding and ReLU make it.
        var (low, high) = (Math.Min(seen.Lowest, 0f), Math.Max(seen.Highest, 0f));
        if (method == CalibrationMethod.MinMax || seen.Histogram is not { Total: > 0 } histogram || low == high)
        {
            return (low, high);
        }

        if (method == CalibrationMethod.Percentile)
        {
            var outside = (100 - percentile) / 200;
            return (
                (float)Math.Clamp(histogram.Quantile(outside), low, 0), (float)Math.Clamp(histogram.Quantile(1 - outside), 0, high));
        }

        Func<double, double, double> loss = method == CalibrationMethod.Entropy
            ? (from, to) => Divergence(histogram, from, to, levels)
            : (from, to) => SquaredError(histogram, from, to, levels);
        var bestHigh = Best(high, end => loss(low, end));
        var bestLow = Best(low, end => loss(end, bestHigh));
        return ((float)bestLow, (float)bestHigh);
    }

    // The end, moved towards zero in steps, that loses least; the widest wins a tie.
    private static double Best(double end, Func<double, double> loss)
    {
        var (best, least) = (end, double.PositiveInfinity);
        for (var step = 0; step < Steps && end != 0; step++)
        {
            var candidate = end * (1 - step * StepSize);
            var lost = loss(candidate);
            if (lost < least)
            {
                (best, least) = (candidate, lost);
            }
        }

        return best;
    }

    private static double SquaredError(Histogram histogram, double low, double high, int levels)
    {
        var scale = (high - low) / (levels - 1);
        double sum = 0;
        for (var i = 0; i < Histogram.BinCount; i++)
        {
            if (histogram.Bins[i] > 0 && scale > 0)
            {
                var value = histogram.CentreOf(i);
                var difference = value - (low + Math.Clamp(Math.Round((value - low) / scale), 0, levels - 1) * scale);
                sum += histogram.Bins[i] * difference * difference;
            }
        }

        return scale > 0 ? sum : double.PositiveInfinity;
    }

    // KL(P || Q): P is the histogram with what lies outside moved to the ends, Q the same after merging into the levels.
    private static double Divergence(Histogram histogram, double low, double high, int levels)
    {
        var scale = (high - low) / levels;
        if (!(scale > 0))
        {
            return double.PositiveInfinity;
        }

        var zero = Enumerable.Range(0, Histogram.BinCount).MinBy(i => Math.Abs(histogram.CentreOf(i)));
        var total = histogram.Total - histogram.Bins[zero];
        var inside = new double[levels];
        var bins = new int[levels];
        var moved = new double[Histogram.BinCount];
        var (first, last) = (-1, -1);
        double below = 0;
        double above = 0;
        for (var i = 0; i < Histogram.BinCount; i++)
        {
            // What ReLU and padding make zero has an exact code in every range: counted, it would pull all ranges together.
            var (value, count) = (histogram.CentreOf(i), i == zero ? 0 : histogram.Bins[i]);
            if (value < low || value > high)
            {
                (below, above) = value < low ? (below + count, above) : (below, above + count);
                continue;
            }

            (first, last) = (first < 0 ? i : first, i);
            moved[i] = count;
            var level = Math.Min((int)((value - low) / scale), levels - 1);
            inside[level] += count;
            bins[level] += count > 0 ? 1 : 0;
        }

        if (first < 0 || total == 0)
        {
            return double.PositiveInfinity;
        }

        moved[first] += below;
        moved[last] += above;
        var kept = total - below - above;
        double sum = 0;
        for (var i = first; i <= last; i++)
        {
            var level = Math.Min((int)((histogram.CentreOf(i) - low) / scale), levels - 1);
            if (moved[i] > 0)
            {
                var p = moved[i] / total;
                var q = bins[level] > 0 ? inside[level] / bins[level] / kept : 1e-12;
                sum += p * Math.Log(p / q);
            }
        }

        return sum;
    }
}
