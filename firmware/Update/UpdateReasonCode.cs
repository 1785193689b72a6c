namespace Stethos.Update
{
    /// <summary>
    /// Why an update was refused, rolled back or stopped. Numbers are on the wire and in flash: 1 to 39 slots and boot,
    /// 40 to 69 manifest and trust, 70 to 89 transfer, 90 to 109 the agent.
    /// </summary>
    public enum UpdateReasonCode
    {
        None = 0,

        /// <summary>The state the node is in does not permit it.</summary>
        NotNow = 1,

        /// <summary>The boot record could not be written; nothing has changed.</summary>
        RecordNotWritten = 2,

        /// <summary>There is no boot record: a new node, or both logs are lost.</summary>
        NoRecord = 3,

        /// <summary>A version is below the floor of its component.</summary>
        BelowFloor = 4,

        /// <summary>The release demands a floor above its own version, which could never start again.</summary>
        FloorAboveVersion = 5,

        /// <summary>The manifest is older than the one confirmed last.</summary>
        OldSequence = 6,

        /// <summary>This release has crashed here before.</summary>
        CrashedBefore = 7,

        /// <summary>The release runs already, confirmed.</summary>
        RunsAlready = 8,

        /// <summary>The release replaces nothing, or a model where no application is.</summary>
        NothingToRun = 9,

        /// <summary>A chunk list is malformed or not the one the manifest names.</summary>
        BadChunkList = 10,

        /// <summary>The component does not fit its slot.</summary>
        SlotTooSmall = 11,

        /// <summary>There is no chunk of that number.</summary>
        NoSuchChunk = 12,

        /// <summary>A chunk has another length than its place demands.</summary>
        ChunkLength = 13,

        /// <summary>A chunk does not have its digest.</summary>
        ChunkDigest = 14,

        /// <summary>The file store is full.</summary>
        StoreFull = 15,

        /// <summary>The file store does not hold what was written.</summary>
        StoreFault = 16,

        /// <summary>Chunks are missing.</summary>
        ChunksMissing = 17,

        /// <summary>A slot that was complete does not verify any more.</summary>
        SlotDamaged = 18,

        /// <summary>The image on trial crashed or hung too often; it is not tried again.</summary>
        CrashTries = 19,

        /// <summary>The power went too often during the trial; it may be offered again.</summary>
        PowerTries = 20,

        /// <summary>There is no earlier pair to go back to, or it is below a floor.</summary>
        NothingToReturnTo = 21,

        /// <summary>The confirmed pair does not verify any more; the one before runs.</summary>
        ConfirmedDamaged = 22,

        /// <summary>No pair verifies; the node waits for an update.</summary>
        NoPairVerifies = 23,

        /// <summary>Trial: a loop did not beat.</summary>
        LoopSilent = 24,

        /// <summary>Trial: free memory fell too low.</summary>
        HeapLow = 25,

        /// <summary>Trial: the model did not give the expected answer.</summary>
        WrongInference = 26,

        /// <summary>Trial: no sensor reading was in range.</summary>
        SensorOutOfRange = 27,

        /// <summary>Trial: the gateway was there for the image before, and this one had not even a network.</summary>
        GatewaySilent = 28,

        /// <summary>Trial: the gateway stayed away to the last limit.</summary>
        TrialOverdue = 29,

        /// <summary>The gateway's command.</summary>
        Commanded = 30,

        /// <summary>A boot log cannot be read, so it must not be written either.</summary>
        RecordUnreadable = 31,

        /// <summary>The manifest is not the strict CBOR it has to be, or a number in it is out of range.</summary>
        ManifestMalformed = 40,

        /// <summary>The manifest is longer than any may be.</summary>
        ManifestTooLong = 41,

        /// <summary>The manifest is of another form, or has a field this node may not ignore and does not know.</summary>
        ManifestUnknown = 42,

        /// <summary>The release is another owner's.</summary>
        VendorMismatch = 43,

        /// <summary>The release is not for this board.</summary>
        BoardMismatch = 44,

        /// <summary>The release needs a newer loader.</summary>
        LoaderTooOld = 45,

        /// <summary>The application binds to native assemblies that this node's runtime does not have.</summary>
        NativeMismatch = 46,

        /// <summary>Application and model would not fit each other.</summary>
        PairMismatch = 47,

        /// <summary>The release's number jumps further ahead than it may.</summary>
        SequenceJump = 51,

        /// <summary>The release has expired.</summary>
        Expired = 52,

        /// <summary>The release was signed under another key set than this node has.</summary>
        KeySetMismatch = 53,

        /// <summary>No key of the key set made the signature.</summary>
        KeyUnknown = 54,

        /// <summary>The key may not sign what it signed.</summary>
        RoleMismatch = 55,

        /// <summary>The signature has the wrong form.</summary>
        SignatureMalformed = 56,

        /// <summary>The signature is wrong.</summary>
        SignatureWrong = 57,

        /// <summary>The bundle around the manifest is malformed.</summary>
        BundleMalformed = 58,

        /// <summary>The command is for another device.</summary>
        CommandDevice = 59,

        /// <summary>The command or dated message was not made with this node's key.</summary>
        MacWrong = 60,

        /// <summary>The command answers another nonce than the node gave last.</summary>
        NonceMismatch = 61,

        /// <summary>The command came too late.</summary>
        CommandExpired = 62,

        /// <summary>The command was taken before, or one after it was.</summary>
        CommandReplayed = 63,

        /// <summary>The command is for another manifest.</summary>
        CommandManifest = 64,

        /// <summary>The dated message is older than one that was heard before.</summary>
        FreshnessOld = 65,

        /// <summary>The key set is malformed.</summary>
        KeySetMalformed = 66,

        /// <summary>The key set does not follow the one this node has.</summary>
        KeySetOrder = 67,

        /// <summary>Too few root keys signed the key set.</summary>
        KeySetThreshold = 68,

        /// <summary>The chunks of a component are longer than a message can carry.</summary>
        ChunkTooLong = 70,

        /// <summary>The manifest bundle is longer than the node has room for.</summary>
        BundleTooLong = 71,

        /// <summary>What was needed came so slowly that it was given up.</summary>
        TransferStalled = 72,

        /// <summary>The manifest of what is on trial is not there any more, so nobody knows what it has to prove.</summary>
        ManifestLost = 90,

        /// <summary>The command, or the bundle, is about another release than the one at hand.</summary>
        OtherRelease = 91,

        /// <summary>A command or a dated message that cannot be read.</summary>
        CommandMalformed = 92
    }
}
