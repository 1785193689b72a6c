using Stethos.App.Supervision;
using Stethos.Hal;
using Stethos.Protocol;

namespace Stethos.App
{
    /// <summary>
    /// Capture → window → features → outbox, for all sensors of the node. Never waits for the link: a full outbox
    /// drops its oldest frames and announces the gap. Runs on its own thread, one <see cref="Step"/> after another.
    /// </summary>
    public sealed class CaptureLoop
    {
        private readonly NodeConfiguration _configuration;
        private readonly NodeClock _clock;
        private readonly FrameOutlet _outlet;
        private readonly BurstRequest _burst;
        private readonly uint[] _counters;
        private readonly NodeControl _control;
        private readonly ICapture[] _captures;
        private readonly FrameMaker[] _makers;
        private readonly long[] _startMs;
        private readonly bool[] _isRunning;
        private readonly byte[] _buffer = new byte[Outbox.MinSlotLength];
        private ITachometer? _tachometer;

        public CaptureLoop(
            NodeConfiguration configuration, ICapture[] captures, NodeClock clock, NodeState state)
            : this(configuration, captures, clock, state, new FrameOutlet(configuration, state))
        {
        }

        /// <summary>A loop that shares its count of frames with others on the same thread.</summary>
        public CaptureLoop(
            NodeConfiguration configuration, ICapture[] captures, NodeClock clock, NodeState state, FrameOutlet outlet)
        {
            _configuration = configuration;
            _captures = captures;
            _clock = clock;
            _outlet = outlet;
            _burst = state.Burst;
            _counters = state.Counters;
            _control = state.Control;
            _control.Reports.SetDevice(configuration.Device);
            _makers = new FrameMaker[captures.Length];
            _startMs = new long[captures.Length];
            _isRunning = new bool[captures.Length];
            for (int i = 0; i < captures.Length; i++)
            {
                _makers[i] = new FrameMaker(configuration, captures[i], i);
                _startMs[i] = clock.UptimeMs;
            }
        }

        /// <summary>Measures the shaft's speed for all sensors; polled by <see cref="Step"/>. Null: the configured speed holds.</summary>
        public ITachometer? Tachometer
        {
            get
            {
                return _tachometer;
            }

            set
            {
                _tachometer = value;
                for (int i = 0; i < _makers.Length; i++)
                {
                    _makers[i].Tachometer = value;
                }
            }
        }

        /// <summary>Polls every sensor once; call at least every 50 ms or DMA buffers overrun.</summary>
        public void Step()
        {
            _control.Beats.Beat(LoopCode.Capture, _clock.UptimeMs);
            _outlet.AnnounceLosses(_clock);
            AddReport();
            if (_tachometer != null)
            {
                _tachometer.Poll();
            }

            for (int i = 0; i < _captures.Length; i++)
            {
                if (!_isRunning[i])
                {
                    Begin(i);
                }
                else if (_captures[i].Poll())
                {
                    Finish(i);
                }
                else if (_clock.UptimeMs > _startMs[i] + LongestWindowMs(_captures[i]))
                {
                    // A part that lost its supply comes back in standby and would stay silent for ever.
                    _captures[i].GiveUp();
                    Finish(i);
                }
            }
        }

        private static long LongestWindowMs(ICapture capture)
        {
            return 1000 + 4L * 1000 * capture.WindowLength / capture.SampleRateHz;
        }

        private void Begin(int sensor)
        {
            long now = _clock.UptimeMs;
            if (now < _startMs[sensor])
            {
                return;
            }

            if (_captures[sensor].Start() != BusStatusCode.Ok)
            {
                NoteSensorFault(sensor);
                _startMs[sensor] = now + _configuration.PeriodMs;
                return;
            }

            _captures[sensor].Begin();
            _startMs[sensor] = now;
            _isRunning[sensor] = true;
        }

        private void Finish(int sensor)
        {
            ICapture capture = _captures[sensor];
            ulong timeMs;
            bool clockIsSet = _clock.TryGetUtcMs(_startMs[sensor], out timeMs);
            if (capture.Fault != BusStatusCode.Ok)
            {
                NoteSensorFault(sensor);
            }
            else
            {
                _control.NoteSensor(sensor, true);
            }

            _counters[NodeCounters.SamplesLost] += (uint)capture.Lost;
            uint sequence = _outlet.Next(timeMs);
            long begunMs = _clock.UptimeMs;
            int length = _makers[sensor].Make(_outlet.Boot, sequence, timeMs, clockIsSet, _buffer);
            _control.NoteFeatures(_clock.UptimeMs - begunMs);
            _outlet.Add(_buffer, length);
            if (_burst.IsWanted(sensor))
            {
                _burst.Fill(capture, timeMs);
            }

            _startMs[sensor] += _configuration.PeriodMs;
            _isRunning[sensor] = false;
            if (_startMs[sensor] < _clock.UptimeMs)
            {
                // The window took longer than the period: start the next one now instead of piling up a debt.
                _startMs[sensor] = _clock.UptimeMs;
            }
        }

        private void NoteSensorFault(int sensor)
        {
            _counters[NodeCounters.BusFaults]++;
            _control.Errors.Count(_captures[sensor].IsWrongPart ? NodeErrorCode.PartWrongId : NodeErrorCode.PartFault);
            _control.NoteSensor(sensor, false);
        }

        // What others want to be sent; one a turn, so that sampling is never kept waiting.
        private void AddReport()
        {
            if (_control.Reports.IsEmpty)
            {
                return;
            }

            ulong timeMs;
            _clock.TryGetUtcMs(_clock.UptimeMs, out timeMs);
            uint sequence = _outlet.Next(timeMs);
            _outlet.AddReport(_buffer, _control.Reports.Take(_outlet.Boot, sequence, timeMs, _buffer));
        }
    }
}
