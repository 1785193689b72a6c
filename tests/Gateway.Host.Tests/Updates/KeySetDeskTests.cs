using System;
using System.Linq;
using System.Security.Cryptography;
using System.Threading;
using Stethos.Gateway.Domain.View;
using Stethos.Gateway.Host.Tests.Kit;
using Stethos.Protocol;
using Stethos.Releases.KeySets;
using Stethos.Testing;
using Stethos.Testing.Releases;
using Stethos.Update;

namespace Stethos.Gateway.Host.Tests.Updates;

/// <summary>Key sets handed out over a real store and ingest loop, to nodes that are only their messages.</summary>
public sealed class KeySetDeskTests : IDisposable
{
    private static readonly string[] Keys = ["root1", "root2", "root3", "app", "model"];
    private readonly IngestRig _rig = new();
    private readonly TestOwner _owner = new();
    private readonly KeySetFile _second;
    private readonly KeySetFile _third;

    public KeySetDeskTests()
    {
        _second = _owner.KeySet(2, Keys);
        _third = _owner.KeySet(3, Keys);
    }

    public void Dispose()
    {
        _rig.Dispose();
        _owner.Dispose();
    }

    [Fact]
    public void A_node_is_told_to_take_it_and_counts_when_it_tells_its_number()
    {
        var node = Ready(1)[0];
        var answer = _rig.Updates.Start(IdOf(_second), [node.Text]);
        Assert.Equal([node.Text], answer.Devices);
        Until.True(() => node.WasTold(UpdateActionCode.TakeKeySet), IngestRig.Patience, "told");
        node.TellAbout(UpdateStateCode.Idle, DigestOf(_second), missing: 2);
        Until.True(() => Run(node, 2).Phase == "Fetching", IngestRig.Patience, "it fetches");
        Until.True(() => node.Count(MessageKindCode.ManifestPart) >= 2, TimeSpan.FromSeconds(30), "parts are sent");
        node.KeySet = 2;
        node.Tell(UpdateStateCode.Idle, null);
        Until.True(() => Run(node, 2).Text == "trusts it from now on", IngestRig.Patience, "it trusts it");
        Assert.Contains("trusts key set 2 already", _rig.Updates.Start(IdOf(_second), [node.Text]).Refused[0], StringComparison.Ordinal);
        Assert.Equal((1, 0), (Set(2).Nodes, Set(2).Behind));
        Assert.Equal([(3, true), (2, false), (1, false)], _rig.Updates.Get().KeySets.Select(set => (set.Version, set.Newest)));
    }

    [Fact]
    public void Who_is_two_behind_takes_them_in_order_and_a_refusal_ends_those_that_wait()
    {
        var nodes = Ready(2);
        _rig.Updates.Start(IdOf(_third), [.. nodes.Select(node => node.Text)]);
        Assert.Equal("waits until the key set before it is taken", Run(nodes[0], 3).Text);
        Until.True(() => nodes.All(node => node.WasTold(UpdateActionCode.TakeKeySet)), IngestRig.Patience, "told");
        nodes[0].KeySet = 2;
        nodes[0].Tell(UpdateStateCode.Idle, null);
        Until.True(() => Advanced(() => nodes[0].WasTold(UpdateActionCode.TakeKeySet)), IngestRig.Patience, "told of the next");
        Assert.Equal("offered; the node has not answered yet", Run(nodes[0], 3).Text);

        nodes[1].TellAbout(UpdateStateCode.Idle, DigestOf(_second), missing: 2);
        Until.True(() => Run(nodes[1], 2).Phase == "Fetching", IngestRig.Patience, "it fetches");
        nodes[1].Tell(UpdateStateCode.Refused, null, UpdateReasonCode.SignatureWrong);
        Until.True(() => Run(nodes[1], 2).Phase == "Refused", IngestRig.Patience, "it refused");
        Assert.Equal("refused it: the signature is wrong", Run(nodes[1], 2).Text);
        Assert.Equal("Stopped", Run(nodes[1], 3).Phase);
    }

