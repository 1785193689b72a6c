namespace Stethos.App.Outboxes
{
    /// <summary>Figures of an outbox at one moment; one object can be filled again and again.</summary>
    public sealed class OutboxFigures
    {
        /// <summary>Frames that find room, reckoned with the longest frame so far.</summary>
        public int CapacityFrames { get; internal set; }

        /// <summary>How long an outage may last at the mean rate since the start; 0 before the first frame.</summary>
        public float CapacityHours { get; internal set; }

        /// <summary>Bytes written to files since the start; wraps.</summary>
        public uint BytesWritten { get; internal set; }

        /// <summary>Block files begun since the files were made: the number of the newest.</summary>
        public uint BlocksBegun { get; internal set; }

        /// <summary>Block files in the ring; 0 in memory only.</summary>
        public int BlockFiles { get; internal set; }

        /// <summary>File operations that failed, and read-backs that differed.</summary>
        public uint StorageFaults { get; internal set; }

        /// <summary>Records found damaged.</summary>
        public uint DamagedRecords { get; internal set; }

        /// <summary>Blocks with anything in them.</summary>
        public int BlocksHeld { get; internal set; }
    }
}
