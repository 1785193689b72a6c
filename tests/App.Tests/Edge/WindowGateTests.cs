using Stethos.App.LocalOutput;
using Stethos.App.Tests.Loops;
using Stethos.App.Tests.Supervision;
using Stethos.Hal;
using Stethos.Hal.Virtual.Files;
using Stethos.Protocol;
using Xunit.Abstractions;

namespace Stethos.App.Tests.Edge;

/// <summary>What a gate does to loops, lamp and relay, whatever it judges by.</summary>
public sealed class WindowGateTests(ITestOutputHelper output)
{
    [Fact]
    public void Windows_left_out_take_no_sequence_so_the_ledger_sees_no_gap()
    {
        var random = new System.Random(11);
        var world = new NodeWorld();
        var gate = new PlannedGate(_ => random.Next(4) == 0);
        world.State.Gate = gate;
        while (gate.Passed < 60)
        {
            world.Step();
        }

        Assert.True(world.Drain());
        output.WriteLine($"seed 11: {gate.Passed} of {gate.Judged} windows sent");
        Assert.Equal(((uint)gate.Passed, (uint)gate.Passed), (world.State.Outbox.LastSequence, world.Counter(NodeCounters.FramesMade)));
        Assert.Equal((uint)gate.Passed, world.Gateway.Ledger[1].Cumulative);
        Assert.Equal(0u, world.Counter(NodeCounters.FramesDropped));
        Assert.InRange(gate.Passed, 60, gate.Judged - 60);
    }

    [Fact]
    public void A_report_after_a_window_left_out_takes_its_sequence()
    {
        var world = new NodeWorld();
        world.State.Gate = new PlannedGate(_ => false);
        world.Step();
        world.Step();
        Assert.Equal(0u, world.State.Outbox.LastSequence);
        world.State.Gate = new PlannedGate(_ => true);
        world.Make(1);
        Assert.Equal(1u, world.State.Outbox.LastSequence);
    }

    [Fact]
    public void A_machine_alarm_lights_its_own_lamp_code_and_drops_the_relay_until_ten_seconds_after_it_ends()
    {
        var node = new SupervisedNode(new MemoryFileStore(64 * 1024), 1, adjust: options => options.LinkDeadlineMs = 0);
        var gate = new PlannedGate(_ => true);
        node.State.Gate = gate;
        node.Control.LinkStatus = LinkStatusCode.Ok;
        node.Run(12);
        Assert.Equal((LedCode.Streaming, true), (node.Supervisor.Lamp, node.Relay.IsHigh));
        gate.Alarm = true;
        node.Run(1);
        Assert.Equal((LedCode.MachineAlarm, false), (node.Supervisor.Lamp, node.Relay.IsHigh));
        gate.Alarm = false;
        node.Run(9);
        Assert.Equal((LedCode.Streaming, false), (node.Supervisor.Lamp, node.Relay.IsHigh));
        node.Run(2);
        Assert.True(node.Relay.IsHigh);
    }
}
