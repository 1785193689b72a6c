namespace Stethos.Update.Transfer
{
    /// <summary>
    /// Tells a download that is slow from one that somebody keeps alive by a piece now and then (the attack "slow retrieval"): fewer
    /// than two pieces in an hour, or more than seven days in all, and it is to be given up with
    /// <see cref="UpdateReasonCode.TransferStalled"/>. What the slot holds stays, so that a new offer goes on from there.
    /// </summary>
    public sealed class TransferWatch
    {
        private const long WindowMs = 3600000;
        private const int LeastPieces = 2;
        private const long LongestMs = 7 * 24 * WindowMs;
        private long _begunMs;
        private long _windowMs;
        private int _pieces;

        /// <summary>A download begins, or goes on after a start.</summary>
        public void Begin(long nowMs)
        {
            _begunMs = nowMs;
            _windowMs = nowMs;
            _pieces = 0;
        }

        /// <summary>A part or a chunk that was missing is there now.</summary>
        public void Came()
        {
            _pieces++;
        }

        /// <summary>Whether to give up; call it once a minute or more often.</summary>
        public bool IsStalled(long nowMs)
        {
            if (nowMs - _begunMs >= LongestMs)
            {
                return true;
            }

            if (nowMs - _windowMs < WindowMs)
            {
                return false;
            }

            bool isStalled = _pieces < LeastPieces;
            _windowMs = nowMs;
            _pieces = 0;
            return isStalled;
        }
    }
}
