using System;
using System.Linq;
using System.Threading;
using Stethos.Gateway.Domain.View;
using Stethos.Gateway.Host.Tests.Kit;
using Stethos.Gateway.Host.Updates;
using Stethos.Gateway.Updates.Pacing;
using Stethos.Protocol;
using Stethos.Testing;
using Stethos.Testing.Releases;
using Stethos.Update;
using Stethos.Update.Manifests;

namespace Stethos.Gateway.Host.Tests.Updates;

/// <summary>Releases handed out over a real store and ingest loop, to nodes that are only their messages.</summary>
public sealed class UpdateDeskTests : IDisposable
{
    private readonly IngestRig _rig = new();
    private readonly TestOwner _owner = new();
    private readonly byte[] _application = new byte[3000];
    private readonly SignedRelease _release;
    private readonly Manifest _manifest;

    public UpdateDeskTests()
    {
        new Random(9).NextBytes(_application);
        _release = _owner.Release(3, _application, null, manifest => manifest.Classes[0] = "virtual-rev-a");
        _manifest = TestOwner.Describe(_owner.Vendor, 3, _application, null);
    }

    private string Id => Convert.ToHexStringLower(_release.Digest)[..16];

    public void Dispose()
    {
        _rig.Dispose();
        _owner.Dispose();
    }

    [Fact]
    public void A_node_is_offered_served_told_to_switch_and_counted_only_when_it_runs_the_release()
    {
        var node = Ready(1)[0];
        Assert.Equal([node.Text], Start(node).Devices);
        Until.True(() => node.WasTold(UpdateActionCode.Download), IngestRig.Patience, "offered");
        Assert.Equal("offered; the node has not answered yet", Run(node).Text);

        node.Tell(UpdateStateCode.Staging, _release, missing: 2);
        Until.True(() => Run(node).Phase == "Fetching", IngestRig.Patience, "it fetches");
        Until.True(
            () => node.Count(MessageKindCode.ManifestPart) + Broadcast(MessageKindCode.ManifestPart) >= 2, TimeSpan.FromSeconds(30),
            "parts are sent");
        node.Tell(UpdateStateCode.Staging, _release, missing: 1, component: 1);
        Until.True(() => Run(node).Percent is > 50 and < 100, IngestRig.Patience, () => $"{Run(node)}");

        node.Tell(UpdateStateCode.Staged, _release);
        Until.True(() => Advanced(() => node.WasTold(UpdateActionCode.Activate)), IngestRig.Patience, "told to switch");
        node.Tell(UpdateStateCode.Trial, _release);
        Until.True(() => Run(node).Text == "tries it", IngestRig.Patience, "it tries it");
        Assert.Equal(1, Switching);
        Assert.Contains("tries application 1.0.3 right now", StartOther(node).Refused[0], StringComparison.Ordinal);
        Assert.Contains("ends that by itself", _rig.Updates.Stop(Id, []).Refused[0], StringComparison.Ordinal);

        node.Tell(UpdateStateCode.Confirmed, _release);
        node.Tell(UpdateStateCode.Confirmed, null, running: _manifest);
        Until.True(() => Run(node).Phase == "Confirmed", IngestRig.Patience, "it runs it");
        Assert.Equal((0, false), (Switching, Run(node).Open));
        _rig.WaitForRows("updates WHERE phase=5", 1);
        Assert.Contains("it runs this release already", Start(node).Refused[0], StringComparison.Ordinal);
    }

