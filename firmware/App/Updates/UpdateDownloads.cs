using Stethos.Protocol;
using Stethos.Update;
using Stethos.Update.Boot;
using Stethos.Update.Transfer;

namespace Stethos.App.Updates
{
    /// <summary>
    /// What the agent fetches, one thing at a time: a release, or the next key set. Keeps the room for messages, which is large only
    /// while something comes. One thread, but for what puts into <see cref="Inbox"/>.
    /// </summary>
    internal sealed class UpdateDownloads
    {
        private const int IdleSlots = 2;
        private const int FetchSlots = 8;
        private readonly UpdateMachine _machine;
        private readonly UpdateReport _report;

        internal UpdateDownloads(UpdateParts parts, UpdateReport report)
        {
            _machine = parts.Loader.Machine;
            _report = report;
            Releases = new ReleaseIntake(parts);
            KeySets = new KeySetFetch(parts.Trust);
        }

        internal UpdateInbox Inbox { get; } = new UpdateInbox(IdleSlots);

        internal KeySetFetch KeySets { get; }

        /// <summary>What <see cref="Next"/> took out of the inbox; another array after anything began or ended.</summary>
        internal byte[] Message { get; private set; } = new byte[UpdateInbox.ShortLength];

        internal ReleaseIntake Releases { get; }

        internal bool IsFetching
        {
            get { return Releases.IsFetching || KeySets.IsFetching; }
        }

        /// <summary>Takes a message out of the inbox; returns its length, 0 when there is none.</summary>
        internal int Next(out bool isToAll)
        {
            return Inbox.Take(Message, out isToAll);
        }

        /// <summary>Takes <see cref="Message"/> as a piece of what is fetched; false when it was of no use.</summary>
        internal bool Take(int length)
        {
            return KeySets.IsFetching ? KeySets.Take(Message, length) : Releases.Take(Message, length);
        }

        /// <summary>Goes on with the release that is staged, if one is: it was commanded once.</summary>
        internal void GoOn(long nowMs)
        {
            if (_machine.Record.State == UpdateStateCode.Staging)
            {
                Begin(_machine.Record.CandidateId, Releases.Recall(), nowMs);
            }
        }

        /// <summary>Begins with a release; <paramref name="isKnown"/>: its manifest was recalled after a restart.</summary>
        internal void Begin(byte[] image, bool isKnown, long nowMs)
        {
            KeySets.End();
            OpenInbox();
            _report.Note(Releases.Begin(image, isKnown, nowMs));
            _report.Want();
        }

        /// <summary>Commanded to take a key set.</summary>
        internal void TakeKeySet(byte[] digest, long nowMs)
        {
            bool isBegun;
            UpdateReasonCode reason = KeySets.Order(digest, _machine.Record.State, nowMs, out isBegun);
            if (isBegun)
            {
                Releases.End();
                OpenInbox();
            }

            NoteKeySet(reason, nowMs);
        }

        /// <summary>A bounded piece of work; true when something is to be told.</summary>
        internal bool Work(long nowMs)
        {
            if (KeySets.IsFetching)
            {
                UpdateReasonCode ofKeySet = KeySets.Work(nowMs);
                if (!KeySets.IsFetching)
                {
                    NoteKeySet(ofKeySet, nowMs);
                }

                return false;
            }

            if (!Releases.IsFetching)
            {
                return false;
            }

            ComponentCode component = Releases.Component;
            UpdateReasonCode reason = Releases.Work(nowMs);

            // With a reason nothing else was changed; the gateway may offer it, or another one, anew.
            bool isOver = reason != UpdateReasonCode.None || !Releases.IsFetching;
            if (isOver)
            {
                Stop();
            }

            _report.Note(reason);
            return isOver || Releases.Component != component;
        }

        /// <summary>Gives all room back.</summary>
        internal void Stop()
        {
            Releases.End();
            KeySets.End();
            Inbox.Close();
            Message = new byte[UpdateInbox.ShortLength];
        }

        // A key set that is not taken leaves everything as it was, also a download that had to wait for it.
        private void NoteKeySet(UpdateReasonCode reason, long nowMs)
        {
            _report.Disbelieved = reason;
            if (reason != UpdateReasonCode.None && _machine.Record.Trial == SlotPair.None)
            {
                _machine.Refuse(reason);
            }

            if (!IsFetching)
            {
                Stop();
                GoOn(nowMs);
            }

            _report.Want();
        }

        private void OpenInbox()
        {
            Message = new byte[UpdateChunk.MaxLength];
            Inbox.Open(FetchSlots, Message.Length);
        }
    }
}
