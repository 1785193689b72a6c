namespace Stethos.Hal.Parts
{
    /// <summary>
    /// Remembers that the next samples of a FIFO may not join those before, until they are handed out. One overrun counts
    /// once, however many reads fail before its samples arrive.
    /// </summary>
    public sealed class FifoGaps
    {
        private bool _isPending;
        private bool _isCounted;

        /// <summary>Times the FIFO was found full; only grows.</summary>
        public int OverrunCount { get; private set; }

        /// <summary>The FIFO starts afresh; the count stays.</summary>
        public void Restart()
        {
            _isPending = false;
            _isCounted = false;
        }

        /// <summary>The FIFO was full: samples may be lost.</summary>
        public void NoteOverrun()
        {
            if (!_isCounted)
            {
                OverrunCount++;
                _isCounted = true;
            }

            _isPending = true;
        }

        /// <summary>A read broke off: the part may or may not have moved its FIFO on.</summary>
        public void NoteBreak()
        {
            _isPending = true;
        }

        /// <summary>The status of samples that are handed out now: Ok when they join those before, else Overrun.</summary>
        public PartStatusCode HandOut()
        {
            bool wasPending = _isPending;
            Restart();
            return wasPending ? PartStatusCode.Overrun : PartStatusCode.Ok;
        }
    }
}
