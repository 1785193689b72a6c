using Stethos.Update;

namespace Stethos.Gateway.Updates.Tracking;

/// <summary>A node's reason for people: half a sentence that says what is wrong and, where that helps, what to do.</summary>
public static class ReasonWords
{
    public static string Of(UpdateReasonCode reason) => reason switch
    {
        UpdateReasonCode.None => "",
        < UpdateReasonCode.CrashTries => OfSlots(reason),
        < UpdateReasonCode.ManifestMalformed => OfTrial(reason),
        < UpdateReasonCode.SequenceJump => OfManifest(reason),
        < UpdateReasonCode.ChunkTooLong => OfTrust(reason),
        < UpdateReasonCode.ManifestLost => OfTransfer(reason),
        _ => OfAgent(reason)
    };

    private static string OfSlots(UpdateReasonCode reason) => reason switch
    {
        UpdateReasonCode.NotNow => "the node's state does not permit it now",
        UpdateReasonCode.RecordNotWritten => "the node could not write its boot record; nothing has changed",
        UpdateReasonCode.NoRecord => "the node has no boot record: it is new, or both logs are lost",
        UpdateReasonCode.BelowFloor => "a version is below the floor of its component: older versions are no longer accepted",
        UpdateReasonCode.FloorAboveVersion => "the release demands a floor above its own version",
        UpdateReasonCode.OldSequence => "the manifest is older than the one the node confirmed last",
        UpdateReasonCode.CrashedBefore => "this release has crashed on the node before; make another one",
        UpdateReasonCode.RunsAlready => "the node runs it already",
        UpdateReasonCode.NothingToRun => "the release replaces nothing, or brings a model where no application is",
        UpdateReasonCode.BadChunkList => "a chunk list is malformed, or not the one the manifest names",
        UpdateReasonCode.SlotTooSmall => "a component does not fit the node's slot",
        UpdateReasonCode.NoSuchChunk => "a chunk came that the release does not have",
        UpdateReasonCode.ChunkLength => "a chunk has the wrong length",
        UpdateReasonCode.ChunkDigest => "a chunk does not have its digest",
        UpdateReasonCode.StoreFull => "the node's file store is full",
        UpdateReasonCode.StoreFault => "the node's file store does not hold what is written; its flash may be worn",
        UpdateReasonCode.ChunksMissing => "chunks are missing",
        UpdateReasonCode.SlotDamaged => "a slot that was complete is damaged",
        _ => $"reason {(int)reason}, which this gateway does not know"
    };

    private static string OfTrial(UpdateReasonCode reason) => reason switch
    {
        UpdateReasonCode.CrashTries => "it crashed or hung too often; the node does not try it again",
        UpdateReasonCode.PowerTries => "the power went too often during the trial; it may be offered again",
        UpdateReasonCode.NothingToReturnTo => "there is nothing earlier to return to",
        UpdateReasonCode.ConfirmedDamaged => "what was confirmed is damaged; the one before runs",
        UpdateReasonCode.NoPairVerifies => "no slot is whole: the node waits for an update",
        UpdateReasonCode.LoopSilent => "on trial a loop stopped",
        UpdateReasonCode.HeapLow => "on trial the free memory fell too low",
        UpdateReasonCode.WrongInference => "on trial the model gave another answer than it should",
        UpdateReasonCode.SensorOutOfRange => "on trial no reading of a sensor was in range",
        UpdateReasonCode.GatewaySilent => "on trial it was not even on the network, and the version before heard the gateway",
        UpdateReasonCode.TrialOverdue => "on trial the gateway stayed away to the last limit",
        UpdateReasonCode.Commanded => "the gateway told it to",
        UpdateReasonCode.RecordUnreadable => "a boot log cannot be read, so nothing is written",
        _ => $"reason {(int)reason}, which this gateway does not know"
    };

    private static string OfManifest(UpdateReasonCode reason) => reason switch
    {
        UpdateReasonCode.ManifestMalformed => "the manifest is malformed",
        UpdateReasonCode.ManifestTooLong => "the manifest is too long",
        UpdateReasonCode.ManifestUnknown => "the manifest is of a form the node does not know",
        UpdateReasonCode.VendorMismatch => "the release is another owner's",
        UpdateReasonCode.BoardMismatch => "the release is not for this board",
        UpdateReasonCode.LoaderTooOld => "the release needs a newer loader, which has to be flashed",
        UpdateReasonCode.NativeMismatch => "the node's runtime lacks a native assembly the release needs",
        UpdateReasonCode.PairMismatch => "application and model would not fit each other",
        _ => $"reason {(int)reason}, which this gateway does not know"
    };

    private static string OfTrust(UpdateReasonCode reason) => reason switch
    {
        UpdateReasonCode.SequenceJump => "the release's number jumps further ahead than the node allows",
        UpdateReasonCode.Expired => "the release has expired",
        UpdateReasonCode.KeySetMismatch => "the release was signed under another key set than the node has",
        UpdateReasonCode.KeyUnknown => "no key the node knows signed the release",
        UpdateReasonCode.RoleMismatch => "the key may not sign what it signed",
        UpdateReasonCode.SignatureMalformed => "the signature is malformed",
        UpdateReasonCode.SignatureWrong => "the signature is wrong",
        UpdateReasonCode.BundleMalformed => "the bundle around the manifest is malformed",
        UpdateReasonCode.CommandDevice => "the command was for another device",
        UpdateReasonCode.MacWrong => "the command was not made with this node's key: is it the one in the gateway's key file?",
        UpdateReasonCode.NonceMismatch => "the command answered another nonce than the node's last",
        UpdateReasonCode.CommandExpired => "the command came too late",
        UpdateReasonCode.CommandReplayed => "the command had been taken before",
        UpdateReasonCode.CommandManifest => "the command is for another manifest",
        UpdateReasonCode.FreshnessOld => "the dated message is older than one before",
        UpdateReasonCode.KeySetMalformed => "the key set is malformed",
        UpdateReasonCode.KeySetOrder => "the key set does not follow the one the node has",
        UpdateReasonCode.KeySetThreshold => "too few root keys signed the key set",
        _ => $"reason {(int)reason}, which this gateway does not know"
    };

    private static string OfTransfer(UpdateReasonCode reason) => reason switch
    {
        UpdateReasonCode.ChunkTooLong => "the chunks are longer than a message can carry",
        UpdateReasonCode.BundleTooLong => "the manifest bundle is longer than the node has room for",
        UpdateReasonCode.TransferStalled => "it came so slowly that the node gave it up",
        _ => $"reason {(int)reason}, which this gateway does not know"
    };

    private static string OfAgent(UpdateReasonCode reason) => reason switch
    {
        UpdateReasonCode.ManifestLost => "on trial the node could not read the manifest it keeps, and so not know what to prove",
        UpdateReasonCode.OtherRelease => "the node has another release at hand than the one meant",
        UpdateReasonCode.CommandMalformed => "a command or dated message was malformed",
        _ => $"reason {(int)reason}, which this gateway does not know"
    };
}
