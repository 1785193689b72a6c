using System;
using Stethos.Gateway.Domain.Frames;
using Stethos.Gateway.Domain.Nodes;
using Stethos.Gateway.Domain.View;
using Stethos.Protocol;

namespace Stethos.Gateway.Domain.Tests.Nodes;

public sealed class NodeRecordTests
{
    private const long LateMs = 10_000;
    private readonly NodeRecord _node = new(new DeviceKey(0xABC));

    [Fact]
    public void A_node_never_heard_is_unknown_and_carries_its_id_as_its_name()
    {
        Assert.Equal(NodeState.Unknown, _node.StateAt(1_000_000, LateMs));
        Assert.Equal(("0000000000000abc", (long?)null), (_node.Name, _node.LastSeenMs));
    }

    [Theory]
    [InlineData(0, NodeState.Online)]
    [InlineData(10_000, NodeState.Online)]
    [InlineData(10_001, NodeState.Late)]
    [InlineData(30_000, NodeState.Late)]
    [InlineData(30_001, NodeState.Offline)]
    [InlineData(-5_000, NodeState.Online)]
    public void Silence_makes_a_node_late_then_offline(long silenceMs, NodeState state)
    {
        _node.Seen(1_000_000);
        Assert.Equal(state, _node.StateAt(1_000_000 + silenceMs, LateMs));
    }

    [Fact]
    public void The_will_makes_a_node_offline_at_once_until_it_speaks_again()
    {
        _node.Lost();
        Assert.Equal(NodeState.Offline, _node.StateAt(1_000, LateMs));
        _node.SeenFrame(new FeatureFrame(), 2_000);
        Assert.Equal(NodeState.Online, _node.StateAt(2_000, LateMs));
        _node.Lost();
        Assert.Equal(NodeState.Offline, _node.StateAt(2_000, LateMs));
        _node.Apply(State(), 3_000, live: true);
        Assert.Equal(NodeState.Online, _node.StateAt(3_000, LateMs));
    }

    [Fact]
    public void A_retained_state_tells_who_the_node_is_and_not_that_it_lives()
    {
        _node.Apply(State(), 5_000, live: false);
        Assert.Equal(NodeState.Unknown, _node.StateAt(5_000, LateMs));
        Assert.Equal(
            ("pump", "hall 3", "1.2.3", "virtual-rev-a", 7L, 12),
            (_node.Name, _node.Machine, _node.Firmware, _node.Board, _node.Boot, _node.OutboxDepth));
        Assert.Equal(new SensorView(3, "adxl1002", 1, 12800), Assert.Single(_node.Sensors));
        Assert.Equal((5u, 3.5f), (_node.Counters[NodeCounters.FramesResent], _node.Orders[1]));
    }

    [Fact]
    public void The_counters_tell_room_wear_and_faults_of_the_outbox()
    {
        var state = State();
        (int Place, uint Value)[] told =
        [
            (NodeCounters.OutboxCapacity, 1536), (NodeCounters.OutboxMinutes, 90), (NodeCounters.BlocksBegun, 48_000),
            (NodeCounters.BlockFiles, 24), (NodeCounters.StorageFaults, 3), (NodeCounters.BootFaults, 1)
        ];
        Array.ForEach(told, counter => state.Counters[counter.Place] = counter.Value);
        _node.Apply(state, 0, live: true);
        Assert.Equal(new OutboxView(1536, 1.5, 2, 4), _node.Outbox);
    }

    [Fact]
    public void An_outbox_in_memory_has_no_wear_and_before_the_first_frames_no_room()
    {
        _node.Apply(State(), 0, live: true);
        Assert.Equal(new OutboxView(0, null, null, 0), _node.Outbox);
    }

    [Fact]
    public void A_state_without_a_name_shows_the_id()
    {
        _node.Apply(State(), 0, live: true);
        var nameless = State();
        nameless.Name = "";
        _node.Apply(nameless, 0, live: true);
        Assert.Equal("0000000000000abc", _node.Name);
    }

    [Fact]
    public void What_is_kept_does_not_change_with_the_message_object()
    {
        var state = State();
        _node.Apply(state, 0, live: true);
        state.Counters[NodeCounters.FramesResent] = 99;
        state.Orders[1] = 99;
        state.Sensors[0].Part = "other";
        Assert.Equal((5u, 3.5f, "adxl1002"), (_node.Counters[NodeCounters.FramesResent], _node.Orders[1], _node.Sensors[0].Part));
    }

    [Fact]
    public void Frames_tell_boot_and_speed_and_an_older_boot_or_no_speed_does_not_undo_it()
    {
        var frame = new FeatureFrame { ShaftMilliHz = 29_950 };
        frame.Key.Boot = 9;
        _node.SeenFrame(frame, 1);
        frame.Key.Boot = 8;
        frame.ShaftMilliHz = 0;
        _node.SeenFrame(frame, 2);
        Assert.Equal((9L, 29.95, (long?)2), (_node.Boot, _node.ShaftHz, _node.LastSeenMs));
    }

    private static StateMessage State()
    {
        var state = new StateMessage
        {
            Name = "pump",
            Machine = "hall 3",
            Firmware = "1.2.3",
            Board = "virtual-rev-a",
            OutboxDepth = 12,
            SensorCount = 1
        };
        state.Key.Boot = 7;
        state.Counters[NodeCounters.FramesResent] = 5;
        state.Orders[1] = 3.5f;
        state.Sensors[0].Sensor = 3;
        state.Sensors[0].Part = "adxl1002";
        state.Sensors[0].Axes = 1;
        state.Sensors[0].SampleRateHz = 12800;
        return state;
    }
}
