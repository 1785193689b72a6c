using System;
using Stethos.App.Supervision;
using Stethos.Hal;
using Stethos.Protocol;
using Stethos.Update;
using Stethos.Update.Boot;
using Stethos.Update.Transfer;

namespace Stethos.App.Updates
{
    /// <summary>
    /// Updates the node: takes the gateway's commands and a release's pieces from the link, tells how it stands, starts what it was
    /// told to start, and confirms it or returns. <see cref="Step"/> runs on a thread of its own, so that neither capture nor link
    /// ever waits for flash or for a signature; the link loop's calls only pass messages on.
    /// </summary>
    public sealed class UpdateAgent : INodeUpdates
    {
        private const int Credits = 4;
        private const long ContactMs = 60L * 60 * 1000;
        private const int FarewellMs = 3000;

        // Frames wait: telemetry goes first, and nothing is asked for meanwhile.
        private const int BusyFrames = 64;
        private readonly NodeState _state;
        private readonly IClock _clock;
        private readonly UpdateParts _parts;
        private readonly UpdateMachine _machine;
        private readonly StatusTimer _timer;
        private readonly UpdateReport _report;
        private readonly UpdateDownloads _downloads;
        private readonly UpdateTopics _topics;
        private readonly MessageReader _reader = new MessageReader();
        private readonly UpdateCommandMessage _command = new UpdateCommandMessage();
        private TrialRun? _trial;
        private bool _isStarted;
        private long _restartDueMs = -1;

        public UpdateAgent(NodeConfiguration configuration, NodeState state, IClock clock, UpdateParts parts)
        {
            _state = state;
            _topics = new UpdateTopics(configuration);
            _clock = clock;
            _parts = parts;
            _machine = parts.Loader.Machine;
            _timer = new StatusTimer(parts.Random, Credits);
            _report = new UpdateReport(configuration, state, parts);
            _downloads = new UpdateDownloads(parts, _report);
        }

        /// <inheritdoc/>
        public int LongestMessage
        {
            get { return UpdateChunk.MaxLength; }
        }

        /// <inheritdoc/>
        public bool WantsRestart { get; private set; }

        /// <inheritdoc/>
        public LinkStatusCode Subscribe(ILink link)
        {
            _report.Want();
            return _topics.Subscribe(link);
        }

        /// <inheritdoc/>
        public void Tell()
        {
            _report.Want();
        }

        /// <inheritdoc/>
        public bool Take(string topic, byte[] message, int count)
        {
            bool isToAll;
            if (!_topics.IsOne(topic, out isToAll))
            {
                return false;
            }

            // What finds no room, or is too long, is lost: the node goes on to say what it lacks.
            if (count <= LongestMessage)
            {
                _downloads.Inbox.Put(message, count, isToAll);
            }

            return true;
        }

        /// <inheritdoc/>
        public void Send(ILink link, byte[] buffer)
        {
            _report.Send(link, _topics.Status, buffer);
        }

        /// <summary>One turn: takes what came, does a bounded piece of work, prepares what is to be told.</summary>
        public void Step()
        {
            long now = _clock.UptimeMs;
            Begin();
            TakeMessages(now);
            Work(now);
            Prove();
            bool isFetching = _downloads.IsFetching;
            if (_report.IsWanted || (isFetching && _timer.IsDue(now)))
            {
                _report.Fill(_downloads, isFetching && _state.Outbox.Depth <= BusyFrames ? Credits : 0, now);
                _timer.Sent(now);
            }

            if (_restartDueMs >= 0 && (now >= _restartDueMs || _report.IsSent))
            {
                WantsRestart = true;
            }
        }

        // What a restart interrupted goes on by itself: it was commanded once.
        private void Begin()
        {
            if (_isStarted)
            {
                return;
            }

            _isStarted = true;
            _report.Want();
            _parts.Trust.Settle();
            if (_parts.Loader.Decision.Kind == BootKindCode.Trial)
            {
                _trial = _downloads.Releases.Recall() ? _downloads.Releases.MakeTrial(_state, _clock) : null;
                if (_trial == null)
                {
                    RollBack(UpdateReasonCode.ManifestLost);
                }
            }
            else
            {
                _downloads.GoOn(_clock.UptimeMs);
            }
        }

