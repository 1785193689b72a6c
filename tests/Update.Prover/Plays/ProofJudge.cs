using System;
using Stethos.Update.Boot;
using Stethos.Update.Prover.Flash;

namespace Stethos.Update.Prover.Plays;

/// <summary>
/// Holds what a node does against the promises, from what it was told and from what flash holds. Keeps the first that is broken.
/// </summary>
internal sealed class ProofJudge(ProofScenario scenario, CutStore store, ProofRules rules)
{
    private ProofLedger _ledger;
    private UpdateMachine _machine = null!;
    private BootDecision _decision = null!;

    /// <summary>In place: the play writes into it.</summary>
    public ref ProofLedger Ledger => ref _ledger;

    public string? Breach { get; private set; }

    /// <summary>Starts so far.</summary>
    public int Starts { get; private set; }

    /// <summary>A start begins.</summary>
    public void Count() => Starts++;

    /// <summary>Id of the pair that is to be tried.</summary>
    public uint Candidate() => BitConverter.ToUInt32(_machine.Record.CandidateId);

    /// <summary>What runs while this release is tried.</summary>
    public ProofPair Trial(ProofRelease release) => new(
        release.PairId, release.Application is null ? _ledger.Confirmed.Application : release.Facts.Application.Version,
        release.Model is null ? _ledger.Confirmed.Model : release.Facts.Model.Version);

    public void RaiseFloors(ProofRelease release)
    {
        _ledger.ApplicationFloor = Math.Max(
            _ledger.ApplicationFloor, release.Application is null ? 0 : release.Facts.Application.Floor);
        _ledger.ModelFloor = Math.Max(_ledger.ModelFloor, release.Model is null ? 0 : release.Facts.Model.Floor);
    }

    /// <summary>What a start came to.</summary>
    public void Judge(UpdateMachine machine, BootDecision decision)
    {
        (_machine, _decision) = (machine, decision);
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

    public void JudgeRecord()
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

    public void JudgeFloors()
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

    public void Fail(string breach) => Breach ??= $"{breach} (offer {_ledger.Offer}, start {Starts})";
}
