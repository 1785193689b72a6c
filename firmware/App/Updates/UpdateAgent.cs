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
        private const int IdleSlots = 2;
        private const int Credits = 4;
        private const int FetchSlots = 8;
        private const int FarewellMs = 3000;

        // Frames wait: telemetry goes first, and nothing is asked for meanwhile.
        private const int BusyFrames = 64;
        private readonly NodeState _state;
        private readonly IClock _clock;
        private readonly UpdateParts _parts;
        private readonly UpdateMachine _machine;
        private readonly UpdateInbox _inbox = new UpdateInbox(IdleSlots);
        private readonly StatusTimer _timer;
        private readonly UpdateReport _report;
        private readonly ReleaseIntake _intake;
        private readonly KeySetFetch _keySets;
        private readonly UpdateTopics _topics;
        private readonly MessageReader _reader = new MessageReader();
        private readonly UpdateCommandMessage _command = new UpdateCommandMessage();
        private byte[] _message = new byte[UpdateInbox.ShortLength];
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
            _intake = new ReleaseIntake(parts);
            _keySets = new KeySetFetch(parts.Trust);
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
                _inbox.Put(message, count, isToAll);
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
            Work();
            Prove();
            bool isFetching = _intake.IsFetching || _keySets.IsFetching;
            if (_report.IsWanted || (isFetching && _timer.IsDue(now)))
            {
                _report.Fill(_intake, _keySets, isFetching && _state.Outbox.Depth <= BusyFrames ? Credits : 0, now);
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
                _trial = _intake.Recall() ? _intake.MakeTrial(_state, _clock) : null;
                if (_trial == null)
                {
                    RollBack(UpdateReasonCode.ManifestLost);
                }
            }
            else
            {
                GoOn();
            }
        }

        private void GoOn()
        {
            if (_machine.Record.State == UpdateStateCode.Staging)
            {
                Fetch(_machine.Record.CandidateId, _intake.Recall());
            }
        }

        private void TakeMessages(long now)
        {
            bool isToAll;
            for (int length = _inbox.Take(_message, out isToAll); length > 0; length = _inbox.Take(_message, out isToAll))
            {
                MessageKindCode kind = _reader.PeekKind(_message, 0, length);
                if (kind == MessageKindCode.UpdateCommand)
                {
                    TakeCommand(length, now);
                    return;
                }

                if (kind == MessageKindCode.Freshness)
                {
                    Believe(_parts.Trust.TakeFreshness(_message, length, now));
                }
                else if (_keySets.IsFetching ? _keySets.Take(_message, length) : _intake.Take(_message, length))
                {
                    _timer.Heard(now, isToAll);
                }
            }
        }

        private void TakeCommand(int length, long now)
        {
            if (Believe(_parts.Trust.TakeCommand(_message, length, now, _command)))
            {
                Note(Obey(_command));
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
                    StopFetching();
                    return _machine.Abort();
                case UpdateActionCode.TakeKeySet:
                    TakeKeySet(command);
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

            if (!_intake.IsAbout(command.Digest))
            {
                Fetch(command.Digest, false);
            }

            return UpdateReasonCode.None;
        }

        private void TakeKeySet(UpdateCommandMessage command)
        {
            bool isBegun;
            UpdateReasonCode reason = _keySets.Order(command.Digest, _machine.Record.State, _clock.UptimeMs, out isBegun);
            if (isBegun)
            {
                _intake.End();
                OpenInbox();
            }

            NoteKeySet(reason);
        }

        private UpdateReasonCode Activate(UpdateCommandMessage command)
        {
            bool isArmed = _machine.Record.State == UpdateStateCode.Armed;
            if (isArmed || !ReleaseIntake.IsCandidate(_machine.Record, command.Digest))
            {
                return isArmed ? UpdateReasonCode.None : UpdateReasonCode.OtherRelease;
            }

            UpdateReasonCode reason = _machine.Arm(true);
            if (reason == UpdateReasonCode.None)
            {
                StopFetching();
                WantRestart();
            }

            return reason;
        }

        private UpdateReasonCode Return()
        {
            UpdateReasonCode reason = _machine.Record.State == UpdateStateCode.Trial
                ? _machine.RollBack(UpdateReasonCode.Commanded)
                : _machine.Return(UpdateReasonCode.Commanded);
            if (reason == UpdateReasonCode.None)
            {
                _trial = null;
                StopFetching();
                WantRestart();
            }

            return reason;
        }

        private void Work()
        {
            if (_keySets.IsFetching)
            {
                UpdateReasonCode ofKeySet = _keySets.Work(_clock.UptimeMs);
                if (!_keySets.IsFetching)
                {
                    NoteKeySet(ofKeySet);
                }

                return;
            }

            if (!_intake.IsFetching)
            {
                return;
            }

            UpdateStateCode before = _machine.State;
            ComponentCode component = _intake.Component;
            UpdateReasonCode reason = _intake.Work(_clock.UptimeMs);

            // With a reason nothing else was changed; the gateway may offer it, or another one, anew.
            bool isOver = reason != UpdateReasonCode.None || !_intake.IsFetching;
            if (isOver)
            {
                StopFetching();
            }

            Note(reason);
            if (isOver || _machine.State != before || _intake.Component != component)
            {
                _report.Want();
            }
        }

        // A key set that is not taken leaves everything as it was, also a download that had to wait for it.
        private void NoteKeySet(UpdateReasonCode reason)
        {
            _report.Disbelieved = reason;
            if (reason != UpdateReasonCode.None && _machine.Record.Trial == SlotPair.None)
            {
                _machine.Refuse(reason);
            }

            if (!_keySets.IsFetching && !_intake.IsFetching)
            {
                StopFetching();
                GoOn();
            }

            _report.Want();
        }

        private void Prove()
        {
            if (_trial == null)
            {
                return;
            }

            ConfirmVerdictCode verdict = _trial.Step(_state.Control.LastAnswerMs >= 0);
            if (verdict == ConfirmVerdictCode.Confirm)
            {
                Note(_machine.Confirm());
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
            Note(_machine.RollBack(reason));
            WantRestart();
        }

        private void Fetch(byte[] image, bool isKnown)
        {
            _keySets.End();
            OpenInbox();
            Note(_intake.Begin(image, isKnown, _clock.UptimeMs));
            _report.Want();
        }

        private void OpenInbox()
        {
            _message = new byte[UpdateChunk.MaxLength];
            _inbox.Open(FetchSlots, _message.Length);
        }

        private void StopFetching()
        {
            _intake.End();
            _keySets.End();
            _inbox.Close();
            _message = new byte[UpdateInbox.ShortLength];
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

        private void Note(UpdateReasonCode reason)
        {
            if (reason != UpdateReasonCode.None)
            {
                _machine.Refuse(reason);
                _report.Want();
            }
        }
    }
}
