using System;
using Stethos.ModelQuantizer.Size.Tiers;

namespace Stethos.ModelQuantizer.Size.Check;

/// <summary>Two versions of a model on one tier.</summary>
/// <param name="Tier">"T1".</param>
/// <param name="LatencyMsBefore">One run of the old version.</param>
/// <param name="LatencyMsAfter">One run of the new one.</param>
/// <param name="FitBefore">Whether the old version fits.</param>
/// <param name="FitsAfter">Whether the new one does.</param>
public sealed record TierChange(string Tier, CostInterval LatencyMsBefore, CostInterval LatencyMsAfter, bool FitBefore, bool FitsAfter)
{
    public static TierChange Of(TierVerdict before, TierVerdict after)
    {
        ArgumentNullException.ThrowIfNull(before);
        ArgumentNullException.ThrowIfNull(after);
        return new TierChange(before.Tier, before.Figures.LatencyMs, after.Figures.LatencyMs, before.Fits, after.Fits);
    }
}
