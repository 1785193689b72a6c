using Stethos.App.LocalOutput;
using Stethos.Hal;
using Stethos.Protocol;

namespace Stethos.App.Supervision
{
    /// <summary>
    /// Sees to it that the node never hangs silently: feeds the watchdog only while every loop comes round in time, keeps
    /// the last words, posts the health frames, ends trials of configurations, restarts when that is wanted, and drives
    /// lamp and relay. Runs on its own thread, one <see cref="Step"/> every 100 ms.
    /// </summary>
    public sealed class Supervisor
    {
        private const int LongestFarewellMs = 5000;
        private readonly NodeState _state;
        private readonly NodeControl _control;
        private readonly NodeClock _clock;
        private readonly SupervisorHal _hal;
        private readonly SupervisorOptions _options;
        private readonly LastWords _words;
        private readonly HealthReporter _reporter;
        private readonly NodeSigns _signs;
        private readonly object _sync = new object();
        private long _nextHealthMs;
        private long _nextNoteMs;
        private long _restartDueMs = -1;
        private NodeErrorCode _noted;
        private bool _hasEnded;

        /// <summary><paramref name="words"/> have begun.</summary>
        public Supervisor(
            NodeState state, NodeClock clock, SupervisorHal hal, SupervisorOptions options, LastWords words)
        {
            _state = state;
            _control = state.Control;
            _clock = clock;
            _hal = hal;
            _options = options;
            _words = words;
            Inside = LoopCode.Supervisor;
            _reporter = new HealthReporter(state, clock, hal, words);
            _signs = new NodeSigns(state, hal, options.LinkAlarmMs);
            _nextHealthMs = clock.UptimeMs + options.HealthPeriodMs;
            _nextNoteMs = clock.UptimeMs + options.NotePeriodMs;
            _control.Beats.SetDeadline(LoopCode.Capture, options.CaptureDeadlineMs);
            _control.Beats.SetDeadline(LoopCode.Link, options.LinkDeadlineMs);
            _control.Beats.SetDeadline(LoopCode.Storage, options.StorageDeadlineMs);
            hal.Watchdog.Start(options.WatchdogMs);
        }

        /// <summary>What the lamp shows.</summary>
        public LedCode Lamp
        {
            get { return _signs.Lamp; }
        }

        /// <summary>The loop that the supervisor's thread is in; others may share it.</summary>
        public LoopCode Inside { get; set; }

        /// <summary>Whether the relay is energised.</summary>
        public bool IsRelayOn
        {
            get { return _signs.IsRelayOn; }
        }

        /// <summary>One turn.</summary>
        public void Step()
        {
            long now = _clock.UptimeMs;
            LoopCode missing = _control.Beats.Missing(now);
            _control.Beats.Beat(LoopCode.Supervisor, now);
            if (missing == LoopCode.None && !_hasEnded)
            {
                _hal.Watchdog.Feed();
            }
            else if (!_hasEnded)
            {
                _control.Errors.Count(NodeErrorCode.LoopHung);
                End(ResetCauseCode.Watchdog, missing);
            }

            _signs.Step(now, missing == LoopCode.None && !_hasEnded);
            if (_hasEnded)
            {
                return;
            }

            Report(now);
            Forgive(now);
            SeeToConfiguration(now);
        }

        /// <summary>A loop ended with an exception; called on its thread. Restarts the node.</summary>
        public void NoteCrash(LoopCode loop)
        {
            _control.Errors.Count(NodeErrorCode.LoopCrashed);
            End(ResetCauseCode.Crash, loop);
            _hal.Restart.Restart();
        }

        /// <summary>
        /// The watchdog has long not been fed: tells it while there is time, and restarts. Called on a thread of its own, which nothing
        /// waits for.
        /// </summary>
        public void NoteHang()
        {
            _control.Errors.Count(NodeErrorCode.LoopHung);
            End(ResetCauseCode.Watchdog, Inside);
            _hal.Restart.Restart();
        }

        private void Report(long now)
        {
            if (now >= _nextHealthMs)
            {
                _nextHealthMs = now + _options.HealthPeriodMs;
                _reporter.Post();
            }

            NodeErrorCode error = _control.Errors.Last;
            if (now >= _nextNoteMs || (error != _noted && now >= _nextNoteMs - _options.NotePeriodMs * 9L / 10))
            {
                _nextNoteMs = now + _options.NotePeriodMs;
                _noted = error;
                Count(_words.Note(error, now, _hal.Memory.LowWaterBytes));
            }
        }

        private void Forgive(long now)
        {
            if (_words.Crashes > 0 && now >= _options.HealthyMs && StartCheck.Captures(_control.Mode))
            {
                _words.Forgive();
                Count(_words.Note(_control.Errors.Last, now, _hal.Memory.LowWaterBytes));
            }
        }

        private void SeeToConfiguration(long now)
        {
            bool isWanted = _state.Updates != null && _state.Updates.WantsRestart;
            if (_control.Keeper != null)
            {
                _control.Keeper.Step(now);
                isWanted |= _control.Keeper.WantsRestart;
            }

            if (!isWanted)
            {
                return;
            }

            // The result should reach the gateway before the node is away; a node without link does not wait for ever.
            if (_restartDueMs < 0)
            {
                _restartDueMs = now + LongestFarewellMs;
            }

            if (now >= _restartDueMs || (_control.Reports.IsEmpty && _state.Outbox.Depth == 0))
            {
                End(ResetCauseCode.Requested, LoopCode.None);
                _hal.Restart.Restart();
            }
        }

        private void End(ResetCauseCode cause, LoopCode loop)
        {
            lock (_sync)
            {
                // The first reason is the one to tell.
                if (_hasEnded)
                {
                    return;
                }

                _hasEnded = true;
                Count(_words.End(cause, _control.Errors.Last, loop, _clock.UptimeMs, _hal.Memory.LowWaterBytes));
            }
        }

        private void Count(FileStatusCode status)
        {
            if (status != FileStatusCode.Ok)
            {
                _control.Errors.Count(FileErrors.Of(status));
            }
        }
    }
}
