using System;
using Stethos.Hal;
using Stethos.Update.Slots;

namespace Stethos.Update.Boot
{
    /// <summary>
    /// The update of a node as one machine: checks, the table of transitions, the record. Each call either returns None and the
    /// new record is in flash, or a reason and nothing has changed. Floors and the confirmed pair change on confirmation only.
    /// One thread.
    /// </summary>
    public sealed class UpdateMachine
    {
        /// <summary>How often an image may crash or hang on trial.</summary>
        public const int CrashTries = 2;

        /// <summary>How often the power may go during a trial.</summary>
        public const int PowerTries = 8;

        private readonly BootLog _log;
        private readonly SlotVerifier _verifier;
        private readonly BootRecord _next = new BootRecord();
        private readonly byte[] _cell = new byte[BootRecord.Length];
        private bool _isRefused;
        private UpdateReasonCode _refusal;

        public UpdateMachine(BootLog log, SlotVerifier verifier)
        {
            _log = log;
            _verifier = verifier;
            Record.Reset();
        }

        /// <summary>What flash holds.</summary>
        public BootRecord Record { get; } = new BootRecord();

        public SlotVerifier Verifier
        {
            get { return _verifier; }
        }

        /// <summary>The record is in one of the two logs only.</summary>
        public bool IsDegraded
        {
            get { return _log.IsDegraded; }
        }

        /// <summary>The record's state, or Refused when an offer was refused since the start.</summary>
        public UpdateStateCode State
        {
            get { return _isRefused ? UpdateStateCode.Refused : Record.State; }
        }

        public UpdateReasonCode Reason
        {
            get { return _isRefused ? _refusal : Record.Reason; }
        }

        /// <summary>Reads and heals the record; false when there is none.</summary>
        public bool Load()
        {
            _isRefused = false;
            return _log.Load(Record);
        }

        /// <summary>The slot that a new image of the component is written to, never the one of the confirmed pair.</summary>
        public int TargetSlot(ComponentCode component)
        {
            return SlotPair.SlotOf(Record.Active, component) == 0 ? 1 : 0;
        }

        /// <summary>
        /// Takes a release whose signature was verified. Afterwards its slots may be written. The same release again while it is
        /// being staged changes nothing.
        /// </summary>
        public UpdateReasonCode Accept(ReleaseFacts facts)
        {
            if (IsCandidate(facts) && (Record.State == UpdateStateCode.Staging || Record.State == UpdateStateCode.Staged))
            {
                _isRefused = false;
                return UpdateReasonCode.None;
            }

            UpdateReasonCode reason = OfferCheck.Check(Record, facts);
            if (reason != UpdateReasonCode.None)
            {
                return reason;
            }

            if (!Begin(UpdateEventCode.Accept))
            {
                return UpdateReasonCode.NotNow;
            }

            _next.Trial = SlotPair.Of(Enter(facts.Application, ComponentCode.Application), Enter(facts.Model, ComponentCode.Model));
            Array.Copy(facts.ImageId, 0, _next.CandidateId, 0, BootRecord.ImageIdLength);
            _next.CandidateSequence = facts.Sequence;
            _next.CandidateApplicationFloor = facts.Application.IsPresent ? facts.Application.Floor : 0;
            _next.CandidateModelFloor = facts.Model.IsPresent ? facts.Model.Floor : 0;
            return Commit(UpdateReasonCode.None);
        }

        /// <summary>
        /// All chunks are there: verifies the pair from flash. <see cref="UpdateReasonCode.ChunksMissing"/> when not, SlotDamaged
        /// when the half that the release does not replace is damaged: then only a whole release helps.
        /// </summary>
        public UpdateReasonCode Staged()
        {
            if (!Begin(UpdateEventCode.Stage))
            {
                return UpdateReasonCode.NotNow;
            }

            if (_verifier.VerifyPair(Record, Record.Trial))
            {
                return Commit(UpdateReasonCode.None);
            }

            return IsBorrowedHalfWhole(ComponentCode.Application) && IsBorrowedHalfWhole(ComponentCode.Model)
                ? UpdateReasonCode.ChunksMissing
                : UpdateReasonCode.SlotDamaged;
        }

