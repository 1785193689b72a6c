namespace Stethos.Hal.Virtual.Board
{
    /// <summary>A watchdog that does not bite by itself: whoever runs the board asks whether it would have. Thread safe.</summary>
    public sealed class VirtualWatchdog : IWatchdog
    {
        private readonly IClock _clock;
        private readonly object _gate = new object();
        private long _fedMs;
        private int _timeoutMs;
        private bool _hasBitten;

        public VirtualWatchdog(IClock clock)
        {
            _clock = clock;
        }

        /// <summary>It was not fed in time.</summary>
        public bool HasBitten
        {
            get
            {
                lock (_gate)
                {
                    return Look();
                }
            }
        }

        /// <inheritdoc/>
        public void Start(int timeoutMs)
        {
            lock (_gate)
            {
                _timeoutMs = timeoutMs;
                _fedMs = _clock.UptimeMs;
            }
        }

        /// <inheritdoc/>
        public void Feed()
        {
            lock (_gate)
            {
                Look();
                _fedMs = _clock.UptimeMs;
            }
        }

        // A dog that has bitten has: what is fed later, it does not take back.
        private bool Look()
        {
            _hasBitten |= _timeoutMs > 0 && _clock.UptimeMs - _fedMs > _timeoutMs;
            return _hasBitten;
        }
    }
}
