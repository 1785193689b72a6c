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
        private readonly Outbox _outbox;
        private readonly BurstRequest _burst;
        private readonly uint[] _counters;
        private readonly ICapture[] _captures;
        private readonly FrameMaker[] _makers;
        private readonly long[] _startMs;
        private readonly bool[] _isRunning;
        private readonly byte[] _buffer = new byte[Outbox.MinSlotLength];
        private readonly GapNotice _gap = new GapNotice();
        private readonly CborWriter _writer = new CborWriter();
        private readonly uint _boot;
        private uint _sequence;

        public CaptureLoop(
            NodeConfiguration configuration, ICapture[] captures, NodeClock clock, NodeState state)
        {
            _configuration = configuration;
            _captures = captures;
            _clock = clock;
            _outbox = state.Outbox;
            _burst = state.Burst;
            _counters = state.Counters;
            _boot = state.Boot;
            _makers = new FrameMaker[captures.Length];
            _startMs = new long[captures.Length];
            _isRunning = new bool[captures.Length];
            for (int i = 0; i < captures.Length; i++)
            {
                _makers[i] = new FrameMaker(configuration, captures[i], i);
                _startMs[i] = clock.UptimeMs;
            }

            _gap.Key.SetDevice(configuration.Device, 0);
        }

        /// <summary>Polls every sensor once; call at least every 50 ms or DMA buffers overrun.</summary>
        public void Step()
        {
            AnnounceLosses();
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
                _counters[NodeCounters.BusFaults]++;
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
                _counters[NodeCounters.BusFaults]++;
            }

            _counters[NodeCounters.SamplesLost] += (uint)capture.Lost;
            MakeRoom(timeMs);
            _sequence++;
            int length = _makers[sensor].Make(_boot, _sequence, timeMs, clockIsSet, _buffer);
            _outbox.Add(_sequence, _buffer, 0, length);
            _counters[NodeCounters.FramesMade]++;
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

        private void MakeRoom(ulong timeMs)
        {
            if (!_outbox.IsFull)
            {
                return;
            }

            uint first;
            uint last;
            int dropped = _outbox.DropOldest(out first, out last);
            if (last == 0)
            {
                return;
            }

            _counters[NodeCounters.FramesDropped] += (uint)dropped;
            _gap.First = first;
            _gap.Last = last;
            _gap.GapBoot = _boot;
            _gap.Reason = GapReasonCode.OutboxOverrun;
            AddNotice(timeMs);
        }

        // What the outbox lost on its own: blocks that had to make room, and damaged ones.
        private void AnnounceLosses()
        {
            int frames;
            while (_outbox.TakeLoss(_sequence + 1, _gap, out frames))
            {
                ulong timeMs;
                _clock.TryGetUtcMs(_clock.UptimeMs, out timeMs);
                _counters[NodeCounters.FramesDropped] += (uint)frames;
                AddNotice(timeMs);
            }
        }

        private void AddNotice(ulong timeMs)
        {
            _sequence++;
            _gap.Key.Boot = _boot;
            _gap.Key.Sequence = _sequence;
            _gap.Key.TimeMs = timeMs;
            int length = _gap.Write(_buffer, 0, _buffer.Length, _writer);
            _outbox.Add(_sequence, _buffer, 0, length);
        }
    }
}
