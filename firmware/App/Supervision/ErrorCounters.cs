using Stethos.Protocol;

namespace Stethos.App.Supervision
{
    /// <summary>
    /// A counter for every error number of the node, the last one, and which changed since they were last told. Thread
    /// safe; allocates nothing after construction.
    /// </summary>
    public sealed class ErrorCounters
    {
        /// <summary>Places: one more than the highest <see cref="NodeErrorCode"/>.</summary>
        public const int Places = (int)NodeErrorCode.GaugeFault + 1;

        private readonly uint[] _counts = new uint[Places];
        private readonly object _sync = new object();

        // A bit for each place, of which there are at most 32.
        private uint _untold;
        private NodeErrorCode _last;

        /// <summary>The error counted last; None in a boot without any.</summary>
        public NodeErrorCode Last
        {
            get
            {
                lock (_sync)
                {
                    return _last;
                }
            }
        }

        /// <summary>Counts one.</summary>
        public void Count(NodeErrorCode error)
        {
            lock (_sync)
            {
                _counts[(int)error]++;
                _untold |= 1u << (int)error;
                _last = error;
            }
        }

        /// <summary>Times since this boot.</summary>
        public uint Of(NodeErrorCode error)
        {
            lock (_sync)
            {
                return _counts[(int)error];
            }
        }

        /// <summary>
        /// Puts the counters that changed since the call before into a health frame; what does not fit stays for the next.
        /// </summary>
        public void TakeChanges(HealthMessage health)
        {
            lock (_sync)
            {
                int filled = 0;
                for (int i = 1; i < Places && filled < HealthMessage.MaxErrors; i++)
                {
                    if ((_untold & (1u << i)) != 0)
                    {
                        health.ErrorCodes[filled] = (NodeErrorCode)i;
                        health.ErrorCounts[filled] = _counts[i];
                        _untold &= ~(1u << i);
                        filled++;
                    }
                }

                health.ErrorCount = filled;
            }
        }
    }
}
