using System;
using Stethos.Hal;
using Stethos.Update.Boot;
using Stethos.Update.Prover.Flash;
using Stethos.Update.Slots;

namespace Stethos.Update.Prover.Plays;

/// <summary>
/// Node and gateway from some content of flash to the end of the scenario: start, run, take what is offered, start again. Every
/// start begins with new objects, so nothing but flash goes from one to the next. Collects the first promise that is broken.
/// </summary>
public sealed class ProofPlay(ProofScenario scenario, CutStore store, IKeyedHash hash, int cells, ProofRules rules)
{
    private const int MostStarts = 60;
    private const int MostTries = 4;

    // More than one trial has tries for.
    private const int PowerLosses = UpdateMachine.PowerTries + UpdateMachine.CrashTries + 1;

    private ProofLedger _ledger;
    private UpdateMachine _machine = null!;
    private BootDecision _decision = null!;
    private bool _isRepaired;

    /// <summary>The ledger as it stands.</summary>
    public ProofLedger Ledger
    {
        get => _ledger;
        set => _ledger = value;
    }

    public string? Breach { get; private set; }

    /// <summary>Starts so far.</summary>
    public int Starts { get; private set; }

    /// <summary>What the last start came to.</summary>
    public BootDecision Decision => _decision;

    public UpdateMachine Machine => _machine;

    /// <summary>Plays to the end; false when a promise was broken.</summary>
    public bool Run(StartCauseCode cause)
    {
        try
        {
            for (var next = cause; next != StartCauseCode.None && Breach is null;)
            {
                next = Starts < MostStarts ? Live(next) : Fail("it comes to no end");
            }
        }
        catch (Exception thrown) when (thrown is not OutOfMemoryException)
        {
            Fail($"the node threw {thrown.GetType().Name}: {thrown.Message}");
        }

        return Breach is null;
    }

    /// <summary>One start and nothing more; false when a promise was broken.</summary>
    public bool Boot(StartCauseCode cause)
    {
        Starts++;
        var verifier = new SlotVerifier(Slot(), new ChunkList(8), hash);
        _machine = new UpdateMachine(new BootLog(store, new byte[cells * BootRecord.Length]), verifier);
        _decision = new BootChooser(_machine).Boot(cause);
        Judge();
        return Breach is null;
    }

    private SlotFiles Slot() => new(store, hash, new byte[512], 8, FileIndex.Segments);

    // The cause of the next start; None = the scenario is over.
    private StartCauseCode Live(StartCauseCode cause)
    {
        if (!Boot(cause))
        {
            return StartCauseCode.None;
        }

        if (_decision.Kind == BootKindCode.Trial)
        {
            var end = RunTrial(scenario.ById(Candidate())!);
            if (end != StartCauseCode.None)
            {
                return end;
            }
        }

        return Breach is null ? Serve() : StartCauseCode.None;
    }

    // None = it was confirmed and runs on.
    private StartCauseCode RunTrial(ProofRelease release)
    {
        switch (release.Behaviour)
        {
            case ProofBehaviour.Crashes:
                if (++_ledger.Crashes > UpdateMachine.CrashTries + _ledger.Hidden)
                {
                    return Fail($"{release.Name} was started although it had crashed {_ledger.Crashes - 1} times");
                }

                return StartCauseCode.Watchdog;
            case ProofBehaviour.LosesPower when _ledger.Losses < PowerLosses:
                _ledger.Losses++;
                return StartCauseCode.PowerOn;
            case ProofBehaviour.Fails:
                return Done(Again(() => _machine.RollBack(UpdateReasonCode.HeapLow))) ? StartCauseCode.Software : StartCauseCode.PowerOn;
            default:
                _ledger.Maybe = Trial(release);
                if (!Done(Again(_machine.Confirm)))
                {
                    return StartCauseCode.PowerOn;
                }

                _ledger.Confirm(Trial(release));
                JudgeRecord();
                RaiseFloors(release);
                JudgeFloors();
                return StartCauseCode.None;
        }
    }

    private StartCauseCode Serve()
    {
        while (_ledger.Offer < scenario.Offers.Count && !_isRepaired)
        {
            var offer = scenario.Offers[_ledger.Offer];
            if (offer.KeySet is { } keySet)
            {
                if (!Done(Again(() => _machine.TakeKeySet(keySet.Version, keySet.SequenceBase))))
                {
                    return rules == ProofRules.StuckCells ? StartCauseCode.PowerOn : Fail("the key set is not taken");
                }

                JudgeRecord();
                _ledger.KeySet = keySet.Version;
                _ledger.Next();
                continue;
            }

            if (offer.Release is null)
            {
                if (_machine.Record is not { State: UpdateStateCode.RolledBack, Reason: UpdateReasonCode.Commanded })
                {
                    return Command(offer);
                }

                _ledger.Next();
                continue;
            }

            if (_ledger.Confirmed.Id == offer.Release.PairId || !IsOpen(offer))
            {
                _ledger.Next();
                continue;
            }

            if (Breach is not null)
            {
                return StartCauseCode.None;
            }

            var reason = Again(() => _machine.Accept(offer.Release.Facts));
            if (offer.Refusal == UpdateReasonCode.None || reason != offer.Refusal)
            {
                // Half a release does not help a node without a pair.
                return _decision.Kind == BootKindCode.Rescue && (offer.Release.Application is null || offer.Release.Model is null)
                    ? Mend()
                    : Install(offer.Release, reason);
            }

            _machine.Refuse(reason);
            _ledger.Next();
        }

        return _decision.Kind == BootKindCode.Rescue && !_isRepaired ? Mend() : StartCauseCode.None;
    }

