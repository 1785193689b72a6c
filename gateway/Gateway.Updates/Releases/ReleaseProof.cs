using System;
using Stethos.Gateway.Updates.Tracking;
using Stethos.Releases.Bundles;
using Stethos.Update;

namespace Stethos.Gateway.Updates.Releases;

/// <summary>What the gateway itself knows of who signed a release.</summary>
/// <param name="IsSigned">Null when nobody has checked.</param>
/// <param name="Text">The same in words.</param>
public sealed record ReleaseProof(bool? IsSigned, string Text)
{
    private static readonly ReleaseProof Unchecked = new(
        null, "this gateway has no key set of the nodes' owner, so nobody but the nodes checks who signed it");

    /// <summary>Judges by the newest key set: what nodes are to have.</summary>
    internal static ReleaseProof Of(ShelvedRelease release, ShelvedKeySet? newest)
    {
        if (newest is null)
        {
            return Unchecked;
        }

        var (manifest, keys) = (release.Manifest, newest.File.Keys);
        var problem = !manifest.Vendor.AsSpan().SequenceEqual(keys.Vendor) ? ReasonWords.Of(UpdateReasonCode.VendorMismatch)
            : manifest.KeySetVersion < keys.Version
                ? $"it was signed under key set {manifest.KeySetVersion}, which number {keys.Version} has replaced: "
                    + "it has to be signed anew"
            : manifest.KeySetVersion > keys.Version
                ? $"it was signed under key set {manifest.KeySetVersion}, and this gateway has number {keys.Version}: "
                    + "give it the newer one first (stethos update keys)"
            : ReasonWords.Of(OwnerCheck.Of(release.Head, manifest, keys, 0).Reason);
        return problem.Length > 0 ? new ReleaseProof(false, problem) : new ReleaseProof(true, $"signed under key set {keys.Version}");
    }
}
