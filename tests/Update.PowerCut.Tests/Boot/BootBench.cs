using System;
using Stethos.Hal;
using Stethos.Hal.Virtual.Files;
using Stethos.Update.Boot;
using Stethos.Update.Prover;
using Stethos.Update.Slots;

namespace Stethos.Update.PowerCut.Tests.Boot;

/// <summary>A node reduced to its slots and its record, and the hand of the gateway.</summary>
internal sealed class BootBench
{
    public static readonly PortableKeyedHash Hash = new();

    public PowerCutFileStore Store { get; } = new(11);

    public UpdateMachine Machine { get; private set; } = null!;

    public BootChooser Chooser { get; private set; } = null!;

    /// <summary>A node with release <paramref name="first"/> confirmed.</summary>
    public static BootBench With(ProofRelease first)
    {
        var bench = new BootBench();
        bench.Boot(StartCauseCode.PowerOn);
        Assert.Equal(UpdateReasonCode.None, bench.Install(first));
        bench.Boot(StartCauseCode.Software);
        Assert.Equal(UpdateReasonCode.None, bench.Machine.Confirm());
        return bench;
    }

    public static ProofRelease Full(uint number, uint version, uint floor = 0) => ProofRelease.Make(
        $"r{number}", number, Hash, (version, floor, ProofRelease.Bytes(300, (int)number)),
        (version, floor, ProofRelease.Bytes(400, (int)number + 50)));

    public static ProofRelease ModelOnly(uint number, uint version, uint floor = 0) => ProofRelease.Make(
        $"m{number}", number, Hash, default, (version, floor, ProofRelease.Bytes(500, (int)number + 50)));

    public BootDecision Boot(StartCauseCode cause)
    {
        var verifier = new SlotVerifier(Slot(), new ChunkList(16), Hash);
        Machine = new UpdateMachine(new BootLog(Store, new byte[5 * BootRecord.Length]), verifier);
        Chooser = new BootChooser(Machine);
        return Chooser.Boot(cause);
    }

    /// <summary>Accepts, stages and arms; the first reason that is not None.</summary>
    public UpdateReasonCode Install(ProofRelease release)
    {
        var reason = Machine.Accept(release.Facts);
        foreach (var component in (ComponentCode[])[ComponentCode.Application, ComponentCode.Model])
        {
            if (reason == UpdateReasonCode.None && release.BytesOf(component) is { } bytes)
            {
                reason = Stage(component, bytes, release.ListOf(component)!);
            }
        }

        reason = reason == UpdateReasonCode.None ? Machine.Staged() : reason;
        return reason == UpdateReasonCode.None ? Machine.Arm(true) : reason;
    }

    public (BootKindCode Kind, int Application, int Model, UpdateReasonCode Reason) Start(StartCauseCode cause)
    {
        var decision = Boot(cause);
        return (decision.Kind, decision.ApplicationSlot, decision.ModelSlot, decision.Reason);
    }

    public void Rot(string name) => Store.Rot(name, 77);

    private UpdateReasonCode Stage(ComponentCode component, byte[] bytes, ChunkList list)
    {
        var slot = Slot();
        slot.Select(component, Machine.TargetSlot(component));
        var reason = slot.Stage(list);
        for (var i = 0; i < list.Count && reason == UpdateReasonCode.None; i++)
        {
            reason = slot.Put(i, bytes, i << list.ChunkLog2, list.LengthOf(i));
        }

        return reason;
    }

    private SlotFiles Slot() => new(Store, Hash, new byte[512], 16, 8);
}
