using System;
using System.Collections.Generic;
using System.Linq;
using Stethos.ModelQuantizer.Graph;
using Stethos.ModelQuantizer.Size.Tiers;

namespace Stethos.ModelQuantizer.Size.Check;

/// <summary>Sizes and run times of two versions of a model.</summary>
/// <param name="Tiers">One entry for each tier; empty when a version cannot be sized.</param>
/// <param name="Update">What an update of devices sends; null when a version cannot be sized.</param>
/// <param name="Refusal">Why a version cannot be sized; null when both can.</param>
public sealed record VersionSizes(IReadOnlyList<TierChange> Tiers, UpdateSize? Update, string? Refusal)
{
    /// <param name="before">As loaded.</param>
    /// <param name="after">As loaded.</param>
    /// <param name="tiers">At least one.</param>
    /// <param name="dimensions">Sizes of open dimensions of the one or the other.</param>
    public static VersionSizes Of(
        ModelGraph before, ModelGraph after, IReadOnlyList<HardwareTier> tiers, IReadOnlyDictionary<string, long> dimensions)
    {
        ArgumentNullException.ThrowIfNull(before);
        ArgumentNullException.ThrowIfNull(after);
        try
        {
            var options = new SizeCheckOptions { Dimensions = dimensions };
            var (old, next) = (SizeCheck.Run(before, tiers, options), SizeCheck.Run(after, tiers, options));
            var update = UpdateSize.Between(
                old.Device ?? DeviceSize.Of(before, dimensions), next.Device ?? DeviceSize.Of(after, dimensions));
            return new VersionSizes([.. old.Tiers.Zip(next.Tiers, TierChange.Of)], update, null);
        }
        catch (ModelException exception)
        {
            return new VersionSizes([], null, exception.Message);
        }
    }
}
