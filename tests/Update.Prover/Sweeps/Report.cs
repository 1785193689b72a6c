using System;
using System.Globalization;
using System.Linq;
using System.Text;

namespace Stethos.Update.Prover.Sweeps;

/// <summary>The figures as text.</summary>
public static class Report
{
    public static string Text(Tally tally, TimeSpan elapsed, int threads)
    {
        ArgumentNullException.ThrowIfNull(tally);
        var text = new StringBuilder();
        foreach (var (kind, count) in tally.Cases)
        {
            text.AppendLine(CultureInfo.InvariantCulture, $"{count,12:N0}  {kind}");
        }

        foreach (var (operation, count) in tally.Operations)
        {
            text.AppendLine(CultureInfo.InvariantCulture, $"{count,12:N0}  file operations cut {operation}");
        }

        text.AppendLine(
            CultureInfo.InvariantCulture,
            $"{tally.Total,12:N0}  cases, {tally.Starts:N0} starts of the node, {elapsed.TotalSeconds:F0} s on {threads} threads, "
            + $"{tally.Total / Math.Max(0.001, elapsed.TotalSeconds):N0} a second, seeds from {Suite.Seed} on");
        text.Append(
            CultureInfo.InvariantCulture,
            $"{tally.BreachCount,12:N0}  bricks, lost confirmations, downgrades, unverified starts or other broken promises");
        foreach (var breach in tally.Breaches.Take(10))
        {
            text.AppendLine().Append("  ").Append(breach);
        }

        return text.ToString();
    }
}