    // Whether an offer is still to be made. One that failed is made again where its failing does not forbid that.
    private bool IsOpen(ProofOffer offer)
    {
        var release = offer.Release!;
        if (!_ledger.IsArmed || _machine.State != UpdateStateCode.RolledBack)
        {
            return true;
        }

        switch (_machine.Reason)
        {
            case UpdateReasonCode.CrashTries when release.Behaviour == ProofBehaviour.Crashes:
                if (_machine.Accept(release.Facts) != UpdateReasonCode.CrashedBefore)
                {
                    Fail($"{release.Name} is taken again though it crashed");
                }

                return false;
            case UpdateReasonCode.HeapLow when release.Behaviour == ProofBehaviour.Fails:
                return false;
            case UpdateReasonCode.PowerTries when release.Behaviour == ProofBehaviour.LosesPower:
                _ledger.Starts = 0;
                return true;
            case UpdateReasonCode.SlotDamaged or UpdateReasonCode.ConfirmedDamaged when rules == ProofRules.Rot:
                (_ledger.Crashes, _ledger.Starts) = (0, 0);
                return true;
            case UpdateReasonCode.Commanded:
                return true;
            default:
                Fail($"{release.Name} was rolled back for reason {_machine.Reason}");
                return true;
        }
    }

    private StartCauseCode Mend()
    {
        _ledger.Offer = scenario.Offers.Count;
        if (_ledger.Confirmed.Id == scenario.Repair.PairId)
        {
            _isRepaired = true;
            return StartCauseCode.None;
        }

        if (_machine.State == UpdateStateCode.Armed)
        {
            _machine.Abort();
        }

        return Install(scenario.Repair, _machine.Accept(scenario.Repair.Facts));
    }

    private StartCauseCode Command(ProofOffer offer)
    {
        _ledger.Maybe = _ledger.Before;
        var reason = Again(() => _machine.Return(UpdateReasonCode.Commanded));
        var isRight = reason == offer.Refusal || (rules == ProofRules.Rot && reason == UpdateReasonCode.NothingToReturnTo);
        if (!isRight)
        {
            return rules == ProofRules.StuckCells ? StartCauseCode.PowerOn : Fail($"the command to return gave {reason}");
        }

        _ledger.Next();
        if (reason == UpdateReasonCode.None)
        {
            _ledger.Confirm(_ledger.Before);
        }

        _ledger.Maybe = default;
        return StartCauseCode.Software;
    }

    private StartCauseCode Install(ProofRelease release, UpdateReasonCode accepted)
    {
        if (!Done(accepted) || !Stage(release))
        {
            return rules == ProofRules.StuckCells ? StartCauseCode.PowerOn : Fail($"{release.Name} could not be installed: {accepted}");
        }

        _ledger.IsArmed = true;
        return Done(Again(() => _machine.Arm(true))) ? StartCauseCode.Software : StartCauseCode.PowerOn;
    }

    private bool Stage(ProofRelease release)
    {
        for (var component = ComponentCode.Application; component <= ComponentCode.Model; component++)
        {
            if (release.BytesOf(component) is { } bytes && !Download(component, bytes, release.ListOf(component)!))
            {
                return false;
            }
        }

        return _machine.State == UpdateStateCode.Staged || Done(Again(_machine.Staged));
    }

    private bool Download(ComponentCode component, byte[] bytes, ChunkList list)
    {
        var target = Slot();
        target.Select(component, _machine.TargetSlot(component));
        if (!Done(target.Stage(list)))
        {
            return false;
        }

        var running = SlotPair.SlotOf(_machine.Record.Active, component);
        if (target.Missing > 0 && running >= 0 && _machine.Verifier.Verify(_machine.Record, component, running))
        {
            target.CopyFrom(_machine.Verifier.Slot, new byte[256]);
        }

        var isDone = true;
        for (var i = 0; i < list.Count && isDone; i++)
        {
            isDone = Done(target.Put(i, bytes, i << list.ChunkLog2, list.LengthOf(i)));
        }

        return isDone && target.IsComplete;
    }

    private static bool Done(UpdateReasonCode reason) => reason == UpdateReasonCode.None;

    // Where writes may not take, the agent tries again.
    private UpdateReasonCode Again(Func<UpdateReasonCode> call)
    {
        var reason = call();
        for (var i = 1; i < MostTries && rules == ProofRules.StuckCells && reason == UpdateReasonCode.RecordNotWritten; i++)
        {
            reason = call();
        }

        return reason;
    }

