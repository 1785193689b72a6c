using System;
using System.Collections.Generic;
using System.Linq;
using Stethos.App.Supervision;
using Stethos.App.Tests.Configuration;
using Stethos.Hal;
using Stethos.Protocol;
using Stethos.Testing;

namespace Stethos.App.Tests.Loops;

public sealed class LinkLoopTests
{
    private static readonly int[] PausesMs = [250, 500, 1000, 2000, 4000, 8000, 16000, 30000, 30000, 30000];

    [Fact]
    public void A_session_begins_with_the_will_all_subscriptions_and_a_retained_birth()
    {
        var world = new NodeWorld();
        world.StepLink();
        Assert.Equal(
            ("0001020304050607", world.TopicOf("st"), "goffline"),
            (world.Link.ClientId, world.Link.WillTopic, world.Link.WillText));
        Assert.Equal([world.TopicOf("ack"), world.TopicOf("cmd"), world.TopicOf("cfg")], world.Link.Subscriptions);
        Assert.Equal([world.TopicOf("st"), world.TopicOf("d")], world.Link.Published.Select(message => message.Topic));
        var birth = world.Link.Published[0];
        Assert.Equal((world.TopicOf("st"), true), (birth.Topic, birth.Retained));
        var state = new StateMessage();
        Assert.Equal(FrameErrorCode.None, state.Read(birth.Payload, 0, birth.Payload.Length, new MessageReader()));
        Assert.Equal(("pump", 1u, 0u, 1u), (state.Name, state.Key.Boot, state.Key.Sequence, state.Oldest));
        var sensor = state.Sensors[0];
        Assert.Equal((1, "fake", 1000, 64), (state.SensorCount, sensor.Part, sensor.SampleRateHz, sensor.WindowLength));
    }

    [Theory]
    [InlineData(0.0)]
    [InlineData(1.0)]
    [InlineData(0.37)]
    public void Pauses_between_attempts_double_with_jitter_up_to_30_seconds(double share)
    {
        var world = new NodeWorld(random: new FixedRandom(share));
        world.Link.ConnectResult = LinkStatusCode.Unreachable;
        var pauses = Pauses(world, PausesMs.Length);
        Assert.Equal(PausesMs.Select(pause => (long)(pause / 2 + Math.Round(pause / 2 * share))), pauses);
    }

    [Fact]
    public void Many_nodes_that_lost_the_broker_together_do_not_come_back_together()
    {
        var sixth = Enumerable.Range(0, 50).Select(seed =>
        {
            var world = new NodeWorld(random: new Hal.Virtual.SystemRandom(seed));
            world.Link.ConnectResult = LinkStatusCode.Refused;
            var pauses = Pauses(world, 6);
            Assert.All(pauses.Zip(PausesMs), pair => Assert.InRange(pair.First, pair.Second / 2, pair.Second));
            return pauses.Sum();
        }).ToArray();
        Assert.True(sixth.Distinct().Count() > 40);
        Assert.True(sixth.Max() - sixth.Min() > 2000);
    }

    [Fact]
    public void A_session_that_stood_resets_the_pause()
    {
        var world = new NodeWorld(random: new FixedRandom(1));
        world.Link.ConnectResult = LinkStatusCode.Unreachable;
        Pauses(world, 5);
        world.Link.ConnectResult = LinkStatusCode.Ok;
        while (!world.Link.IsConnected)
        {
            world.Clock.Advance(1);
            world.StepLink();
        }

        world.Link.Break();
        world.Link.ConnectResult = LinkStatusCode.Unreachable;
        world.StepLink();
        Assert.Equal(1u, world.Counter(NodeCounters.LinkFaults));
        var calls = world.Link.ConnectCalls;
        world.Clock.Advance(249);
        world.StepLink();
        Assert.Equal(calls, world.Link.ConnectCalls);
        world.Clock.Advance(1);
        world.StepLink();
        Assert.Equal(calls + 1, world.Link.ConnectCalls);
    }