    [Fact]
    public void A_roll_back_raises_an_alert_with_an_owner_and_holds_the_others_until_somebody_goes_on()
    {
        var nodes = Ready(2);
        Start([.. nodes]);
        nodes[0].Tell(UpdateStateCode.Trial, _release);
        Until.True(() => Run(nodes[0]).Phase == "Switching", IngestRig.Patience, "it tries it");
        _rig.Time.Advance(TimeSpan.FromSeconds(2));
        nodes[0].Tell(UpdateStateCode.RolledBack, null, UpdateReasonCode.HeapLow);
        Until.True(() => Run(nodes[0]).Phase == "RolledBack", IngestRig.Patience, "it went back");
        Assert.Equal("went back to what it ran before: on trial the free memory fell too low", Run(nodes[0]).Text);
        Until.True(() => Advanced(() => OpenAlerts("update-rolled-back") == 1), IngestRig.Patience, "an alert");
        Assert.Equal(1, _rig.Sql("SELECT COUNT(*) FROM alerts WHERE owner='maintenance' AND cause='update-rolled-back'"));

        nodes[1].Tell(UpdateStateCode.Staged, _release);
        Until.True(() => Run(nodes[1]).Text == "has all of it and waits: the release is held", IngestRig.Patience, "held");
        Assert.NotNull(Assert.Single(_rig.Updates.Get().Releases).Held);
        Assert.False(Advanced(() => nodes[1].WasTold(UpdateActionCode.Activate)));

        // Somebody looks, and goes on with the first one.
        nodes[0].Tell(UpdateStateCode.Idle, null);
        Assert.Single(Start(nodes[0]).Devices);
        Until.True(() => Advanced(() => nodes[1].WasTold(UpdateActionCode.Activate)), IngestRig.Patience, "told to switch");
        Until.True(() => Advanced(() => OpenAlerts("update-rolled-back") == 0), IngestRig.Patience, "the alert is cleared");
    }

    [Fact]
    public void What_is_under_way_goes_on_after_a_restart_of_the_gateway()
    {
        var node = Ready(1)[0];
        Start(node);
        node.Tell(UpdateStateCode.Staging, _release, missing: 1);
        Until.True(() => Run(node).Phase == "Fetching", IngestRig.Patience, "it fetches");
        _rig.WaitForRows("updates WHERE phase=2", 1);
        _rig.Stop();
        _rig.Time.Advance(TimeSpan.FromMinutes(1));
        Assert.True(node.WasTold(UpdateActionCode.Download));
        _rig.Start();
        Assert.Equal("Fetching", Run(node).Phase);
        Until.True(() => Advanced(() => node.WasTold(UpdateActionCode.Download)), IngestRig.Patience, "asked again");
        node.Tell(UpdateStateCode.Staged, _release);
        Until.True(() => Advanced(() => node.WasTold(UpdateActionCode.Activate)), IngestRig.Patience, "told to switch");
    }

    [Fact]
    public void A_node_that_says_nothing_for_long_is_stuck_and_raises_an_alert()
    {
        var node = Ready(1)[0];
        Start(node);
        node.Tell(UpdateStateCode.Staging, _release, missing: 1);
        Until.True(() => Run(node).Phase == "Fetching", IngestRig.Patience, "it fetches");
        Assert.False(Run(node).Stuck);
        _rig.Time.Advance(TimeSpan.FromMinutes(16));
        Until.True(() => OpenAlerts("update-stuck") == 1, IngestRig.Patience, "an alert");
        Assert.EndsWith("nothing has changed for long", Run(node).Text, StringComparison.Ordinal);
        Assert.Single(_rig.Updates.Stop(Id, [node.Text]).Devices);
        Until.True(() => Advanced(() => OpenAlerts("update-stuck") == 0), IngestRig.Patience, "the alert is cleared");
        Assert.True(node.WasTold(UpdateActionCode.Abort));
    }

    [Fact]
    public void A_refusal_is_told_in_words_and_the_node_is_not_offered_it_any_more()
    {
        var node = Ready(1)[0];
        Start(node);
        node.Tell(UpdateStateCode.Staging, _release, missing: 1);
        Until.True(() => Run(node).Phase == "Fetching", IngestRig.Patience, "it fetches");
        node.Tell(UpdateStateCode.Refused, null, UpdateReasonCode.SignatureWrong);
        Until.True(() => Run(node).Phase == "Refused", IngestRig.Patience, "it refused");
        Assert.Equal("refused it: the signature is wrong", Run(node).Text);
        node.WasTold(UpdateActionCode.Download);
        Assert.False(Advanced(() => node.WasTold(UpdateActionCode.Download)));
    }

