namespace Stethos.App.Outboxes
{
    /// <summary>
    /// All that memory holds about one block of the outbox. There is one for every file and a field takes 12 bytes of the
    /// device's heap whatever its type, so small numbers share one.
    /// </summary>
    internal sealed class BlockEntry
    {
        /// <summary>Order of the blocks; never used twice.</summary>
        internal uint Block;

        internal uint Boot;
        internal uint First;
        internal uint Last;

        /// <summary>Bytes up to the end of the last whole record.</summary>
        internal int Length;

        /// <summary>Uptime before which it is not read again.</summary>
        internal long RetryMs;

        private const int DamagedFlag = 1;
        private const int SealedFlag = 2;
        private const int DamagedHeadFlag = 4;
        private const int DamagedTailFlag = 8;
        private const int FlagBits = 4;
        private const int CountAt = 0;
        private const int UnacknowledgedAt = 8;
        private const int WaitingAt = 16;
        private const int ReadFaultsAt = 24;
        private const int MostReadFaults = 100;

        // Slot above the flags.
        private int _place;

        // Four numbers of a byte each: a block has at most 64 records.
        private int _numbers;

        /// <summary>Which file.</summary>
        internal int Slot
        {
            get { return _place >> FlagBits; }
            set { _place = (value << FlagBits) | (_place & ((1 << FlagBits) - 1)); }
        }

        internal int Count
        {
            get { return Number(CountAt); }
            set { SetNumber(CountAt, value); }
        }

        /// <summary>Frames that are not acknowledged; 0 lets the block be deleted.</summary>
        internal int Unacknowledged
        {
            get { return Number(UnacknowledgedAt); }
            set { SetNumber(UnacknowledgedAt, value); }
        }

        /// <summary>Those of them that memory no longer holds, so that they are sent from here.</summary>
        internal int Waiting
        {
            get { return Number(WaitingAt); }
            set { SetNumber(WaitingAt, value); }
        }

        /// <summary>Reads that failed one after another, counted to 100.</summary>
        internal int ReadFaults
        {
            get { return Number(ReadFaultsAt); }
            set { SetNumber(ReadFaultsAt, value < MostReadFaults ? value : MostReadFaults); }
        }

        /// <summary>Frames of it were lost; it stays until their notice is stored.</summary>
        internal bool IsDamaged
        {
            get { return (_place & DamagedFlag) != 0; }
            set { SetFlag(DamagedFlag, value); }
        }

        /// <summary>Nothing may be added any more.</summary>
        internal bool IsSealed
        {
            get { return (_place & SealedFlag) != 0; }
            set { SetFlag(SealedFlag, value); }
        }

        /// <summary>Damaged bytes before the first whole record, found at start.</summary>
        internal bool HasDamagedHead
        {
            get { return (_place & DamagedHeadFlag) != 0; }
            set { SetFlag(DamagedHeadFlag, value); }
        }

        /// <summary>Damaged bytes behind the last whole record, found at start.</summary>
        internal bool HasDamagedTail
        {
            get { return (_place & DamagedTailFlag) != 0; }
            set { SetFlag(DamagedTailFlag, value); }
        }

        internal void Clear()
        {
            First = 0;
            Last = 0;
            Length = 0;
            RetryMs = 0;
            _place = 0;
            _numbers = 0;
        }

        /// <summary>Nothing of it is wanted any more.</summary>
        internal void GiveUp()
        {
            Unacknowledged = 0;
            Waiting = 0;
            IsSealed = true;
        }

        private int Number(int at)
        {
            return (_numbers >> at) & 0xFF;
        }

        private void SetNumber(int at, int value)
        {
            _numbers = (_numbers & ~(0xFF << at)) | ((value < 0 ? 0 : value) << at);
        }

        private void SetFlag(int flag, bool isSet)
        {
            _place = isSet ? _place | flag : _place & ~flag;
        }
    }
}