    [Fact]
    public void A_session_without_its_subscriptions_is_closed_and_tried_again()
    {
        var world = new NodeWorld();
        world.Link.SubscribeResult = LinkStatusCode.Refused;
        world.StepLink();
        Assert.False(world.Link.IsConnected);
        Assert.Empty(world.Link.Published);
        Assert.Equal((0u, 0u), (world.Counter(NodeCounters.LinkConnects), world.Counter(NodeCounters.LinkFaults)));
        world.Link.SubscribeResult = LinkStatusCode.Ok;
        world.Clock.Advance(250);
        world.StepLink();
        Assert.Equal((true, 1u), (world.Link.IsConnected, world.Counter(NodeCounters.LinkConnects)));
    }

    [Fact]
    public void Only_word_of_a_frame_made_in_this_boot_is_a_round_trip()
    {
        var world = new NodeWorld(boot: 7);
        world.StepLink();
        world.StepCapture();
        foreach (var (boot, cumulative) in ((uint, uint)[])[(6, 9), (7, 0)])
        {
            Acknowledge(world, boot, cumulative);
            Assert.Equal((-1L, true), (world.State.Control.LastRoundTripMs, world.State.Control.LastAnswerMs >= 0));
        }

        while (world.State.Outbox.Depth == 0)
        {
            world.Clock.Advance(50);
            world.StepCapture();
        }

        Acknowledge(world, 6, 9);
        Assert.Equal(-1, world.State.Control.LastRoundTripMs);
        Acknowledge(world, 7, 1);
        Assert.Equal(world.Clock.UptimeMs, world.State.Control.LastRoundTripMs);
    }

    [Fact]
    public void On_a_node_with_a_key_it_is_one_only_after_the_gateway_proved_itself()
    {
        var world = new NodeWorld(boot: 7);
        world.State.Control.Time = new GatewayTime(
            world.Configuration.Device, SignedSettings.Key, 7, world.NodeClock, new FixedRandom(0.5), world.State.Control.Errors);
        world.StepLink();
        while (world.State.Outbox.Depth == 0)
        {
            world.Clock.Advance(50);
            world.StepCapture();
        }

        Acknowledge(world, 7, 1);
        Assert.Equal((0, -1L), (world.State.Outbox.Depth, world.State.Control.LastRoundTripMs));
    }

    [Fact]
    public void The_state_is_told_again_every_30_seconds()
    {
        var world = new NodeWorld();
        var times = new List<long>();
        for (var i = 0; i <= 900; i++)
        {
            world.StepLink();
            if (world.Link.Published.Any(message => message.Topic == world.TopicOf("st")))
            {
                times.Add(world.Clock.UptimeMs);
            }

            world.Link.Published.Clear();
            world.Clock.Advance(100);
        }

        Assert.Equal([0, 30000, 60000, 90000], times);
    }

    [Fact]
    public void A_new_session_sends_what_is_held_at_once_and_not_after_ten_seconds()
    {
        var world = new NodeWorld { Plan = _ => TransportFault.Lost };
        world.Make(5);
        world.Link.Break();
        world.StepLink();
        world.Link.Published.Clear();
        world.Clock.Advance(250);
        world.StepLink();
        world.StepLink();
        Assert.Equal(5, world.Link.Published.Count(message => message.Topic == world.TopicOf("w")));
        Assert.Equal(0u, world.Counter(NodeCounters.FramesResent));
    }

    [Fact]
    public void A_link_that_is_busy_delays_frames_and_loses_none()
    {
        var world = new NodeWorld();
        var calls = 0;
        world.Link.PublishResult = _ => ++calls % 3 == 0 ? LinkStatusCode.Ok : LinkStatusCode.Busy;
        world.Make(30);
        Assert.True(world.Drain());
        Assert.Equal(30, world.Gateway.Stored.Count);
    }

    [Fact]
    public void A_request_for_the_state_is_answered_at_once()
    {
        var world = Connected();
        world.Link.Deliver(world.TopicOf("cmd"), Encode(new Command { Id = 1, Code = CommandCode.SendState }));
        world.StepLink();
        Assert.Equal(world.TopicOf("st"), Assert.Single(world.Link.Published).Topic);
        Assert.Equal(0u, world.Counter(NodeCounters.MessagesRefused));
    }