    [Fact]
    public void What_does_not_fit_is_refused_by_node_field_and_cause_and_nothing_is_sent()
    {
        var node = Ready(1)[0];
        _rig.Keys.Remove(0x5354_0000_0000_0001);
        var other = _owner.Release(4, _application, null);
        Assert.Equal("", _rig.Updates.Add(TestBundle.Of(other, _application, null)).Problem);
        var answer = _rig.Updates.Start(Convert.ToHexStringLower(other.Digest), [node.Text, "5354000000000099"]);
        Assert.Empty(answer.Devices);
        Assert.Contains(
            "boards: it is for esp32-s3-n16r8-rev-a, and this node is a virtual-rev-a", answer.Refused[0], StringComparison.Ordinal);
        Assert.Contains("key: the gateway's key file has none for it", answer.Refused[0], StringComparison.Ordinal);
        Assert.Contains("5354000000000099: it is not known", answer.Refused[1], StringComparison.Ordinal);
        Assert.Contains("no release or key set begins with 'abc'", _rig.Updates.Start("abc", []).Problem, StringComparison.Ordinal);
        Assert.Contains("the bundle is not taken", _rig.Updates.Add([1, 2, 3]).Problem, StringComparison.Ordinal);
        Assert.False(node.WasTold(UpdateActionCode.Download));
    }

    [Fact]
    public void One_node_switches_alone_then_a_few_at_a_time()
    {
        var nodes = Ready(UpdateDesk.MostSwitching + 3);
        Start([.. nodes]);
        foreach (var node in nodes)
        {
            node.Tell(UpdateStateCode.Staged, _release);
        }

        Until.True(() => _rig.Updates.Get().Runs.All(run => run.Phase == "Staged"), IngestRig.Patience, "all have it");
        Until.True(() => Advanced(() => nodes[0].WasTold(UpdateActionCode.Activate)), IngestRig.Patience, "one is told");
        Assert.False(Advanced(() => IsAnyTold(nodes[1..])));
        nodes[0].Tell(UpdateStateCode.Trial, _release);
        Until.True(() => Run(nodes[0]).Phase == "Switching", IngestRig.Patience, "it tries it");
        Assert.False(Advanced(() => IsAnyTold(nodes[1..])));

        nodes[0].Tell(UpdateStateCode.Confirmed, null, running: _manifest);
        Until.True(() => Advanced(() => IsAnyTold(nodes[1..])), IngestRig.Patience, "others are told");
        Assert.Equal(UpdateDesk.MostSwitching, nodes.Count(node => Run(node).Text == "has all of it and is told to switch"));
    }

    [Fact]
    public void A_node_that_is_not_there_is_passed_over_and_another_goes_first()
    {
        var nodes = Ready(3);
        Start([.. nodes]);
        nodes[0].Tell(UpdateStateCode.Staged, _release);
        Until.True(() => Run(nodes[0]).Phase == "Staged", IngestRig.Patience, "the first has it");
        nodes[0].Leave();
        Until.True(() => Run(nodes[0]).Text.EndsWith("the node is not there", StringComparison.Ordinal), IngestRig.Patience, "it is away");
        nodes[1].Tell(UpdateStateCode.Staged, _release);
        nodes[2].Tell(UpdateStateCode.Staged, _release);
        Until.True(() => Advanced(() => IsAnyTold(nodes[1..])), IngestRig.Patience, "another one is told");
        var first = nodes[1..].Single(node => Run(node).Text == "has all of it and is told to switch");
        var other = nodes[1..].Single(node => node != first);
        first.Tell(UpdateStateCode.Trial, _release);
        Until.True(
            () => Run(other).Text == $"has all of it and waits for {Run(first).NodeName}, which tries it", IngestRig.Patience,
            () => Run(other).Text);
        first.Tell(UpdateStateCode.Confirmed, null, running: _manifest);
        Until.True(() => Advanced(() => other.WasTold(UpdateActionCode.Activate)), IngestRig.Patience, "the next one is told");
        nodes[0].BeBorn();
        nodes[0].Tell(UpdateStateCode.Staged, _release);
        Until.True(() => Advanced(() => nodes[0].WasTold(UpdateActionCode.Activate)), IngestRig.Patience, "it follows when it is back");
    }