        /// <summary>
        /// The next start tries the release. Verifies once more; what does not verify is staged again.
        /// <paramref name="hadContact"/>: the gateway was heard within the last hour.
        /// </summary>
        public UpdateReasonCode Arm(bool hadContact)
        {
            if (!Begin(UpdateEventCode.Arm))
            {
                return UpdateReasonCode.NotNow;
            }

            if (!_verifier.VerifyPair(Record, Record.Trial))
            {
                Begin(UpdateEventCode.Lose);
                Commit(UpdateReasonCode.SlotDamaged);
                return UpdateReasonCode.SlotDamaged;
            }

            _next.HadContact = hadContact;
            _next.CrashTries = CrashTries;
            _next.PowerTries = PowerTries;
            return Commit(UpdateReasonCode.None);
        }

        /// <summary>
        /// Before an image is started on trial: takes one of each kind of tries, having given back the kind that did not end the
        /// last try. <see cref="UpdateReasonCode.CrashTries"/> or PowerTries: there are none left, do not start it.
        /// </summary>
        public UpdateReasonCode Start(StartCauseCode cause)
        {
            bool isAgain = Record.State == UpdateStateCode.Trial;
            if (!Begin(UpdateEventCode.Start))
            {
                return UpdateReasonCode.NotNow;
            }

            if (isAgain && IsCrash(cause))
            {
                _next.PowerTries++;
            }
            else if (isAgain)
            {
                _next.CrashTries++;
            }

            if (_next.CrashTries <= 0)
            {
                return UpdateReasonCode.CrashTries;
            }

            if (_next.PowerTries <= 0)
            {
                return UpdateReasonCode.PowerTries;
            }

            _next.CrashTries--;
            _next.PowerTries--;
            _next.Cause = cause;
            return Commit(UpdateReasonCode.None);
        }

        /// <summary>The pair on trial becomes the confirmed one, and its floors are raised now.</summary>
        public UpdateReasonCode Confirm()
        {
            if (!Begin(UpdateEventCode.Confirm))
            {
                return UpdateReasonCode.NotNow;
            }

            _next.TakeCandidate();
            return Commit(UpdateReasonCode.None);
        }

        /// <summary>The image on trial, or armed, has failed. Only one that crashed is not taken again.</summary>
        public UpdateReasonCode RollBack(UpdateReasonCode reason)
        {
            if (!Begin(UpdateEventCode.RollBack))
            {
                return UpdateReasonCode.NotNow;
            }

            if (reason == UpdateReasonCode.CrashTries)
            {
                Array.Copy(Record.CandidateId, 0, _next.RefusedId, 0, BootRecord.ImageIdLength);
            }

            _next.DropCandidate();
            return Commit(reason);
        }

        /// <summary>
        /// Goes back to the pair before the confirmed one, both halves of it, when it verifies and is not below a floor. What was
        /// being staged is given up. The next start runs it.
        /// </summary>
        public UpdateReasonCode Return(UpdateReasonCode reason)
        {
            if (!Begin(UpdateEventCode.Return))
            {
                return UpdateReasonCode.NotNow;
            }

            if (!_verifier.VerifyPair(Record, Record.Previous))
            {
                return UpdateReasonCode.NothingToReturnTo;
            }

            _next.Active = Record.Previous;
            _next.PairId = Record.PreviousPairId;
            _next.Previous = reason == UpdateReasonCode.ConfirmedDamaged ? SlotPair.None : Record.Active;
            _next.PreviousPairId = reason == UpdateReasonCode.ConfirmedDamaged ? 0 : Record.PairId;
            _next.DropCandidate();
            return Commit(reason);
        }

        /// <summary>
        /// Does not take a release. What was being staged is given up and the record says so; an offer that changed nothing is
        /// only remembered until the next start, so that offers cannot wear the flash.
        /// </summary>
        public UpdateReasonCode Refuse(UpdateReasonCode reason)
        {
            if (!Begin(UpdateEventCode.Refuse))
            {
                return UpdateReasonCode.NotNow;
            }

            if (Record.Trial == SlotPair.None)
            {
                _isRefused = true;
                _refusal = reason;
                return UpdateReasonCode.None;
            }

            _next.DropCandidate();
            return Commit(reason);
        }

