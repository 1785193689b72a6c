using System;
using System.Collections.Generic;
using System.Linq;

namespace Stethos.Benchmarks.Kit;

/// <summary>Median, smallest and largest of a figure's rounds. On a shared machine the median is what counts.</summary>
internal readonly record struct Spread(double Median, double Min, double Max)
{
    public static Spread Of(IEnumerable<double> rounds)
    {
        var sorted = rounds.Order().ToArray();
        var middle = sorted.Length / 2;
        var median = sorted.Length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
        return new Spread(median, sorted[0], sorted[^1]);
    }

    /// <summary>Of the ratios of two figures measured in the same rounds: noise that lasts longer than a round cancels.</summary>
    public static Spread OfRatios(IReadOnlyList<double> figure, IReadOnlyList<double> floor) =>
        Of(figure.Zip(floor, (a, b) => a / b));

    public Spread Scaled(double factor) => new(Median * factor, Min * factor, Max * factor);

    /// <summary>Value at a share (0 to 1) of sorted values, nearest rank.</summary>
    public static double Percentile(double[] sorted, double share) =>
        sorted[Math.Clamp((int)Math.Ceiling(share * sorted.Length) - 1, 0, sorted.Length - 1)];
}
