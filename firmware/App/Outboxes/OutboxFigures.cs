namespace Stethos.App.Outboxes
{
    /// <summary>Figures of an outbox at one moment.</summary>
    public sealed class OutboxFigures
    {
        internal OutboxFigures(int capacityFrames, uint made, long uptimeMs)
        {
            CapacityFrames = capacityFrames;
            CapacityHours = made == 0 || uptimeMs <= 0 ? 0 : capacityFrames * (uptimeMs / 3600000f) / made;
        }

        /// <summary>Frames that find room, reckoned with the longest frame so far.</summary>
        public int CapacityFrames { get; }

        /// <summary>How long an outage may last at the mean rate since the start; 0 before the first frame.</summary>
        public float CapacityHours { get; }

        /// <summary>Bytes written to files since the start; wraps.</summary>
        public uint BytesWritten { get; internal set; }

        /// <summary>Block files begun since the start; over the number of blocks it is the turns of the ring.</summary>
        public uint BlocksBegun { get; internal set; }

        /// <summary>File operations that failed, and read-backs that differed.</summary>
        public uint StorageFaults { get; internal set; }

        /// <summary>Records found damaged.</summary>
        public uint DamagedRecords { get; internal set; }

        /// <summary>Blocks with anything in them.</summary>
        public int BlocksHeld { get; internal set; }
    }
}
