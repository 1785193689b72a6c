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

        /// <summary>Trial: the gateway was there for the image before and never for this one.</summary>
        GatewaySilent = 28,

        /// <summary>Trial: the gateway stayed away to the last limit.</summary>
        TrialOverdue = 29,

        /// <summary>The gateway's command.</summary>
        Commanded = 30,

        /// <summary>A boot log cannot be read, so it must not be written either.</summary>
        RecordUnreadable = 31
    }
}
