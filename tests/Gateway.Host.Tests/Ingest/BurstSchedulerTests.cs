using System;
using System.Collections.Generic;
using System.Linq;
using Stethos.Gateway.Domain.Frames;
using Stethos.Gateway.Host.Ingest;
using Stethos.Gateway.Host.Tests.Kit;
using Stethos.Protocol;

namespace Stethos.Gateway.Host.Tests.Ingest;

public sealed class BurstSchedulerTests : IDisposable
{
    private const long LateMs = 30_000;
    private static readonly TimeSpan Period = TimeSpan.FromSeconds(60);
    private readonly IntakeRig _rig = new();
    private readonly RecordingLink _link = new();
    private readonly BurstScheduler _scheduler;

    public BurstSchedulerTests() =>
        _scheduler = new BurstScheduler(_rig.Site, new NodeSender(_rig.Site, _link, _rig.Time), Period, LateMs);

    public void Dispose() => _rig.Dispose();

    [Fact]
    public void Every_node_is_asked_once_per_period_and_one_per_turn()
    {
        var nodes = Nodes(5);
        for (var turn = 1; turn <= 5; turn++)
        {
            _scheduler.Turn(_rig.Time.NowMs);
            Assert.Equal(turn, _link.Commands.Count);
        }

        _scheduler.Turn(_rig.Time.NowMs);
        Assert.Equal(nodes.Select(node => node.Device).ToHashSet(), Asked().ToHashSet());
        Assert.Equal(5, _link.Commands.Count);
        Assert.All(_link.Commands, sent => Assert.Equal((CommandCode.SendBurst, 0), (sent.Command.Code, sent.Command.Sensor)));
        Assert.Equal(5, _link.Commands.Select(sent => sent.Command.Id).Distinct().Count());
    }

    [Fact]
    public void With_more_nodes_than_turns_no_node_is_asked_twice_before_all_were_once()
    {
        Nodes(10);
        for (var turn = 0; turn < 30; turn++)
        {
            // Slower than the period allows: every node is due again at every turn.
            _rig.Time.Advance(Period);
            Nodes(10);
            _scheduler.Turn(_rig.Time.NowMs);
        }

        foreach (var round in Asked().Chunk(10))
        {
            Assert.Equal(10, round.Distinct().Count());
        }
    }

    [Fact]
    public void A_silent_node_is_passed_over()
    {
        var nodes = Nodes(2);
        _rig.Time.Advance(TimeSpan.FromMilliseconds(LateMs + 1));
        _rig.Take(nodes[1].Topic(Topics.State), nodes[1].State(1));
        _scheduler.Turn(_rig.Time.NowMs);
        _scheduler.Turn(_rig.Time.NowMs);

        Assert.Equal(nodes[1].Device, Assert.Single(Asked()));
    }

    [Fact]
    public void A_node_asked_for_another_reason_waits_a_period()
    {
        var node = Nodes(1)[0];
        _scheduler.Ask(node.Device, 0, _rig.Time.NowMs);
        _scheduler.Turn(_rig.Time.NowMs);
        Assert.Single(Asked());
        _rig.Time.Advance(Period);
        Nodes(1);
        _scheduler.Turn(_rig.Time.NowMs);

        Assert.Equal(2, Asked().Count());
    }

    private IEnumerable<DeviceKey> Asked() => _link.Commands.Select(sent => sent.Device);

    private Node[] Nodes(int count)
    {
        var nodes = Enumerable.Range(1, count).Select(id => new Node((ulong)id)).ToArray();
        foreach (var node in nodes)
        {
            _rig.Take(node.Topic(Topics.State), node.State(1));
        }

        return nodes;
    }
}