    [Fact]
    public void A_node_that_comes_after_a_set_was_meant_for_all_is_given_it_and_one_that_refused_is_left_alone()
    {
        var nodes = Ready(1, laterCount: 1);
        _rig.Updates.Start(IdOf(_second), []);
        nodes[0].TellAbout(UpdateStateCode.Idle, DigestOf(_second), missing: 2);
        Until.True(() => Run(nodes[0], 2).Phase == "Fetching", IngestRig.Patience, "it fetches");
        nodes[0].Tell(UpdateStateCode.Refused, null, UpdateReasonCode.KeySetThreshold);
        Until.True(() => Run(nodes[0], 2).Phase == "Refused", IngestRig.Patience, "it refused");
        nodes[1].BeBorn();
        Until.True(() => Advanced(() => nodes[1].WasTold(UpdateActionCode.TakeKeySet)), IngestRig.Patience, "the newcomer is told");
        Assert.Single(_rig.Updates.Get().Runs, run => run.Device == nodes[0].Text);

        // Also after a restart of the gateway.
        _rig.Stop();
        _rig.Start();
        nodes[1].BeBorn();
        Until.True(() => Advanced(() => nodes[1].WasTold(UpdateActionCode.TakeKeySet)), IngestRig.Patience, "told again");
        Assert.Single(_rig.Updates.Get().Runs, run => run.Device == nodes[1].Text);
    }

    [Fact]
    public void A_node_that_is_away_is_waited_for_without_an_alert()
    {
        var node = Ready(1)[0];
        node.Leave();
        _rig.Updates.Start(IdOf(_second), []);
        Until.True(
            () => Run(node, 2).Text == "is given it when it is back; the node is not there", IngestRig.Patience, () => Run(node, 2).Text);
        for (var i = 0; i < 5; i++)
        {
            _rig.Time.Advance(TimeSpan.FromMinutes(10));
            Assert.False(Advanced(() => Run(node, 2).Stuck));
        }

        Assert.Equal(0, _rig.Sql("SELECT COUNT(*) FROM alerts WHERE cause='update-stuck'"));
        node.BeBorn();
        Until.True(() => Advanced(() => node.WasTold(UpdateActionCode.TakeKeySet)), IngestRig.Patience, "told when it is back");
        Assert.False(Run(node, 2).Stuck);
    }

    [Fact]
    public void A_release_that_the_owner_did_not_sign_is_not_taken_and_one_signed_before_a_rotation_not_handed_out()
    {
        using var twin = new TestOwner();
        _rig.Start();
        byte[] application = [1, 2, 3];
        var first = _rig.Updates.Add(TestBundle.Of(_owner.Release(3, application, null), application, null));
        Assert.Contains("no key set of the nodes' owner", first.Warning, StringComparison.Ordinal);
        Assert.Equal("", _rig.Updates.AddKeySet(_owner.First.Content).Problem);
        Assert.Equal(
            "the bundle is not taken: no key the node knows signed the release",
            _rig.Updates.Add(TestBundle.Of(twin.Release(4, application, null), application, null)).Problem);
        var view = Assert.Single(_rig.Updates.Get().Releases);
        Assert.Equal((true, "signed under key set 1"), (view.Signed, view.Proof));

        Assert.Equal("", _rig.Updates.AddKeySet(_second.Content).Problem);
        Assert.Contains("which number 2 has replaced", _rig.Updates.Start(view.Id, []).Problem, StringComparison.Ordinal);
        Assert.False(Assert.Single(_rig.Updates.Get().Releases).Signed);
    }

    private static string IdOf(KeySetFile file) => Convert.ToHexStringLower(DigestOf(file))[..16];

    private static byte[] DigestOf(KeySetFile file) => SHA256.HashData(file.Keys.Bytes);

    private KeySetView Set(int version) => _rig.Updates.Get().KeySets.Single(set => set.Version == version);

    private UpdateRunView Run(UpdatedNode node, int version) =>
        _rig.Updates.Get().Runs.First(run => run.Device == node.Text && run.Label == $"key set {version}");

    private UpdatedNode[] Ready(int count, int laterCount = 0)
    {
        var nodes = Enumerable.Range(1, count + laterCount)
            .Select(i => new UpdatedNode(_rig, 0x5354_0000_0000_0000 + (ulong)i)).ToArray();
        _rig.Start();
        foreach (var node in nodes.Take(count))
        {
            node.BeBorn();
        }

        _rig.WaitForRows("update_statuses", count);
        Assert.All([_owner.First, _second, _third], set => Assert.Equal("", _rig.Updates.AddKeySet(set.Content).Problem));
        return nodes;
    }

    // The desk looks once a second by the clock of the test, which only moves here.
    private bool Advanced(Func<bool> condition)
    {
        _rig.Time.Advance(TimeSpan.FromSeconds(1.1));
        using var never = new ManualResetEvent(false);
        never.WaitOne(120);
        return condition();
    }
}
