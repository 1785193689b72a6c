namespace Stethos.App.Supervision
{
    /// <summary>
    /// When a loop that shares its thread with the capture loop gets its turn: once per period, kept back while a window is being
    /// taken, but never for longer than a given time. One thread.
    /// </summary>
    public sealed class DueTurn
    {
        private readonly int _periodMs;
        private readonly int _longestWaitMs;
        private long _dueMs;

        public DueTurn(int periodMs, int longestWaitMs, long nowMs)
        {
            _periodMs = periodMs;
            _longestWaitMs = longestWaitMs;
            _dueMs = nowMs;
        }

        /// <summary>Whether it is its turn; then the next is a period from now.</summary>
        public bool Take(long nowMs, bool isCapturing)
        {
            if (nowMs < (isCapturing ? _dueMs + _longestWaitMs : _dueMs))
            {
                return false;
            }

            _dueMs = nowMs + _periodMs;
            return true;
        }
    }
}
