using System;
using System.Linq;
using Stethos.Gateway.Domain.View;
using Stethos.Gateway.Host.Tests.Kit;
using Stethos.Protocol;
using Stethos.Testing;

namespace Stethos.Gateway.Host.Tests.Ingest;

public sealed class IngestLoopTests : IDisposable
{
    private const string RefuseFrames = "CREATE TRIGGER refuse BEFORE INSERT ON frames BEGIN SELECT RAISE(ROLLBACK, 'no room'); END";
    private const string RefuseVerdicts = "CREATE TRIGGER refuse BEFORE INSERT ON verdicts BEGIN SELECT RAISE(ABORT, 'no room'); END";
    private readonly IngestRig _rig = new();
    private readonly Node _node = new(0x5354_0000_0000_0007);

    public void Dispose() => _rig.Dispose();

    [Fact]
    public void A_frame_is_acknowledged_when_it_is_in_the_file()
    {
        _rig.Start();
        Send(1, 3);
        Until.True(() => _rig.AcknowledgedUpTo(_node) == 3, IngestRig.Patience, "acknowledgement of 3 frames");

        Assert.Equal(3, _rig.Sql("SELECT COUNT(*) FROM frames"));
    }

    [Fact]
    public void What_the_store_refuses_is_not_acknowledged_and_counts_as_new_when_it_comes_again()
    {
        _rig.Start();
        Send(1, 1);
        _rig.WaitForRows("verdicts", 1);
        _rig.Sql(RefuseFrames);
        Send(2, 3);
        Until.True(() => _rig.Site.Problem is not null, IngestRig.Patience, "a problem is told");
        Assert.Contains("no room", _rig.Site.Problem, StringComparison.Ordinal);
        Assert.Equal(1u, _rig.AcknowledgedUpTo(_node));

        _rig.Sql("DROP TRIGGER refuse");
        Send(2, 4);
        Until.True(() => _rig.AcknowledgedUpTo(_node) == 4, IngestRig.Patience, "acknowledgement of what came again");
        Until.True(() => _rig.Site.Problem is null, IngestRig.Patience, "the problem is over");
        _rig.WaitForRows("verdicts", 4);

        Assert.Equal(4, _rig.Sql("SELECT COUNT(*) FROM frames"));
        Assert.Equal((4, 4, 0), (_rig.Site.FramesStored, _rig.Site.NodeOf(_node.Device).FramesStored, _rig.Site.FramesDuplicate));
        Assert.Single(_rig.Log.Of(1004));
        Assert.Single(_rig.Log.Of(1011));
        Assert.Contains(new SiteEvent("status", null, null), _rig.Events);
        Until.True(
            () => _rig.Link.Commands.Any(sent => sent.Command.Code == CommandCode.SendState), IngestRig.Patience,
            "nodes are asked to send again");
    }

    [Fact]
    public void Verdicts_the_store_refuses_are_made_again()
    {
        _rig.Start();
        Send(1, 2);
        _rig.WaitForRows("verdicts", 2);
        _rig.Sql(RefuseVerdicts);
        Send(3, 5);
        Until.True(() => _rig.AcknowledgedUpTo(_node) == 5, IngestRig.Patience, "frames are durable all the same");
        Until.True(() => _rig.Site.Problem is not null, IngestRig.Patience, "a problem is told");

        _rig.Sql("DROP TRIGGER refuse");
        _rig.WaitForRows("verdicts", 5);

        Assert.Equal(0, _rig.Sql("SELECT COUNT(*) FROM frames WHERE id NOT IN (SELECT frame_id FROM verdicts)"));
        Until.True(() => _rig.Site.Verdicts == 5, IngestRig.Patience, "the count is the store's");
    }

    [Fact]
    public void An_alert_that_could_not_be_stored_is_raised_when_it_can()
    {
        _rig.Start();
        _rig.Sql("CREATE TRIGGER refuse BEFORE INSERT ON alerts BEGIN SELECT RAISE(ABORT, 'no room'); END");
        SendFaulty(1, 10);
        Until.True(() => _rig.Site.Problem is not null, IngestRig.Patience, "a problem is told");

        _rig.Sql("DROP TRIGGER refuse");
        _rig.WaitForRows("alerts", 1);
        _rig.WaitForRows("verdicts", 10);

        Assert.Equal(1, _rig.Sql("SELECT COUNT(*) FROM alerts WHERE cleared_ms IS NULL AND cause='outer'"));
        Until.True(() => _rig.Events.Any(change => change is { Kind: "alert", Id: > 0 }), IngestRig.Patience, "pages are told");
    }

