using System;
using System.Collections.Generic;
using System.Linq;
using Stethos.Gateway.Updates.Releases;
using Stethos.Protocol;
using Stethos.Update;
using Stethos.Update.Manifests;

namespace Stethos.Gateway.Updates.Checks;

/// <summary>Whether a bundle is worth keeping: the owner's, not expired, and not older than what every node it is for has.</summary>
public static class TakeInCheck
{
    /// <summary>What is wrong with it; empty when nothing is.</summary>
    /// <param name="release">The release, its form checked.</param>
    /// <param name="keySets">The owner's.</param>
    /// <param name="nodes">Newest statuses of the site's nodes that it is for.</param>
    /// <param name="nowSeconds">Seconds since 1970.</param>
    public static string Of(ShelvedRelease release, KeySetShelf keySets, IReadOnlyCollection<UpdateStatus> nodes, long nowSeconds)
    {
        var manifest = release.Manifest;
        return release.ProofBy(keySets) is { IsSigned: false } proof ? proof.Text
            : ReleaseCheck.Expiry(manifest, nowSeconds) is { Length: > 0 } expiry ? expiry
            : nodes.Count > 0 && nodes.All(status => manifest.Sequence < status.Sequence)
                ? FormattableString.Invariant($"it is number {manifest.Sequence}, and every node it is for has accepted a newer one, ")
                    + FormattableString.Invariant($"the oldest number {nodes.Min(status => status.Sequence)}")
            : BelowFloor(manifest, nodes);
    }

    private static string BelowFloor(Manifest manifest, IReadOnlyCollection<UpdateStatus> nodes)
    {
        foreach (var component in manifest.Components.Take(manifest.ComponentCount))
        {
            var place = component.Id == ComponentCode.Model ? 1 : 0;
            if (nodes.Count > 0 && nodes.All(status => component.Version < status.Floors[place]))
            {
                return $"its {ReleaseCheck.Name(component)} is {ReleaseCheck.Version(component.Version)}, and no node it is for takes one "
                    + $"below {ReleaseCheck.Version(nodes.Min(status => status.Floors[place]))}";
            }
        }

        return "";
    }
}
