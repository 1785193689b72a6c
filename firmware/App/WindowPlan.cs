namespace Stethos.App
{
    /// <summary>
    /// When each sensor's window begins: once per period, counted from the time it was due and not from when it began, so
    /// that lateness does not add up. Taking turns, one window at a time is captured and computed; who was kept waiting keeps
    /// its new place in the period, so that from the second round on nobody waits. Not thread safe.
    /// </summary>
    public sealed class WindowPlan
    {
        private readonly int _periodMs;
        private readonly bool _takesTurns;
        private readonly int[] _rank;
        private readonly long[] _dueMs;
        private readonly long[] _begunMs;
        private readonly bool[] _isRunning;
        private readonly bool[] _wasKeptWaiting;
        private int _running;

        /// <summary>All sensors are due at <paramref name="nowMs"/>.</summary>
        public WindowPlan(NodeConfiguration configuration, int sensors, long nowMs)
        {
            _periodMs = configuration.PeriodMs;
            _takesTurns = configuration.TakesTurns;
            _rank = new int[sensors];
            _dueMs = new long[sensors];
            _begunMs = new long[sensors];
            _isRunning = new bool[sensors];
            _wasKeptWaiting = new bool[sensors];
            int[]? order = configuration.SensorOrder;
            int ordered = order == null ? 0 : order.Length;
            for (int i = 0; i < sensors; i++)
            {
                _dueMs[i] = nowMs;
                _rank[i] = ordered + i;
            }

            for (int i = 0; order != null && i < ordered; i++)
            {
                if (order[i] >= 0 && order[i] < sensors)
                {
                    _rank[order[i]] = i;
                }
            }
        }

        /// <summary>
        /// Jitter: the longest time that a window began after it was due, in ms; waiting for a turn is not counted. It is less
        /// than the longest time between two calls of the capture loop, computing of other windows included; taking turns, two
        /// windows may stand twice that nearer or further apart than the period.
        /// </summary>
        public long LongestLateMs { get; private set; }

        /// <summary>Whether any window is being taken.</summary>
        public bool HasRunning
        {
            get { return _running > 0; }
        }

        public bool IsRunning(int sensor)
        {
            return _isRunning[sensor];
        }

        /// <summary>Uptime at which the window began.</summary>
        public long BegunMs(int sensor)
        {
            return _begunMs[sensor];
        }

        /// <summary>Whether a window is to begin now.</summary>
        public bool MayBegin(int sensor, long nowMs)
        {
            if (_isRunning[sensor] || nowMs < _dueMs[sensor])
            {
                return false;
            }

            if (_takesTurns && (_running > 0 || !IsNext(sensor, nowMs)))
            {
                _wasKeptWaiting[sensor] = true;
                return false;
            }

            return true;
        }

        /// <summary>The window begins.</summary>
        public void Begin(int sensor, long nowMs)
        {
            if (_wasKeptWaiting[sensor])
            {
                _dueMs[sensor] = nowMs;
                _wasKeptWaiting[sensor] = false;
            }

            long late = nowMs - _dueMs[sensor];
            LongestLateMs = late > LongestLateMs ? late : LongestLateMs;
            _begunMs[sensor] = nowMs;
            _isRunning[sensor] = true;
            _running++;
        }

        /// <summary>The part could not be started: tried again after a period.</summary>
        public void Skip(int sensor, long nowMs)
        {
            _dueMs[sensor] = nowMs + _periodMs;
            _wasKeptWaiting[sensor] = false;
        }

        /// <summary>The window is computed. One that took longer than the period leaves no debt: the next is due at once.</summary>
        public void End(int sensor, long nowMs)
        {
            _isRunning[sensor] = false;
            _running--;
            _dueMs[sensor] += _periodMs;
            _dueMs[sensor] = _dueMs[sensor] < nowMs ? nowMs : _dueMs[sensor];
        }

        // Who has been due longest; of equals, who stands first in the order.
        private bool IsNext(int sensor, long nowMs)
        {
            for (int i = 0; i < _dueMs.Length; i++)
            {
                if (i != sensor && !_isRunning[i] && _dueMs[i] <= nowMs
                    && (_dueMs[i] < _dueMs[sensor] || (_dueMs[i] == _dueMs[sensor] && _rank[i] < _rank[sensor])))
                {
                    return false;
                }
            }

            return true;
        }
    }
}
