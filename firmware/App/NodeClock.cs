using Stethos.Hal;

namespace Stethos.App
{
    /// <summary>
    /// The node's idea of UTC: uptime plus an offset learned from the gateway's acknowledgements. Until the first one
    /// the clock is unsure and tells uptime. Written by the link loop, read by the capture loop.
    /// </summary>
    public sealed class NodeClock
    {
        private readonly IClock _clock;
        private readonly object _sync = new object();
        private long _offsetMs;
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
        /// Takes over the gateway's UTC. Later values replace the offset only when it is off by more than 50 ms:
        /// network delay would otherwise make the clock jitter.
        /// </summary>
        public void Set(ulong gatewayMs)
        {
            if (gatewayMs == 0)
            {
                return;
            }

            lock (_sync)
            {
                long offset = (long)gatewayMs - _clock.UptimeMs;
                long difference = offset - _offsetMs;
                if (!_isSet || difference > 50 || difference < -50)
                {
                    _offsetMs = offset;
                    _isSet = true;
                }
            }
        }

        /// <summary>UTC in ms of an uptime; false, and the uptime itself, while unsure.</summary>
        public bool TryGetUtcMs(long uptimeMs, out ulong timeMs)
        {
            lock (_sync)
            {
                timeMs = (ulong)(_isSet ? uptimeMs + _offsetMs : uptimeMs);
                return _isSet;
            }
        }
    }
}