    [Fact]
    public void A_gateway_that_was_away_and_asks_for_the_state_gets_all_it_has_not_acknowledged_again()
    {
        var world = Connected();
        world.Plan = _ => TransportFault.Lost;
        world.Make(3);
        world.StepLink();
        Assert.Empty(world.Link.Published);

        world.Link.Deliver(world.TopicOf("cmd"), Encode(new Command { Id = 1, Code = CommandCode.SendState }));
        world.StepLink();
        Assert.Equal(3, world.Link.Published.Count(message => message.Topic == world.TopicOf("w")));
        Assert.Single(world.Link.Published, message => message.Topic == world.TopicOf("st"));
    }

    [Theory]
    [InlineData("cmd", "")]
    [InlineData("cmd", "a0")]
    [InlineData("cmd", "ffffffff")]
    [InlineData("ack", "")]
    [InlineData("ack", "67")]
    [InlineData("ack", "a5000101030301040105")]
    public void A_malformed_message_is_counted_and_changes_nothing(string channel, string hex)
    {
        var world = Connected();
        world.Link.Deliver(world.TopicOf(channel), Convert.FromHexString(hex));
        world.StepLink();
        Assert.Equal(1u, world.Counter(NodeCounters.MessagesRefused));
        Assert.Empty(world.Link.Published);
        Assert.False(world.NodeClock.TryGetUtcMs(0, out _));
    }

    [Fact]
    public void A_message_of_another_kind_a_newer_command_and_a_message_too_long_are_counted()
    {
        var world = Connected();
        world.Link.Deliver(world.TopicOf("ack"), Encode(new Command { Id = 1, Code = CommandCode.SendState }));
        world.Link.Deliver(world.TopicOf("cmd"), Encode(new Command { Id = 2, Code = (CommandCode)900 }));
        world.Link.Deliver(world.TopicOf("cmd"), new byte[257]);
        world.Link.Deliver("stethos/1/plant/gw/0001020304050607/other", [1, 2, 3]);
        world.StepLink();
        Assert.Equal(3u, world.Counter(NodeCounters.MessagesRefused));
        Assert.Empty(world.Link.Published);
    }

    [Fact]
    public void Every_golden_message_and_every_cut_of_it_is_taken_without_harm()
    {
        var world = Connected();
        foreach (var vector in GoldenVector.Names.Select(GoldenVector.Load))
        {
            for (var length = 0; length <= Math.Min(vector.Bytes.Length, 300); length++)
            {
                world.Link.Deliver(world.TopicOf("cmd"), vector.Bytes[..length]);
                world.Link.Deliver(world.TopicOf("ack"), vector.Bytes[..length]);
            }
        }

        world.StepLink();
        Assert.True(world.Link.IsConnected);
        Assert.True(world.Counter(NodeCounters.MessagesRefused) > 1000);
    }

    private static NodeWorld Connected()
    {
        var world = new NodeWorld();
        world.StepLink();
        world.Link.Published.Clear();
        return world;
    }

    private static byte[] Encode(Command command)
    {
        var buffer = new byte[Command.MaxLength];
        return buffer[..command.Write(buffer, 0, buffer.Length, new CborWriter())];
    }

    // Time between attempts, found by moving time a millisecond at a time.
    private static void Acknowledge(NodeWorld world, uint boot, uint cumulative)
    {
        var buffer = new byte[Acknowledgement.MaxLength];
        var length = new Acknowledgement { Boot = boot, Cumulative = cumulative }.Write(buffer, 0, buffer.Length, new CborWriter());
        world.Link.Deliver(world.TopicOf("ack"), buffer[..length]);
        world.StepLink();
    }

    private static long[] Pauses(NodeWorld world, int count)
    {
        var pauses = new List<long>();
        world.StepLink();
        Assert.Equal(1, world.Link.ConnectCalls);
        var last = world.Clock.UptimeMs;
        while (pauses.Count < count)
        {
            world.Clock.Advance(1);
            var calls = world.Link.ConnectCalls;
            world.StepLink();
            if (world.Link.ConnectCalls > calls)
            {
                pauses.Add(world.Clock.UptimeMs - last);
                last = world.Clock.UptimeMs;
            }
        }

        return [.. pauses];
    }
}
