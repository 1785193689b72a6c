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
        private readonly NodeClock _clock;
        private readonly FrameOutlet _outlet;
        private readonly NodeState _state;
        private readonly ICapture[] _captures;
        private readonly FrameMaker[] _makers;
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
            _captures = captures;
            _clock = clock;
            _outlet = outlet;
            _state = state;
            _state.Control.Reports.SetDevice(configuration.Device);
            _makers = new FrameMaker[captures.Length];
            Plan = new WindowPlan(configuration, captures.Length, clock.UptimeMs);
            for (int i = 0; i < captures.Length; i++)
            {
                _makers[i] = new FrameMaker(configuration, captures[i], i);
            }
        }

        /// <summary>When windows begin, and how late they did.</summary>
        public WindowPlan Plan { get; }

        /// <summary>
        /// Measures the shaft's speed for all sensors; started here, polled by <see cref="Step"/>. Null, also when it could not be
        /// started, which is told as a part's fault: the configured speed holds.
        /// </summary>
        public ITachometer? Tachometer
        {
            get
            {
                return _tachometer;
            }

            set
            {
                _tachometer = value;
                if (value != null && value.Start() != BusStatusCode.Ok)
                {
                    _state.Control.Errors.Count(NodeErrorCode.PartFault);
                    _tachometer = null;
                }

                for (int i = 0; i < _makers.Length; i++)
                {
                    _makers[i].Tachometer = _tachometer;
                }
            }
        }

        /// <summary>Polls every sensor once; call at least every 50 ms or DMA buffers overrun.</summary>
        public void Step()
        {
            _state.Control.Beats.Beat(LoopCode.Capture, _clock.UptimeMs);
            _outlet.AnnounceLosses(_clock);
            AddReport();
            if (_tachometer != null)
            {
                _tachometer.Poll();
            }

            for (int i = 0; i < _captures.Length; i++)
            {
                if (!Plan.IsRunning(i))
                {
                    Begin(i);
                }
                else if (_captures[i].Poll())
                {
                    Finish(i);
                }
                else if (_clock.UptimeMs > Plan.BegunMs(i) + LongestWindowMs(_captures[i]))
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
            if (!Plan.MayBegin(sensor, now))
            {
                return;
            }

            if (_captures[sensor].Start() != BusStatusCode.Ok)
            {
                NoteSensorFault(sensor);
                Plan.Skip(sensor, now);
                return;
            }

            _captures[sensor].Begin();
            Plan.Begin(sensor, now);
        }

        private void Finish(int sensor)
        {
            ICapture capture = _captures[sensor];
            ulong timeMs;
            bool clockIsSet = _clock.TryGetUtcMs(Plan.BegunMs(sensor), out timeMs);
            if (capture.Fault != BusStatusCode.Ok)
            {
                NoteSensorFault(sensor);
            }
            else
            {
                _state.Control.NoteSensor(sensor, true);
            }

            _state.Counters[NodeCounters.SamplesLost] += (uint)capture.Lost;
            uint sequence = _outlet.Next(timeMs);
            long begunMs = _clock.UptimeMs;
            int length = _makers[sensor].Make(_outlet.Boot, sequence, timeMs, clockIsSet, _buffer);
            IWindowGate? gate = _state.Gate;
            length = gate == null ? length : gate.Judge(sensor, _buffer, length, _clock.UptimeMs);
            _state.Control.NoteFeatures(_clock.UptimeMs - begunMs);
            _outlet.Add(_buffer, length);
            if (_state.Burst.IsWanted(sensor))
            {
                _state.Burst.Fill(capture, timeMs, _makers[sensor].ShaftMilliHz);
            }

            Plan.End(sensor, _clock.UptimeMs);
        }

        private void NoteSensorFault(int sensor)
        {
            _state.Counters[NodeCounters.BusFaults]++;
            _state.Control.Errors.Count(_captures[sensor].IsWrongPart ? NodeErrorCode.PartWrongId : NodeErrorCode.PartFault);
            _state.Control.NoteSensor(sensor, false);
        }

        // What others want to be sent; one a turn, so that sampling is never kept waiting.
        private void AddReport()
        {
            if (_state.Control.Reports.IsEmpty)
            {
                return;
            }

            ulong timeMs;
            _clock.TryGetUtcMs(_clock.UptimeMs, out timeMs);
            uint sequence = _outlet.Next(timeMs);
            _outlet.AddReport(_buffer, _state.Control.Reports.Take(_outlet.Boot, sequence, timeMs, _buffer));
        }
    }
}