    [Fact]
    public void What_a_node_sends_is_charged_to_its_own_access_point()
    {
        _rig.AccessPoints = AccessPoints.Parse(["5354000000000001 hall-1", "5354000000000002 hall-2"]);
        var pacer = _rig.Pacer = new SitePacer(new AirBudget(1_000_000, 1_000_000), new AirBudget(2_000, 1_000));
        var nodes = Ready(2);
        for (var i = 0; i < 100; i++)
        {
            nodes[0].Tell(UpdateStateCode.Idle, null);
        }

        var nowMs = (long)(_rig.Time.GetTimestamp() * 1000.0 / _rig.Time.TimestampFrequency);
        Until.True(() => !HasRoom("hall-1", nowMs), IngestRig.Patience, "the first one's access point is busy");
        Assert.False(HasRoom("hall-1", nowMs + 1000));
        Assert.True(HasRoom("hall-2", nowMs + 1000));
        Assert.Equal("hall-2", _rig.Updates.ViewLocked(nodes[1].Device)!.AccessPoint);

        bool HasRoom(string point, long atMs)
        {
            lock (_rig.Site.Sync)
            {
                return pacer.TryTake(point, 3000, atMs);
            }
        }
    }

    private static bool IsAnyTold(UpdatedNode[] nodes) => nodes.Count(node => node.WasTold(UpdateActionCode.Activate)) > 0;

    private int Switching => _rig.Site.Slots.Switching(_rig.Time.NowMs);

    private UpdatedNode[] Ready(int count)
    {
        var nodes = Enumerable.Range(1, count).Select(i => new UpdatedNode(_rig, 0x5354_0000_0000_0000 + (ulong)i)).ToArray();
        _rig.Start();
        foreach (var node in nodes)
        {
            node.BeBorn();
        }

        _rig.WaitForRows("update_statuses", count);
        Assert.Equal("", _rig.Updates.Add(TestBundle.Of(_release, _application, null)).Problem);
        return nodes;
    }

    private UpdateAnswerView Start(params UpdatedNode[] nodes) => _rig.Updates.Start(Id, [.. nodes.Select(node => node.Text)]);

    private UpdateAnswerView StartOther(UpdatedNode node)
    {
        var other = _owner.Release(5, [1, 2, 3], null, manifest => manifest.Classes[0] = "virtual-rev-a");
        _rig.Updates.Add(TestBundle.Of(other, [1, 2, 3], null));
        return _rig.Updates.Start(Convert.ToHexStringLower(other.Digest), [node.Text]);
    }

    private UpdateRunView Run(UpdatedNode node) => _rig.Updates.Get().Runs.First(run => run.Device == node.Text);

    private long OpenAlerts(string cause) =>
        _rig.Sql($"SELECT COUNT(*) FROM alerts WHERE cause='{cause}' AND cleared_ms IS NULL");

    private int Broadcast(MessageKindCode kind) => _rig.Link.Of(new(ulong.MaxValue), Topics.Updates)
        .Count(message => new MessageReader().PeekKind(message, 0, message.Length) == kind);

    // The desk looks once a second by the clock of the test, which only moves here.
    private bool Advanced(Func<bool> condition)
    {
        _rig.Time.Advance(TimeSpan.FromSeconds(1.1));
        using var never = new ManualResetEvent(false);
        never.WaitOne(120);
        return condition();
    }
}
