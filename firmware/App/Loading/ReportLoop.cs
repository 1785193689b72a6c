using Stethos.App.Supervision;
using Stethos.Protocol;

namespace Stethos.App.Loading
{
    /// <summary>
    /// Stands in for the application on a node that runs none: what the node has to tell of itself still becomes frames. One
    /// <see cref="Step"/> after another on the thread of the capture loop.
    /// </summary>
    public sealed class ReportLoop
    {
        private readonly NodeClock _clock;
        private readonly FrameOutlet _outlet;
        private readonly NodeControl _control;
        private readonly byte[] _buffer = new byte[Outbox.MinSlotLength];

        public ReportLoop(NodeConfiguration configuration, NodeClock clock, NodeState state)
        {
            _clock = clock;
            _outlet = new FrameOutlet(configuration, state);
            _control = state.Control;
            _control.Reports.SetDevice(configuration.Device);
        }

        /// <summary>One turn.</summary>
        public void Step()
        {
            _control.Beats.Beat(LoopCode.Capture, _clock.UptimeMs);
            _outlet.AnnounceLosses(_clock);
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