        private void TakeMessages(long now)
        {
            bool isToAll;
            for (int length = _downloads.Next(out isToAll); length > 0; length = _downloads.Next(out isToAll))
            {
                byte[] message = _downloads.Message;
                MessageKindCode kind = _reader.PeekKind(message, 0, length);
                if (kind == MessageKindCode.UpdateCommand)
                {
                    TakeCommand(message, length, now);
                    return;
                }

                if (kind == MessageKindCode.Freshness)
                {
                    Believe(_parts.Trust.TakeFreshness(message, length, now));
                }
                else if (_downloads.Take(length))
                {
                    _timer.Heard(now, isToAll);
                }
            }
        }

        private void TakeCommand(byte[] message, int length, long now)
        {
            if (Believe(_parts.Trust.TakeCommand(message, length, now, _command)))
            {
                _report.Note(Obey(_command));
            }

            _report.Want();
        }

        private UpdateReasonCode Obey(UpdateCommandMessage command)
        {
            switch (command.Action)
            {
                case UpdateActionCode.Download:
                    return Download(command);
                case UpdateActionCode.Activate:
                    return Activate(command);
                case UpdateActionCode.Abort:
                    _downloads.Stop();
                    return _machine.Abort();
                case UpdateActionCode.TakeKeySet:
                    _downloads.TakeKeySet(command.Digest, _clock.UptimeMs);
                    return UpdateReasonCode.None;
                default:
                    return Return();
            }
        }

        private UpdateReasonCode Download(UpdateCommandMessage command)
        {
            UpdateStateCode state = _machine.Record.State;
            if (state == UpdateStateCode.Armed || state == UpdateStateCode.Trial)
            {
                return UpdateReasonCode.NotNow;
            }

            if (!_downloads.Releases.IsAbout(command.Digest))
            {
                _downloads.Begin(command.Digest, false, _clock.UptimeMs);
            }

            return UpdateReasonCode.None;
        }

        private UpdateReasonCode Activate(UpdateCommandMessage command)
        {
            UpdateStateCode state = _machine.Record.State;
            bool isCandidate = ReleaseIntake.IsCandidate(_machine.Record, command.Digest);
            if (isCandidate && state == UpdateStateCode.Armed)
            {
                return UpdateReasonCode.None;
            }

            // Too early, or about another one: told, and what is staged stays.
            if (!isCandidate || state != UpdateStateCode.Staged)
            {
                _report.Disbelieved = isCandidate ? UpdateReasonCode.NotNow : UpdateReasonCode.OtherRelease;
                return UpdateReasonCode.None;
            }

            _report.Disbelieved = UpdateReasonCode.None;
            UpdateReasonCode reason = _machine.Arm(HadContact());
            if (reason == UpdateReasonCode.None)
            {
                _downloads.Stop();
                WantRestart();
            }

            return reason;
        }

        // The gateway's silence speaks against a new image only if the one before had it just now.
        private bool HadContact()
        {
            long heardMs = _state.Control.LastRoundTripMs;
            return heardMs >= 0 && _clock.UptimeMs - heardMs <= ContactMs;
        }

        private UpdateReasonCode Return()
        {
            UpdateReasonCode reason = _machine.Record.State == UpdateStateCode.Trial
                ? _machine.RollBack(UpdateReasonCode.Commanded)
                : _machine.Return(UpdateReasonCode.Commanded);
            if (reason == UpdateReasonCode.None)
            {
                _trial = null;
                _downloads.Stop();
                WantRestart();
            }

            return reason;
        }

        private void Work(long now)
        {
            UpdateStateCode before = _machine.State;
            if (_downloads.Work(now) || _machine.State != before)
            {
                _report.Want();
            }
        }

        private void Prove()
        {
            if (_trial == null)
            {
                return;
            }

            ConfirmVerdictCode verdict = _trial.Step();
            if (verdict == ConfirmVerdictCode.Confirm)
            {
                _report.Note(_machine.Confirm());
                _trial = null;
                _report.Want();
            }
            else if (verdict == ConfirmVerdictCode.RollBack)
            {
                RollBack(_trial.Gate.Reason);
            }
        }

        private void RollBack(UpdateReasonCode reason)
        {
            _trial = null;
            _report.Note(_machine.RollBack(reason));
            WantRestart();
        }

        // The gateway should hear of it first; it need not, the node itself knows.
        private void WantRestart()
        {
            _restartDueMs = _clock.UptimeMs + FarewellMs;
            _report.Want();
        }

        // What cannot be believed changes nothing, or anybody could stop an update.
        private bool Believe(UpdateReasonCode reason)
        {
            if (reason != UpdateReasonCode.None)
            {
                _report.Disbelieved = reason;
                _state.Control.Errors.Count(NodeErrorCode.MessageRefused);
            }

            return reason == UpdateReasonCode.None;
        }
    }
}
