using Stethos.App.Supervision;
using Stethos.Protocol;

namespace Stethos.App
{
    /// <summary>
    /// Gives every frame of this boot its sequence and puts it into the outbox: vibration, pictures and notices share one
    /// count. Announces what the outbox lost. One thread, that of the capture loop.
    /// </summary>
    public sealed class FrameOutlet
    {
        private readonly Outbox _outbox;
        private readonly uint[] _counters;
        private readonly ErrorCounters _errors;
        private readonly byte[] _notice = new byte[GapNotice.MaxLength];
        private readonly GapNotice _gap = new GapNotice();
        private readonly CborWriter _writer = new CborWriter();
        private uint _sequence;

        public FrameOutlet(NodeConfiguration configuration, NodeState state)
        {
            _outbox = state.Outbox;
            _counters = state.Counters;
            _errors = state.Control.Errors;
            Boot = state.Boot;
            _gap.Key.SetDevice(configuration.Device, 0);
        }

        /// <summary>Start count of the node.</summary>
        public uint Boot { get; }

        /// <summary>
        /// Makes room for a frame and returns its sequence; the next call is <see cref="Add"/>. <paramref name="timeMs"/> is
        /// the time of a notice, if room had to be made.
        /// </summary>
        public uint Next(ulong timeMs)
        {
            MakeRoom(timeMs);
            _sequence++;
            return _sequence;
        }

        /// <summary>Takes the frame with the sequence given last; of length 0, there is none and the next one gets the sequence.</summary>
        public void Add(byte[] frame, int length)
        {
            if (length == 0)
            {
                _sequence--;
                return;
            }

            _outbox.Add(_sequence, frame, 0, length);
            _counters[NodeCounters.FramesMade]++;
        }

        /// <summary>Takes a report of the node on itself with the sequence given last; it is no window and not counted as one.</summary>
        public void AddReport(byte[] frame, int length)
        {
            _outbox.Add(_sequence, frame, 0, length);
        }

        /// <summary>Announces what the outbox lost on its own: blocks that had to make room, and damaged ones.</summary>
        public void AnnounceLosses(NodeClock clock)
        {
            int frames;
            while (_outbox.TakeLoss(_sequence + 1, _gap, out frames))
            {
                ulong timeMs;
                clock.TryGetUtcMs(clock.UptimeMs, out timeMs);
                _counters[NodeCounters.FramesDropped] += (uint)frames;
                if (_gap.Reason == GapReasonCode.OutboxOverrun)
                {
                    _errors.Count(NodeErrorCode.OutboxOverrun);
                }

                AddNotice(timeMs);
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
            _errors.Count(NodeErrorCode.OutboxOverrun);
            _gap.First = first;
            _gap.Last = last;
            _gap.GapBoot = Boot;
            _gap.Reason = GapReasonCode.OutboxOverrun;
            AddNotice(timeMs);
        }

        private void AddNotice(ulong timeMs)
        {
            _sequence++;
            _gap.Key.Boot = Boot;
            _gap.Key.Sequence = _sequence;
            _gap.Key.TimeMs = timeMs;
            int length = _gap.Write(_notice, 0, _notice.Length, _writer);
            _outbox.Add(_sequence, _notice, 0, length);
        }
    }
}
