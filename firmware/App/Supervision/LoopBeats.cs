using Stethos.Protocol;

namespace Stethos.App.Supervision
{
    /// <summary>
    /// When each loop of the node last came round, and the longest it took. A loop counts from its first beat on. Thread
    /// safe; allocates nothing after construction.
    /// </summary>
    public sealed class LoopBeats
    {
        private const int Loops = (int)LoopCode.Storage + 1;
        private readonly long[] _lastMs = new long[Loops];
        private readonly int[] _deadlineMs = new int[Loops];
        private readonly bool[] _isBeating = new bool[Loops];
        private readonly object _sync = new object();
        private int _longestMs;

        /// <summary>The longest a loop may take for one turn, ms; 0 = it is not watched.</summary>
        public void SetDeadline(LoopCode loop, int deadlineMs)
        {
            lock (_sync)
            {
                _deadlineMs[(int)loop] = deadlineMs;
            }
        }

        /// <summary>The loop begins a turn.</summary>
        public void Beat(LoopCode loop, long nowMs)
        {
            lock (_sync)
            {
                int place = (int)loop;
                long turnMs = nowMs - _lastMs[place];
                if (_isBeating[place] && turnMs > _longestMs)
                {
                    _longestMs = (int)turnMs;
                }

                _lastMs[place] = nowMs;
                _isBeating[place] = true;
            }
        }

        /// <summary>A loop that has not come round within its deadline; None when all have.</summary>
        public LoopCode Missing(long nowMs)
        {
            lock (_sync)
            {
                for (int i = 1; i < Loops; i++)
                {
                    if (_isBeating[i] && _deadlineMs[i] > 0 && nowMs - _lastMs[i] > _deadlineMs[i])
                    {
                        return (LoopCode)i;
                    }
                }

                return LoopCode.None;
            }
        }

        /// <summary>Uptime at which a loop last came round, ms; 0 = it has not yet.</summary>
        public long LastMs(LoopCode loop)
        {
            lock (_sync)
            {
                return _lastMs[(int)loop];
            }
        }

        /// <summary>Longest turn of any loop since the call before, ms.</summary>
        public int TakeLongestMs()
        {
            lock (_sync)
            {
                int longest = _longestMs;
                _longestMs = 0;
                return longest;
            }
        }
    }
}
