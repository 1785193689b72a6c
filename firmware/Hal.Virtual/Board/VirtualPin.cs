using System.Collections.Generic;

namespace Stethos.Hal.Virtual.Board
{
    /// <summary>An output that remembers its last 1,000 edges. Thread safe.</summary>
    public sealed class VirtualPin : IOutputPin
    {
        private const int MostEdges = 1000;
        private readonly IClock _clock;
        private readonly Queue<(long TimeMs, bool IsHigh)> _edges = new Queue<(long TimeMs, bool IsHigh)>();
        private readonly object _gate = new object();
        private bool _isHigh;

        public VirtualPin(IClock clock)
        {
            _clock = clock;
        }

        /// <summary>Level now.</summary>
        public bool IsHigh
        {
            get
            {
                lock (_gate)
                {
                    return _isHigh;
                }
            }
        }

        /// <summary>Edges so far, oldest first.</summary>
        public IReadOnlyList<(long TimeMs, bool IsHigh)> Edges
        {
            get
            {
                lock (_gate)
                {
                    return _edges.ToArray();
                }
            }
        }

        /// <inheritdoc/>
        public void Write(bool isHigh)
        {
            lock (_gate)
            {
                if (isHigh == _isHigh)
                {
                    return;
                }

                _isHigh = isHigh;
                _edges.Enqueue((_clock.UptimeMs, isHigh));
                if (_edges.Count > MostEdges)
                {
                    _edges.Dequeue();
                }
            }
        }
    }
}
