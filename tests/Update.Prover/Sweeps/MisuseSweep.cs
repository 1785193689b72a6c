using System;
using Stethos.Hal;
using Stethos.Update.Boot;
using Stethos.Update.Prover.Flash;
using Stethos.Update.Prover.Plays;
using Stethos.Update.Slots;

namespace Stethos.Update.Prover.Sweeps;

/// <summary>
/// In every state that flash is ever in, the node starts and its agent calls what it must not call then: nothing may change.
/// </summary>
public sealed class MisuseSweep : IChangeWatcher
{
    private readonly ProofWorld _world;
    private readonly IKeyedHash _hash;
    private readonly Tally _tally = new();
    private ProofPlay? _play;
    private int _states;

    private MisuseSweep(ProofWorld world, IKeyedHash hash)
    {
        (_world, _hash) = (world, hash);
    }

    public static Tally Run(ProofWorld world, IKeyedHash hash)
    {
        var sweep = new MisuseSweep(world, hash);
        var store = world.Flash();
        sweep._play = world.Begin(store, ProofRules.PowerOnly);
        store.Watcher = sweep;
        sweep._play.Run(StartCauseCode.PowerOn);
        sweep._tally.Add("undisturbed", sweep._play.Starts, sweep._play.Breach, world.Name);
        return sweep._tally;
    }

    /// <inheritdoc/>
    public void Before(CutStore store, FileChange change)
    {
        ArgumentNullException.ThrowIfNull(store);
        _states++;
        var copy = store.Copy();
        var play = _world.Continue(copy, _play!.Ledger, ProofRules.PowerOnly);
        play.Boot(StartCauseCode.PowerOn);
        var before = copy.Changes;
        var breach = play.Breach ?? Misuse(play) ?? Staging(play, copy)
            ?? (copy.Changes == before ? null : "a refused call wrote to flash");
        _tally.Add("calls out of place", play.Starts, breach, $"{_world.Name}, state {_states - 1}");
    }

    private static string? Misuse(ProofPlay play)
    {
        var machine = play.Machine;
        var state = machine.Record.State;
        if (state != UpdateStateCode.Trial && machine.Confirm() != UpdateReasonCode.NotNow)
        {
            return $"a confirmation is taken in state {state}";
        }

        if (state is not (UpdateStateCode.Armed or UpdateStateCode.Trial)
            && (machine.Start(StartCauseCode.PowerOn) != UpdateReasonCode.NotNow
                || machine.RollBack(UpdateReasonCode.HeapLow) != UpdateReasonCode.NotNow))
        {
            return $"a trial begins or ends in state {state}";
        }

        if (state != UpdateStateCode.Staged && machine.Arm(true) != UpdateReasonCode.NotNow)
        {
            return $"what was not staged is armed in state {state}";
        }

        return state == UpdateStateCode.Staging || machine.Staged() == UpdateReasonCode.NotNow
            ? null
            : $"a release counts as staged in state {state}";
    }

    // In Staging: not before its last chunk is there, and no wrong chunk is written.
    private string? Staging(ProofPlay play, CutStore store)
    {
        var machine = play.Machine;
        if (machine.Record.ManifestSequence > 1)
        {
            var old = ProofRelease.Make("old", 1, _hash, (99, 0, new byte[10]), default);
            if (machine.State < UpdateStateCode.Armed && machine.Accept(old.Facts) != UpdateReasonCode.OldSequence)
            {
                return "an old manifest is taken";
            }
        }

        if (machine.State != UpdateStateCode.Staging)
        {
            return null;
        }

        var release = _world.Scenario.ById(BitConverter.ToUInt32(machine.Record.CandidateId))!;
        var isThere = IsThere(machine, store, release, ComponentCode.Application) && IsThere(machine, store, release, ComponentCode.Model);
        if (!isThere && machine.Staged() != UpdateReasonCode.ChunksMissing)
        {
            return "a release counts as staged without its chunks";
        }

        var slot = machine.TargetSlot(ComponentCode.Application);
        var first = FileIndex.FirstSegment(ComponentCode.Application, slot);
        var isEmpty = store[first] is null && store[first - 1] is not null;
        if (!isEmpty || release.ApplicationList is not { } list)
        {
            return null;
        }

        var files = new SlotFiles(store, _hash, new byte[512], 8, FileIndex.Segments);
        files.Select(ComponentCode.Application, slot);
        return files.Open(list) == UpdateReasonCode.None
            && files.Put(0, new byte[256], 0, 256) == UpdateReasonCode.ChunkDigest ? null : "a chunk of another digest is taken";
    }

    private static bool IsThere(UpdateMachine machine, CutStore store, ProofRelease release, ComponentCode component) =>
        release.BytesOf(component) is not { } bytes || FlashTruth.Holds(store, component, machine.TargetSlot(component), bytes);
}
