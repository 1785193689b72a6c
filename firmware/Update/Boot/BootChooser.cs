using Stethos.Hal;

namespace Stethos.Update.Boot
{
    /// <summary>
    /// Chooses what a start runs, from what flash really holds: the pair on trial while it has tries left, else the confirmed
    /// pair, else the pair before it, else nothing (rescue). Nothing is started that was not verified in this very start, and
    /// no trial without its try being counted in flash first.
    /// </summary>
    public sealed class BootChooser
    {
        private readonly UpdateMachine _machine;

        public BootChooser(UpdateMachine machine)
        {
            _machine = machine;
            Decision = new BootDecision();
        }

        /// <summary>The decision made last.</summary>
        public BootDecision Decision { get; }

        /// <summary>Reads and heals the record, then decides. <paramref name="cause"/> is why the hardware started.</summary>
        public BootDecision Boot(StartCauseCode cause)
        {
            bool isKnown = _machine.Load();
            BootRecord record = _machine.Record;
            UpdateReasonCode reason = UpdateReasonCode.None;
            if (record.State == UpdateStateCode.Armed || record.State == UpdateStateCode.Trial)
            {
                reason = Try(cause);
                if (reason == UpdateReasonCode.None)
                {
                    Decision.Set(BootKindCode.Trial, record.Trial, reason);
                    return Decision;
                }
            }

            if (_machine.Verifier.VerifyPair(record, record.Active))
            {
                Decision.Set(BootKindCode.Confirmed, record.Active, reason);
            }
            else if (_machine.Return(UpdateReasonCode.ConfirmedDamaged) == UpdateReasonCode.None)
            {
                Decision.Set(BootKindCode.Confirmed, record.Active, UpdateReasonCode.ConfirmedDamaged);
            }
            else
            {
                Decision.Set(
                    BootKindCode.Rescue, SlotPair.None, isKnown ? UpdateReasonCode.NoPairVerifies : UpdateReasonCode.NoRecord);
            }

            return Decision;
        }

        // None when the pair on trial is to be started; else why not, and it is rolled back as far as the record can be written.
        private UpdateReasonCode Try(StartCauseCode cause)
        {
            BootRecord record = _machine.Record;
            UpdateReasonCode reason = _machine.Verifier.VerifyPair(record, record.Trial)
                ? _machine.Start(cause)
                : UpdateReasonCode.SlotDamaged;
            if (reason == UpdateReasonCode.SlotDamaged || reason == UpdateReasonCode.CrashTries
                || reason == UpdateReasonCode.PowerTries)
            {
                _machine.RollBack(reason);
            }

            return reason;
        }
    }
}