    private uint Candidate() => BitConverter.ToUInt32(_machine.Record.CandidateId);

    private ProofPair Trial(ProofRelease release) => new(
        release.PairId, release.Application is null ? _ledger.Confirmed.Application : release.Facts.Application.Version,
        release.Model is null ? _ledger.Confirmed.Model : release.Facts.Model.Version);

    private void RaiseFloors(ProofRelease release)
    {
        _ledger.ApplicationFloor = Math.Max(
            _ledger.ApplicationFloor, release.Application is null ? 0 : release.Facts.Application.Floor);
        _ledger.ModelFloor = Math.Max(_ledger.ModelFloor, release.Model is null ? 0 : release.Facts.Model.Floor);
    }

    private void Judge()
    {
        if (_decision.Kind == BootKindCode.Rescue)
        {
            if (_ledger.Confirmed.Id != 0 && rules != ProofRules.Rot)
            {
                Fail($"nothing is started though {_ledger.Confirmed} was confirmed");
            }

            return;
        }

        JudgeRecord();
        JudgeSlots();
        if (_decision.Kind == BootKindCode.Trial)
        {
            JudgeTrial();
        }
        else
        {
            JudgeConfirmed();
        }
    }

    private void JudgeRecord()
    {
        var sequence = _machine.Record.Sequence;
        if (rules == ProofRules.PowerOnly && (FlashTruth.Newest(store[0]) != sequence || FlashTruth.Newest(store[1]) != sequence))
        {
            Fail($"record {sequence} is not in both logs");
        }

        var record = _machine.Record;
        if (!scenario.IsCounted(record.KeysetVersion, record.ManifestSequence, record.PairId)
            || (record.KeysetVersion < _ledger.KeySet && rules != ProofRules.Rot))
        {
            Fail($"the record counts from {record.ManifestSequence} under key set {record.KeysetVersion}");
        }
    }

    private void JudgeFloors()
    {
        var record = _machine.Record;

        // A confirmation that was cut may have raised them unheard, when what it confirmed then rotted.
        var isHigher = record.ApplicationFloor > _ledger.ApplicationFloor || record.ModelFloor > _ledger.ModelFloor;
        if (record.ApplicationFloor < _ledger.ApplicationFloor || record.ModelFloor < _ledger.ModelFloor
            || (isHigher && rules != ProofRules.Rot))
        {
            Fail($"floors are {record.ApplicationFloor} and {record.ModelFloor} after {_ledger.Confirmed}");
        }
    }

    private void JudgeSlots()
    {
        for (var component = ComponentCode.Application; component <= ComponentCode.Model; component++)
        {
            var slot = component == ComponentCode.Model ? _decision.ModelSlot : _decision.ApplicationSlot;
            var version = _machine.Record.VersionOf(component, slot);
            if (version < (component == ComponentCode.Model ? _ledger.ModelFloor : _ledger.ApplicationFloor))
            {
                Fail($"{component} {version} is started below the floor");
            }

            if (scenario.BytesOf(component, version) is not { } bytes || !FlashTruth.Holds(store, component, slot, bytes))
            {
                Fail($"{component} {version} is started and is not what was released");
            }
        }
    }

    private void JudgeTrial()
    {
        var release = scenario.ById(Candidate());
        var isOffered = release == scenario.Repair
            || (_ledger.Offer < scenario.Offers.Count && release == scenario.Offers[_ledger.Offer].Release);
        if (release is null || !isOffered || !_ledger.IsArmed)
        {
            Fail($"{release?.Name ?? "an unknown release"} is on trial and was not armed");
            return;
        }

        if (Running(release.PairId) != Trial(release) && rules != ProofRules.Rot)
        {
            Fail($"{Running(release.PairId)} is on trial instead of {Trial(release)}");
        }

        if (++_ledger.Starts > UpdateMachine.PowerTries + UpdateMachine.CrashTries)
        {
            Fail($"{release.Name} is started for the {_ledger.Starts}th time");
        }
    }

    private void JudgeConfirmed()
    {
        var running = Running(_machine.Record.PairId);
        var isFallback = rules == ProofRules.Rot && running == _ledger.Before;
        if (running == _ledger.Maybe && running.Id != 0)
        {
            if (scenario.ById(running.Id) is { } release)
            {
                RaiseFloors(release);
            }

            _ledger.Confirm(running);
        }
        else if (running != _ledger.Confirmed && !isFallback)
        {
            Fail($"{running} runs as confirmed instead of {_ledger.Confirmed}");
        }
        else
        {
            _ledger.Confirm(running);
        }
    }

    private ProofPair Running(uint id) => new(
        id, _machine.Record.VersionOf(ComponentCode.Application, _decision.ApplicationSlot),
        _machine.Record.VersionOf(ComponentCode.Model, _decision.ModelSlot));

    private StartCauseCode Fail(string breach)
    {
        Breach ??= $"{breach} (offer {_ledger.Offer}, start {Starts})";
        return StartCauseCode.None;
    }
}
