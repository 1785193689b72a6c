using Stethos.App;
using Stethos.App.Supervision;
using Stethos.Hal.NanoFramework;
using Stethos.Protocol;

namespace Stethos.Boards.Node
{
    /// <summary>
    /// Capture, storage and supervisor on one thread, for boards without room for three: a thread takes 968 bytes of heap and its
    /// calls under way 1 to 2 KB more. A call into flash stops every thread of the runtime anyway, so a thread of their own never
    /// kept file work from delaying the capture; here it waits for the end of a window.
    /// </summary>
    internal sealed class SharedLoop
    {
        private const int LongestWaitMs = 1000;
        private const int CompactionMs = 10000;
        private readonly NodeClock _clock;
        private readonly Supervisor _supervisor;
        private readonly WatchedLoop? _capture;
        private readonly WindowPlan? _plan;
        private readonly WatchedLoop _keeper;
        private readonly WatchedLoop _supervision;
        private readonly DueTurn _keeperTurn;
        private readonly DueTurn _supervisionTurn;
        private readonly DueTurn _compactionTurn;

        internal SharedLoop(
            NodeClock clock, Supervisor supervisor, LoopStep? capture, WindowPlan? plan, LoopStep keep, int keeperTurnMs,
            int supervisorTurnMs)
        {
            _clock = clock;
            _supervisor = supervisor;
            _capture = capture == null ? null : new WatchedLoop(capture, LoopCode.Capture, supervisor);
            _plan = plan;
            _keeper = new WatchedLoop(keep, LoopCode.Storage, supervisor);
            _supervision = new WatchedLoop(supervisor.Step, LoopCode.Supervisor, supervisor);
            _keeperTurn = new DueTurn(keeperTurnMs, LongestWaitMs, clock.UptimeMs);
            _supervisionTurn = new DueTurn(supervisorTurnMs, LongestWaitMs, clock.UptimeMs);
            _compactionTurn = new DueTurn(CompactionMs, LongestWaitMs, clock.UptimeMs);
        }

        internal void Step()
        {
            bool isCapturing = _plan != null && _plan.HasRunning;
            if (_compactionTurn.Take(_clock.UptimeMs, isCapturing))
            {
                DeviceMemory.Compact();
            }

            if (_capture != null)
            {
                _supervisor.Inside = LoopCode.Capture;
                _capture.Step();
            }

            isCapturing = _plan != null && _plan.HasRunning;
            if (_keeperTurn.Take(_clock.UptimeMs, isCapturing))
            {
                _supervisor.Inside = LoopCode.Storage;
                _keeper.Step();
            }

            if (_supervisionTurn.Take(_clock.UptimeMs, isCapturing))
            {
                _supervisor.Inside = LoopCode.Supervisor;
                _supervision.Step();
            }
        }
    }
}
