using System;
using System.Linq;
using Stethos.Hal.Virtual.Files;
using Stethos.Protocol;
using Stethos.Testing.Edge;
using Stethos.Testing.Releases;
using Stethos.Update;
using Stethos.Update.Boot;
using Stethos.Update.Trust;

namespace Stethos.App.Tests.Updates;

/// <summary>
/// Attacks on a whole node, by what arrives at it and by what its flash and its supply do; what is judged by manifest, key set and
/// command alone is in tests/Update.Tests/Attacks. After each the node takes the owner's next release.
/// </summary>
public sealed class AttackTests : IDisposable
{
    private static readonly byte[] Factory = [.. Enumerable.Range(0, 3000).Select(i => (byte)(i * 7))];
    private static readonly byte[] Application = [.. Enumerable.Range(0, 5000).Select(i => (byte)(i * 11))];
    private static readonly byte[] Model = SampleEdgeModel.Blob();
    private readonly TestOwner _owner = new();
    private readonly UpdatedNode _node = new(new PowerCutFileStore(1));

    public AttackTests()
    {
        var store = new KeySetStore(_node.Files);
        store.Load();
        store.Save(_owner.First.Keys);
        _node.Boot();
        _node.Flash(Factory);
        _node.Boot();
    }

    public void Dispose() => _owner.Dispose();

    [Fact]
    public void Partial_bundle_is_never_started()
    {
        var release = Begun(1);
        _node.ServeChunks(release, ComponentCode.Application, Application);
        _node.Order(UpdateActionCode.Activate, release.Digest);
        Assert.Equal((UpdateStateCode.Staging, UpdateReasonCode.NotNow), (_node.Machine.State, _node.Reason));
        _node.Order(UpdateActionCode.Activate, _owner.Release(2, Factory, null).Digest);
        Assert.Equal((UpdateStateCode.Staging, UpdateReasonCode.OtherRelease), (_node.Machine.State, _node.Reason));
        _node.Boot();
        Assert.Equal((UpdateStateCode.Staging, 0), (_node.Machine.State, Running()));
        _node.Turn();
        _node.ServeChunks(release, ComponentCode.Model, Model);
        Assert.Equal(UpdateStateCode.Staged, _node.Machine.State);
        StillUpdates();
    }

    [Fact]
    public void Endless_data_is_not_written()
    {
        var release = Begun(1);
        var before = _node.Files.BytesWritten;
        foreach (var place in (uint[])[5, 1023, 65_535, uint.MaxValue, 0])
        {
            var wrong = Application.Select(b => (byte)(b ^ 1)).ToArray();
            _node.DeliverChunk(release, ComponentCode.Application, wrong, 0, place);
            _node.DeliverChunk(release, (ComponentCode)7, wrong, 0, place);
            _node.Turn();
        }

        Assert.Equal((before, UpdateStateCode.Staging), (_node.Files.BytesWritten, _node.Machine.State));
        StillUpdates();
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Drop_request_and_slow_retrieval_end_the_download_and_nothing_else(bool isSlow)
    {
        var release = Begun(1);
        for (var minute = 0; minute < 121 && _node.Machine.State == UpdateStateCode.Staging; minute++)
        {
            if (isSlow && minute % 60 == 30)
            {
                _node.DeliverChunk(release, ComponentCode.Application, Application, minute / 60);
            }

            _node.Turn(60_000);
        }

        Assert.Equal((UpdateStateCode.Refused, UpdateReasonCode.TransferStalled), (_node.Machine.State, _node.Reason));
        Assert.Equal(0, Running());
        StillUpdates();
    }

    [Fact]
    public void Topic_injection_and_a_spoofed_broker_change_nothing()
    {
        var release = Begun(1);
        var before = _node.Files.BytesWritten;
        Assert.False(_node.DeliverChunk(release, ComponentCode.Application, Application, 0, topic: UpdatedNode.Topic("0001020304050608")));
        Assert.False(_node.DeliverChunk(release, ComponentCode.Application, Application, 0, topic: "stethos/1/plant/gw/+/upd"));
        var another = _owner.Release(2, Factory, null);
        foreach (var action in Enum.GetValues<UpdateActionCode>())
        {
            _node.Order(action, another.Digest, [.. Enumerable.Repeat((byte)8, 32)]);
        }

        _node.Turn();
        Assert.Equal((before, UpdateStateCode.Staging), (_node.Files.BytesWritten, _node.Machine.State));
        StillUpdates();
    }

    [Fact]
    public void A_slot_changed_after_it_was_verified_is_not_started()
    {
        var release = Staged();
        _node.Order(UpdateActionCode.Activate, release.Digest);
        Assert.Equal(UpdateStateCode.Armed, _node.Machine.State);
        _node.Files.Rot("uc-000", 77);
        _node.Boot();
        Assert.Equal((UpdateStateCode.RolledBack, UpdateReasonCode.SlotDamaged, 0), (_node.Machine.State, _node.Machine.Reason, Running()));
        StillUpdates();
    }

    [Fact]
    public void Brown_outs_end_a_trial_but_do_not_condemn_the_release()
    {
        var release = Staged();
        _node.Order(UpdateActionCode.Activate, release.Digest);
        var boots = 0;
        for (; _node.Machine.State != UpdateStateCode.RolledBack && boots < 100; boots++)
        {
            _node.Boot();
        }

        Assert.Equal((9, UpdateReasonCode.PowerTries, 0), (boots, _node.Machine.Reason, Running()));
        Assert.Equal(UpdateStateCode.Staged, Offered(release).Machine.State);
        StillUpdates();
    }

    private int Running() => SlotPair.SlotOf(_node.Machine.Record.Active, ComponentCode.Application);

    private SignedRelease Begun(uint sequence)
    {
        var release = _owner.Release(sequence, Application, Model);
        _node.Order(UpdateActionCode.Download, release.Digest);
        _node.Serve(release.Digest, release.Head);
        Assert.Equal((UpdateStateCode.Staging, (int)ComponentCode.Application), (_node.Machine.State, _node.Status.Component));
        return release;
    }

    private SignedRelease Staged()
    {
        var release = _owner.Release(1, Application, Model);
        Assert.Equal(UpdateStateCode.Staged, Offered(release).Machine.State);
        return release;
    }

    private UpdatedNode Offered(SignedRelease release)
    {
        _node.Order(UpdateActionCode.Download, release.Digest);
        _node.Serve(release.Digest, release.Head);
        _node.ServeChunks(release, ComponentCode.Application, Application);
        _node.ServeChunks(release, ComponentCode.Model, Model);
        return _node;
    }

    private void StillUpdates()
    {
        var release = _owner.Release(100, Application, Model);
        _node.Order(UpdateActionCode.Abort, release.Digest);
        Assert.Equal(UpdateStateCode.Staged, Offered(release).Machine.State);
        _node.Order(UpdateActionCode.Activate, release.Digest);
        Assert.Equal(UpdateStateCode.Armed, _node.Machine.State);
    }
}
