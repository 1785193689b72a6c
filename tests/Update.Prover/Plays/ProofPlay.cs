using System;
using Stethos.Hal;
using Stethos.Update.Boot;
using Stethos.Update.Prover.Flash;
using Stethos.Update.Slots;

namespace Stethos.Update.Prover.Plays;

/// <summary>
/// Node and gateway from some content of flash to the end of the scenario: start, run, take what is offered, start again. Every
/// start begins with new objects, so nothing but flash goes from one to the next. <see cref="ProofJudge"/> holds it against the promises.
/// </summary>
public sealed class ProofPlay(ProofScenario scenario, CutStore store, IKeyedHash hash, int cells, ProofRules rules)
{
    private const int MostStarts = 60;
    private const int MostTries = 4;

    // More than one trial has tries for.
    private const int PowerLosses = UpdateMachine.PowerTries + UpdateMachine.CrashTries + 1;

    private readonly ProofJudge _judge = new(scenario, store, rules);
    private UpdateMachine _machine = null!;
    private BootDecision _decision = null!;
    private bool _isRepaired;

    /// <summary>The ledger as it stands.</summary>
    public ref ProofLedger Ledger => ref _judge.Ledger;

    public string? Breach => _judge.Breach;

    /// <summary>Starts so far.</summary>
    public int Starts => _judge.Starts;

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
        _judge.Count();
        var verifier = new SlotVerifier(Slot(), new ChunkList(8), hash);
        _machine = new UpdateMachine(new BootLog(store, new byte[cells * BootRecord.Length]), verifier);
        _decision = new BootChooser(_machine).Boot(cause);
        _judge.Judge(_machine, _decision);
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
            var end = RunTrial(scenario.ById(_judge.Candidate())!);
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
                if (++Ledger.Crashes > UpdateMachine.CrashTries + Ledger.Hidden)
                {
                    return Fail($"{release.Name} was started although it had crashed {Ledger.Crashes - 1} times");
                }

                return StartCauseCode.Watchdog;
            case ProofBehaviour.LosesPower when Ledger.Losses < PowerLosses:
                Ledger.Losses++;
                return StartCauseCode.PowerOn;
            case ProofBehaviour.Fails:
                return Done(Again(() => _machine.RollBack(UpdateReasonCode.HeapLow))) ? StartCauseCode.Software : StartCauseCode.PowerOn;
            default:
                Ledger.Maybe = _judge.Trial(release);
                if (!Done(Again(_machine.Confirm)))
                {
                    return StartCauseCode.PowerOn;
                }

                Ledger.Confirm(_judge.Trial(release));
                _judge.JudgeRecord();
                _judge.RaiseFloors(release);
                _judge.JudgeFloors();
                return StartCauseCode.None;
        }
    }

    private StartCauseCode Serve()
    {
        while (Ledger.Offer < scenario.Offers.Count && !_isRepaired)
        {
            var offer = scenario.Offers[Ledger.Offer];
            if (offer.KeySet is { } keySet)
            {
                if (!Done(Again(() => _machine.TakeKeySet(keySet.Version, keySet.SequenceBase))))
                {
                    return rules == ProofRules.StuckCells ? StartCauseCode.PowerOn : Fail("the key set is not taken");
                }

                _judge.JudgeRecord();
                Ledger.KeySet = keySet.Version;
                Ledger.Next();
                continue;
            }

            if (offer.Release is null)
            {
                if (_machine.Record is not { State: UpdateStateCode.RolledBack, Reason: UpdateReasonCode.Commanded })
                {
                    return Command(offer);
                }

                Ledger.Next();
                continue;
            }

            if (Ledger.Confirmed.Id == offer.Release.PairId || !IsOpen(offer))
            {
                Ledger.Next();
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
            Ledger.Next();
        }

        return _decision.Kind == BootKindCode.Rescue && !_isRepaired ? Mend() : StartCauseCode.None;
    }

    // Whether an offer is still to be made. One that failed is made again where its failing does not forbid that.
    private bool IsOpen(ProofOffer offer)
    {
        var release = offer.Release!;
        if (!Ledger.IsArmed || _machine.State != UpdateStateCode.RolledBack)
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
                Ledger.Starts = 0;
                return true;
            case UpdateReasonCode.SlotDamaged or UpdateReasonCode.ConfirmedDamaged when rules == ProofRules.Rot:
                (Ledger.Crashes, Ledger.Starts) = (0, 0);
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
        Ledger.Offer = scenario.Offers.Count;
        if (Ledger.Confirmed.Id == scenario.Repair.PairId)
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
        Ledger.Maybe = Ledger.Before;
        var reason = Again(() => _machine.Return(UpdateReasonCode.Commanded));
        var isRight = reason == offer.Refusal || (rules == ProofRules.Rot && reason == UpdateReasonCode.NothingToReturnTo);
        if (!isRight)
        {
            return rules == ProofRules.StuckCells ? StartCauseCode.PowerOn : Fail($"the command to return gave {reason}");
        }

        Ledger.Next();
        if (reason == UpdateReasonCode.None)
        {
            Ledger.Confirm(Ledger.Before);
        }

        Ledger.Maybe = default;
        return StartCauseCode.Software;
    }

    private StartCauseCode Install(ProofRelease release, UpdateReasonCode accepted)
    {
        if (!Done(accepted) || !Stage(release))
        {
            return rules == ProofRules.StuckCells ? StartCauseCode.PowerOn : Fail($"{release.Name} could not be installed: {accepted}");
        }

        Ledger.IsArmed = true;
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

    private StartCauseCode Fail(string breach)
    {
        _judge.Fail(breach);
        return StartCauseCode.None;
    }
}
