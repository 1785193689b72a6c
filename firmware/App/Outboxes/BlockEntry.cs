namespace Stethos.App.Outboxes
{
    /// <summary>All that memory holds about one block of the outbox.</summary>
    internal sealed class BlockEntry
    {
        /// <summary>Which file.</summary>
        internal int Slot;

        /// <summary>Order of the blocks; never used twice.</summary>
        internal uint Block;

        internal uint Boot;
        internal uint First;
        internal uint Last;

        /// <summary>Bytes up to the end of the last whole record.</summary>
        internal int Length;

        internal int Count;

        /// <summary>Frames that are not acknowledged; 0 lets the block be deleted.</summary>
        internal int Unacknowledged;

        /// <summary>Those of them that memory no longer holds, so that they are sent from here.</summary>
        internal int Waiting;

        /// <summary>Reads that failed one after another.</summary>
        internal int ReadFaults;

        /// <summary>Uptime before which it is not read again.</summary>
        internal long RetryMs;

        /// <summary>Frames of it were lost; it stays until their notice is stored.</summary>
        internal bool IsDamaged;

        /// <summary>Nothing may be added any more.</summary>
        internal bool IsSealed;

        /// <summary>Damaged bytes before the first whole record, found at start.</summary>
        internal bool HasDamagedHead;

        /// <summary>Damaged bytes behind the last whole record, found at start.</summary>
        internal bool HasDamagedTail;

        internal void Clear()
        {
            First = 0;
            Last = 0;
            Length = 0;
            Count = 0;
            Unacknowledged = 0;
            Waiting = 0;
            ReadFaults = 0;
            RetryMs = 0;
            IsDamaged = false;
            IsSealed = false;
            HasDamagedHead = false;
            HasDamagedTail = false;
        }

        /// <summary>Nothing of it is wanted any more.</summary>
        internal void GiveUp()
        {
            Unacknowledged = 0;
            Waiting = 0;
            IsSealed = true;
        }
    }
}