        /// <summary>Gives up what is staged or armed.</summary>
        public UpdateReasonCode Abort()
        {
            if (!Begin(UpdateEventCode.Abort))
            {
                return UpdateReasonCode.NotNow;
            }

            _next.DropCandidate();
            return Commit(UpdateReasonCode.Commanded);
        }

        /// <summary>
        /// A key set that is kept on flash is trusted from now on. Its version and the sequence it sets (0 = as it was) go into one
        /// record, so that no cut leaves a lowered sequence to the keys before. What they let in and is being staged is given up.
        /// One that is not newer changes nothing.
        /// </summary>
        public UpdateReasonCode TakeKeySet(int version, uint sequenceBase)
        {
            if (version <= Record.KeysetVersion)
            {
                return UpdateReasonCode.None;
            }

            if (!Begin(UpdateEventCode.TakeKeySet))
            {
                return UpdateReasonCode.NotNow;
            }

            _next.KeysetVersion = version;
            _next.ManifestSequence = sequenceBase > 0 ? sequenceBase : Record.ManifestSequence;
            _next.DropCandidate();
            return Commit(Record.Trial == SlotPair.None ? Record.Reason : UpdateReasonCode.KeySetMismatch);
        }

        /// <summary>Keeps the latest time that is known to have passed, seconds; it never goes back.</summary>
        public UpdateReasonCode Remember(uint trustedTime)
        {
            if (trustedTime <= Record.TrustedTime)
            {
                return UpdateReasonCode.None;
            }

            _next.CopyFrom(Record, _cell);
            _next.TrustedTime = trustedTime;
            return Commit(Record.Reason);
        }

        // A platform that does not say why it started must not make good images count as bad ones.
        private static bool IsCrash(StartCauseCode cause)
        {
            return cause == StartCauseCode.Watchdog || cause == StartCauseCode.Software;
        }

        private bool IsCandidate(ReleaseFacts facts)
        {
            return Record.Trial != SlotPair.None
                && LittleEndian.AreEqual(facts.ImageId, 0, Record.CandidateId, 0, BootRecord.ImageIdLength);
        }

        private bool IsBorrowedHalfWhole(ComponentCode component)
        {
            int slot = SlotPair.SlotOf(Record.Trial, component);
            return slot < 0 || !SlotPair.Uses(Record.Active, component, slot) || _verifier.Verify(Record, component, slot);
        }

        // The slot of that half of the new pair: a new one, or that of the confirmed pair.
        private int Enter(ComponentFacts facts, ComponentCode component)
        {
            if (!facts.IsPresent)
            {
                return SlotPair.SlotOf(Record.Active, component);
            }

            int slot = TargetSlot(component);
            int index = BootRecord.IndexOf(component, slot);
            _next.Versions[index] = facts.Version;
            Array.Copy(facts.Root, 0, _next.Anchors, index * BootRecord.AnchorLength, BootRecord.AnchorLength);

            // Gone from the record before its first byte is written over.
            if (SlotPair.Uses(Record.Previous, component, slot))
            {
                _next.Previous = SlotPair.None;
                _next.PreviousPairId = 0;
            }

            return slot;
        }

        private bool Begin(UpdateEventCode occurrence)
        {
            UpdateStateCode state;
            if (!UpdateTable.TryNext(Record.State, occurrence, out state))
            {
                return false;
            }

            _next.CopyFrom(Record, _cell);
            _next.State = state;
            return true;
        }

        private UpdateReasonCode Commit(UpdateReasonCode reason)
        {
            if (_log.IsUnreadable)
            {
                return UpdateReasonCode.RecordUnreadable;
            }

            _next.Reason = reason;
            if (!_log.Commit(_next))
            {
                return UpdateReasonCode.RecordNotWritten;
            }

            Record.CopyFrom(_next, _cell);
            _isRefused = false;
            return UpdateReasonCode.None;
        }
    }
}
