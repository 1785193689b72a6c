using Stethos.Hal;

namespace Stethos.App
{
    /// <summary>
    /// The node's idea of UTC: uptime plus an offset learned from the gateway's acknowledgements. Until the first one
    /// the clock is unsure and tells uptime. Written by the link loop, read by the capture loop.
    /// </summary>
    public sealed class NodeClock
    {
        private const int JumpMs = 1000;
        private readonly IClock _clock;
        private readonly object _sync = new object();
        private long _offsetMs;
        private long _excessMs;
        private long _excessSinceMs;
        private bool _isSet;

        public NodeClock(IClock clock)
        {
            _clock = clock;
        }

        /// <summary>Milliseconds since boot.</summary>
        public long UptimeMs
        {
            get { return _clock.UptimeMs; }
        }

        /// <summary>
        /// Takes over the gateway's UTC when it is more than 50 ms off; network delay would otherwise make the clock
        /// jitter. Ahead it is set; behind, the clock runs at half speed until it is right, so that it never goes back
        /// within a boot. True when it was off by more than a second and not the first time: a jump.
        /// </summary>
        public bool Set(ulong gatewayMs)
        {
            if (gatewayMs == 0)
            {
                return false;
            }

            lock (_sync)
            {
                long now = _clock.UptimeMs;
                long offset = (long)gatewayMs - now;
                if (!_isSet)
                {
                    _offsetMs = offset;
                    _isSet = true;
                    return false;
                }

                long difference = offset - _offsetMs - ExcessMs(now);
                if (-50 <= difference && difference <= 50)
                {
                    return false;
                }

                // What the clock is ahead now is what it has to lose from now on.
                _excessMs = difference < 0 ? -difference : 0;
                _excessSinceMs = now;
                _offsetMs = offset;
                return difference > JumpMs || difference < -JumpMs;
            }
        }

        /// <summary>UTC in ms of an uptime; false, and the uptime itself, while unsure.</summary>
        public bool TryGetUtcMs(long uptimeMs, out ulong timeMs)
        {
            lock (_sync)
            {
                timeMs = (ulong)(_isSet ? uptimeMs + _offsetMs + ExcessMs(uptimeMs) : uptimeMs);
                return _isSet;
            }
        }

        // Half a millisecond less for each that has passed.
        private long ExcessMs(long uptimeMs)
        {
            long passed = uptimeMs - _excessSinceMs;
            long left = passed > 0 ? _excessMs - passed / 2 : _excessMs;
            return left > 0 ? left : 0;
        }
    }
}
