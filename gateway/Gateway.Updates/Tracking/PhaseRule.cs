using System;
using Stethos.Gateway.Domain.Updates;
using Stethos.Protocol;
using Stethos.Update;
using Stethos.Update.Manifests;

namespace Stethos.Gateway.Updates.Tracking;

/// <summary>What a node's status says of a release it was offered. Nothing is inferred from what was sent.</summary>
public static class PhaseRule
{
    /// <summary>A status may have been on its way when the offer was made; after this time it answers the offer.</summary>
    public const long SettleMs = 5_000;

    /// <param name="before">Phase so far.</param>
    /// <param name="status">What the node said.</param>
    /// <param name="manifest">The release's.</param>
    /// <param name="imageId">8 bytes.</param>
    /// <param name="sinceOfferMs">Time since the node was first told of it; negative = not yet.</param>
    public static UpdatePhaseCode Next(
        UpdatePhaseCode before, UpdateStatus status, Manifest manifest, ReadOnlySpan<byte> imageId, long sinceOfferMs)
    {
        var state = (UpdateStateCode)status.State;
        if (status.HasImage && imageId.SequenceEqual(status.Image))
        {
            return OfThis(before, state, status, manifest);
        }

        if (state is UpdateStateCode.Idle or UpdateStateCode.Confirmed && Runs(status, manifest))
        {
            return UpdatePhaseCode.Confirmed;
        }

        // It says nothing of the release any more: what it says is the end of it, if the release was under way there.
        var wasUnderWay = before is UpdatePhaseCode.Fetching or UpdatePhaseCode.Staged or UpdatePhaseCode.Switching
            || sinceOfferMs >= SettleMs;
        return !wasUnderWay || status.HasImage ? before
            : state == UpdateStateCode.Refused ? UpdatePhaseCode.Refused
            : state == UpdateStateCode.RolledBack && before == UpdatePhaseCode.Switching ? UpdatePhaseCode.RolledBack
            : before;
    }

    /// <summary>The same of a key set, which is taken beside whatever the slots do.</summary>
    public static UpdatePhaseCode NextOfKeySet(
        UpdatePhaseCode before, UpdateStatus status, int version, ReadOnlySpan<byte> imageId, long sinceOfferMs)
    {
        if (status.Basis[UpdateBasis.KeySet] >= version)
        {
            return UpdatePhaseCode.Confirmed;
        }

        if (status.HasImage && imageId.SequenceEqual(status.Image))
        {
            return UpdatePhaseCode.Fetching;
        }

        var isAnswer = before == UpdatePhaseCode.Fetching || sinceOfferMs >= SettleMs;
        return isAnswer && IsOfKeySet((UpdateReasonCode)status.Reason) ? UpdatePhaseCode.Refused : before;
    }

    /// <summary>Whether what runs on the node is what the release brings, by digest.</summary>
    public static bool Runs(UpdateStatus status, Manifest manifest)
    {
        for (var i = 0; i < manifest.ComponentCount; i++)
        {
            var component = manifest.Components[i];
            var place = component.Id == ComponentCode.Model ? 1 : 0;
            var running = status.Roots.AsSpan(place * UpdateStatus.RootLength, UpdateStatus.RootLength);
            if (!running.SequenceEqual(component.Root.AsSpan(0, UpdateStatus.RootLength)))
            {
                return false;
            }
        }

        return manifest.ComponentCount > 0;
    }

    // A trial lets no key set in; afterwards the node is asked again.
    private static bool IsOfKeySet(UpdateReasonCode reason) => reason
        is UpdateReasonCode.KeySetMalformed or UpdateReasonCode.KeySetOrder or UpdateReasonCode.KeySetThreshold
        or UpdateReasonCode.VendorMismatch or UpdateReasonCode.KeyUnknown or UpdateReasonCode.SignatureWrong
        or UpdateReasonCode.SignatureMalformed or UpdateReasonCode.BundleMalformed or UpdateReasonCode.BundleTooLong
        or UpdateReasonCode.OtherRelease or UpdateReasonCode.TransferStalled or UpdateReasonCode.StoreFault
        or UpdateReasonCode.StoreFull or UpdateReasonCode.RecordNotWritten or UpdateReasonCode.RecordUnreadable;

    private static UpdatePhaseCode OfThis(UpdatePhaseCode before, UpdateStateCode state, UpdateStatus status, Manifest manifest) =>
        state switch
        {
            UpdateStateCode.Staging => UpdatePhaseCode.Fetching,
            UpdateStateCode.Staged => UpdatePhaseCode.Staged,
            UpdateStateCode.Armed or UpdateStateCode.Trial => UpdatePhaseCode.Switching,
            UpdateStateCode.Confirmed => Runs(status, manifest) ? UpdatePhaseCode.Confirmed : before,
            UpdateStateCode.RolledBack => UpdatePhaseCode.RolledBack,
            UpdateStateCode.Refused => UpdatePhaseCode.Refused,
            _ => before
        };
}
