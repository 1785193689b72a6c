using System;
using Stethos.App.Updates;
using Stethos.Hal;
using Stethos.Hal.Virtual.Files;
using Stethos.Protocol;
using Stethos.Testing.Releases;
using Stethos.Update;
using Stethos.Update.Boot;
using Stethos.Update.Manifests;
using Stethos.Update.Slots;

namespace Stethos.App.Tests.Updates;

/// <summary>The tensor form that a node tells, and holds a model against that comes alone: from the manifests beside its slots.</summary>
public sealed class PairFormTests
{
    private static readonly byte[] Application = [1, 2, 3];
    private static readonly byte[] Model = [4, 5];
    private readonly PowerCutFileStore _files = new(1 << 20);

    [Fact]
    public void What_was_flashed_has_the_form_of_the_board()
    {
        Confirm(Application, Model);
        Assert.Equal(1u, Told());
    }

    [Fact]
    public void A_release_brings_its_form_and_a_model_alone_that_fits_keeps_it()
    {
        Confirm(Application, Model);
        Keep(ComponentCode.Application, Application, Model, form: 3);
        Assert.Equal(3u, Told());

        byte[] newer = [6, 7, 8];
        Confirm(null, newer);
        Assert.Equal(3u, Told());
        Keep(ComponentCode.Model, null, newer, form: 4);
        Assert.Equal(4u, Told());
    }

    [Fact]
    public void A_manifest_of_what_the_slot_held_before_says_nothing()
    {
        Confirm(Application, Model);
        Keep(ComponentCode.Application, [9, 9], Model, form: 3);
        Keep(ComponentCode.Model, null, [9], form: 4);
        Assert.Equal(1u, Told());
        _files.Write("ua-m", [1, 2, 3], 0, 3);
        _files.Write("uc-m", [1, 2, 3], 0, 3);
        Assert.Equal(1u, Told());
    }

    private uint Told()
    {
        var node = new UpdatedNode(_files);
        node.Boot();
        return node.Status.Basis[UpdateBasis.TensorForm];
    }

    private UpdateMachine Machine()
    {
        var loader = new NodeLoader(_files, new PortableKeyedHash());
        loader.Boot(StartCauseCode.PowerOn);
        return loader.Machine;
    }

    // As an update does it, but for the manifest.
    private void Confirm(byte[]? application, byte[]? model)
    {
        var (machine, hash, facts) = (Machine(), new PortableKeyedHash(), new ReleaseFacts { Sequence = 1 });
        var factory = new FactoryFlash(machine, hash);
        facts.ImageId[0] = (byte)(model?[0] ?? 1);
        foreach (var (id, bytes) in ((ComponentCode, byte[]?)[])[(ComponentCode.Application, application), (ComponentCode.Model, model)])
        {
            if (bytes is not null)
            {
                (facts.Of(id).IsPresent, facts.Of(id).Version) = (true, 0x01_00_0001);
                ListOf(machine, id, bytes).ComputeRoot(hash, facts.Of(id).Root);
            }
        }

        Assert.Equal(UpdateReasonCode.None, machine.Accept(facts));
        foreach (var (id, bytes) in ((ComponentCode, byte[]?)[])[(ComponentCode.Application, application), (ComponentCode.Model, model)])
        {
            if (bytes is not null)
            {
                Assert.Equal(UpdateReasonCode.None, factory.Fill(id, ListOf(machine, id, bytes), bytes));
            }
        }

        Assert.Equal(UpdateReasonCode.None, factory.Finish());
    }

    // The manifest beside the slot that the component is in.
    private void Keep(ComponentCode beside, byte[]? application, byte[] model, uint form)
    {
        var machine = Machine();
        var manifest = TestOwner.Describe(new byte[8], 1, application, model);
        foreach (var part in manifest.Components.AsSpan(0, manifest.ComponentCount))
        {
            ListOf(machine, part.Id, part.Id == ComponentCode.Model ? model : application!).ComputeRoot(new PortableKeyedHash(), part.Root);
        }

        manifest.Rules[0].TensorAbi = form;
        var buffer = new byte[Manifest.MaxLength];
        var length = manifest.Write(buffer, 0, buffer.Length, new CborWriter());
        var slot = SlotPair.SlotOf(machine.Record.Active, beside);
        Assert.Equal(FileStatusCode.Ok, _files.Write(SlotNames.Manifest(SlotNames.Prefix(beside, slot)), buffer, 0, length));
    }

    private static ChunkList ListOf(UpdateMachine machine, ComponentCode id, byte[] bytes)
    {
        var list = machine.Verifier.List;
        Assert.True(list.Begin([1, 2, 3, 4, 5, 6, 7, (byte)id], 0, bytes.Length, ChunkList.DefaultChunkLog2));
        list.Set(0, new PortableKeyedHash(), bytes, 0);
        return list;
    }
}