    [Fact]
    public void After_a_restart_every_frame_gets_exactly_one_verdict()
    {
        _rig.Start(withModel: false);
        Send(1, 20);
        _rig.WaitForRows("frames", 20);
        _rig.Stop();
        Assert.Equal(0, _rig.Sql("SELECT COUNT(*) FROM verdicts"));

        _rig.Start();
        _rig.WaitForRows("verdicts", 20);
        Until.True(() => _rig.Sql("SELECT value FROM cursor WHERE name='scored'") == 20, IngestRig.Patience, "the cursor");
        _rig.Stop();
        var rows = _rig.Scorer.Rows;
        Assert.Equal(20, rows);

        _rig.Start();
        Send(21, 21);
        _rig.WaitForRows("verdicts", 21);
        Assert.Equal(rows + 1, _rig.Scorer.Rows);
    }

    [Fact]
    public void There_is_one_open_alert_per_cause_across_a_restart()
    {
        _rig.Start();
        SendFaulty(1, 10);
        _rig.WaitForRows("alerts", 1);
        _rig.Stop();

        _rig.Start();
        Assert.Equal(1, _rig.Site.OpenAlerts);
        SendFaulty(11, 25);
        _rig.WaitForRows("verdicts", 25);

        Assert.Equal(1, _rig.Sql("SELECT COUNT(*) FROM alerts"));
        Assert.Null(_rig.Site.Problem);
    }

    [Fact]
    public void A_stop_leaves_no_verdict_behind()
    {
        _rig.Start();
        Send(1, 200);
        _rig.Stop();

        Assert.Equal((200, 200), (_rig.Sql("SELECT COUNT(*) FROM frames"), _rig.Sql("SELECT COUNT(*) FROM verdicts")));
    }

    [Fact]
    public void A_raised_alert_orders_a_burst_of_its_sensor()
    {
        _rig.Start();
        SendFaulty(1, 10);
        Until.True(
            () => _rig.Link.Commands.Any(sent => sent.Device == _node.Device && sent.Command.Code == CommandCode.SendBurst),
            IngestRig.Patience, "a command");
    }

    [Fact]
    public void A_node_whose_beginning_is_unknown_is_asked_for_its_state_once()
    {
        var known = new Node(0x5354_0000_0000_0008);
        _rig.Start();
        _rig.Send(known.Topic(Topics.Frames), known.Frame(1, _rig.Time.NowMs));
        _rig.Send(known.Topic(Topics.Frames), known.Frame(3, _rig.Time.NowMs));
        Send(57, 60);
        _rig.WaitForRows("verdicts", 6);
        Send(61, 61);
        _rig.WaitForRows("verdicts", 7);

        var asked = Assert.Single(_rig.Link.Commands, sent => sent.Command.Code == CommandCode.SendState);
        Assert.Equal(_node.Device, asked.Device);
    }

    [Fact]
    public void After_a_new_session_with_the_broker_every_node_is_asked_to_send_again()
    {
        var other = new Node(0x5354_0000_0000_0008);
        _rig.Start();
        Send(1, 1);
        _rig.Send(other.Topic(Topics.Frames), other.Frame(1, _rig.Time.NowMs));
        _rig.WaitForRows("verdicts", 2);
        Assert.Empty(_rig.Link.Commands);

        _rig.Link.Sessions++;
        _rig.Time.Advance(TimeSpan.FromSeconds(1));
        Until.True(() => _rig.Link.Commands.Count == 2, IngestRig.Patience, "both nodes are asked");
        Assert.All(_rig.Link.Commands, sent => Assert.Equal(CommandCode.SendState, sent.Command.Code));
        Assert.Equal([_node.Device, other.Device], _rig.Link.Commands.Select(sent => sent.Device));
    }

    [Fact]
    public void Pages_are_told_when_a_node_falls_silent_and_when_it_is_given_up()
    {
        _rig.Start();
        Send(1, 1);
        Until.True(() => NodeEvents() == 1, IngestRig.Patience, "the node came");
        _rig.Time.Advance(TimeSpan.FromMilliseconds(IngestRig.LateMs + 1000));
        Until.True(() => NodeEvents() == 2, IngestRig.Patience, "the node is late");
        _rig.Time.Advance(TimeSpan.FromMilliseconds(2 * IngestRig.LateMs));
        Until.True(() => NodeEvents() == 3, IngestRig.Patience, "the node is offline");
    }

    private int NodeEvents() => _rig.Events.Count(change => change.Kind == "node" && change.Device == _node.Text);

    private void Send(uint first, uint last)
    {
        for (var sequence = first; sequence <= last; sequence++)
        {
            _rig.Send(_node.Topic(Topics.Frames), _node.Frame(sequence, _rig.Time.NowMs));
        }
    }

    // One window a second of the node's time, all in the past.
    private void SendFaulty(uint first, uint last)
    {
        for (var sequence = first; sequence <= last; sequence++)
        {
            _rig.Send(_node.Topic(Topics.Frames), _node.Frame(sequence, _rig.Time.NowMs - 60_000 + sequence * 1000, isFaulty: true));
        }
    }
}
