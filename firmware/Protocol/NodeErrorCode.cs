namespace Stethos.Protocol
{
    /// <summary>What can go wrong on a node. Each number has a counter. Numbers are frozen by a test.</summary>
    public enum NodeErrorCode
    {
        None = 0,

        /// <summary>A configuration whose HMAC is wrong.</summary>
        ConfigurationUnauthentic = 1,

        /// <summary>A configuration whose number was used before.</summary>
        ConfigurationReplayed = 2,

        /// <summary>A configuration that cannot be read.</summary>
        ConfigurationMalformed = 3,

        /// <summary>A configuration with a setting this firmware does not know.</summary>
        ConfigurationUnknownKey = 4,

        /// <summary>A configuration with a value outside its range.</summary>
        ConfigurationOutOfRange = 5,

        /// <summary>A configuration whose settings contradict each other.</summary>
        ConfigurationInconsistent = 6,

        /// <summary>A configuration for a node that has no device key.</summary>
        ConfigurationWithoutKey = 7,

        /// <summary>A configuration on trial did not hold; the one before is back.</summary>
        ConfigurationReverted = 8,

        /// <summary>A stored configuration failed its checksum.</summary>
        ConfigurationCorrupt = 9,

        /// <summary>The file store had no room.</summary>
        FileStoreFull = 10,

        /// <summary>The file store failed to write or read.</summary>
        FileStoreFault = 11,

        /// <summary>A retained record failed its checksum, or the node cannot score with its model.</summary>
        RecordCorrupt = 12,

        /// <summary>A part answered with the id of another part.</summary>
        PartWrongId = 13,

        /// <summary>A part could not be reached or does not do what it is told.</summary>
        PartFault = 14,

        /// <summary>The gateway's time was more than a second from the node's.</summary>
        ClockJumped = 15,

        /// <summary>A time whose HMAC is wrong or whose request is old.</summary>
        TimeUnauthentic = 16,

        /// <summary>The memory budget was not met at start.</summary>
        MemoryShort = 17,

        /// <summary>A loop did not come round within its deadline.</summary>
        LoopHung = 18,

        /// <summary>A loop ended with an exception.</summary>
        LoopCrashed = 19,

        /// <summary>A message from the gateway that cannot be read or is unknown.</summary>
        MessageRefused = 20,

        /// <summary>The outbox dropped frames that were not acknowledged.</summary>
        OutboxOverrun = 21,

        /// <summary>No link for longer than the alarm allows.</summary>
        LinkAlarm = 22,

        /// <summary>A gauge of the board did not answer, or another part did.</summary>
        GaugeFault = 23
    }
}
