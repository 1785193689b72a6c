namespace Stethos.App.Outboxes
{
    /// <summary>
    /// Sizes of a durable outbox. Memory is about RamFrames x (SlotLength + 30) + 1.5 x BlockLength + BlockCount x 180 + 2,000
    /// bytes; flash is BlockCount x BlockLength bytes.
    /// </summary>
    public sealed class OutboxOptions
    {
        public OutboxOptions()
        {
            RamFrames = 32;
            BlockCount = 24;
            BlockLength = 4096;
            BatchFrames = 8;
            BatchMs = 2000;
            SlotLength = Outbox.MinSlotLength;
        }

        /// <summary>Newest frames kept in memory, 8 to 65,536; at least twice <see cref="BatchFrames"/>.</summary>
        public int RamFrames { get; set; }

        /// <summary>Block files in the ring, 4 to 999; one is always kept free.</summary>
        public int BlockCount { get; set; }

        /// <summary>
        /// Size of a block file in bytes, at least 90 more than <see cref="SlotLength"/>, at most 32,768; best the file
        /// system's own block size.
        /// </summary>
        public int BlockLength { get; set; }

        /// <summary>Frames that wait in memory for one append, 1 to 32: a power cut costs fewer than so many.</summary>
        public int BatchFrames { get; set; }

        /// <summary>Longest time a frame that is not acknowledged waits for an append, 0 to 3,600,000 ms.</summary>
        public int BatchMs { get; set; }

        /// <summary>Longest frame, 200 to 456 bytes.</summary>
        public int SlotLength { get; set; }

        /// <summary>Whether all are in their ranges.</summary>
        public bool IsValid
        {
            get
            {
                return BatchFrames >= 1 && BatchFrames <= 32 && RamFrames >= 8 && RamFrames >= 2 * BatchFrames
                    && RamFrames <= 65536 && BlockCount >= 4 && BlockCount <= 999 && BlockLength <= 32768
                    && BatchMs >= 0 && BatchMs <= 3600000
                    && SlotLength >= Outbox.MinSlotLength && SlotLength <= Outbox.MaxSlotLength && BlockLength >= SlotLength + 90;
            }
        }
    }
}
