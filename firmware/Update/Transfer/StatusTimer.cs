using Stethos.Hal;

namespace Stethos.Update.Transfer
{
    /// <summary>
    /// When a node that fetches something tells how far it is: when what it granted is used up, and when it has heard nothing for
    /// a while. Pauses are half random, so that 200 nodes that miss the end of a round together do not speak together, and grow
    /// fourfold from 2 to 64 s as long as nothing comes.
    /// </summary>
    public sealed class StatusTimer
    {
        private const int FirstPauseMs = 2000;
        private const int LongestPauseMs = 64000;
        private readonly IRandom _random;
        private readonly int _credits;
        private int _used;
        private int _pauseMs = FirstPauseMs;
        private long _dueMs;

        /// <summary>Chunks the node grants at a time, 1 to 255: what it has room for while it writes one to flash.</summary>
        public StatusTimer(IRandom random, int credits)
        {
            _random = random;
            _credits = credits;
        }

        public int Credits
        {
            get { return _credits; }
        }

        /// <summary>Something of the image came, under the node's own topic or under that of all.</summary>
        public void Heard(long nowMs, bool isToAll)
        {
            _pauseMs = FirstPauseMs;
            Wait(nowMs);
            if (!isToAll)
            {
                _used++;
            }
        }

        /// <summary>A status is to be sent at the next turn, because something changed or somebody asked.</summary>
        public void Want()
        {
            _dueMs = 0;
        }

        public bool IsDue(long nowMs)
        {
            return nowMs >= _dueMs || _used >= _credits;
        }

        /// <summary>A status was sent.</summary>
        public void Sent(long nowMs)
        {
            _used = 0;
            Wait(nowMs);
            _pauseMs = _pauseMs * 4 < LongestPauseMs ? _pauseMs * 4 : LongestPauseMs;
        }

        private void Wait(long nowMs)
        {
            _dueMs = nowMs + _pauseMs + _random.Next(_pauseMs);
        }
    }
}
