using System;
using System.Collections.Generic;
using System.Linq;
using Stethos.Protocol;
using Xunit.Abstractions;

namespace Stethos.App.Tests.Loops;

/// <summary>Whatever happens to the messages between node and gateway: nothing lost, nothing doubled, outbox empty.</summary>
public sealed class StoreAndForwardTests(ITestOutputHelper output)
{
    private const int Frames = 8;

    private static readonly TransportFault[] Faults =
        [TransportFault.Lost, TransportFault.Duplicated, TransportFault.Reordered, TransportFault.Delayed, TransportFault.LinkBroken];

    [Fact]
    public void Every_single_fault_of_every_message_is_survived()
    {
        var messages = MessagesWithoutFaults();
        var runs = 0;
        for (var at = 0; at < messages; at++)
        {
            foreach (var fault in Faults)
            {
                var index = at;
                Check($"{fault} at {at}", n => n == index ? fault : TransportFault.None);
                runs++;
            }
        }

        output.WriteLine($"{runs} runs, {messages} messages each");
    }

    [Fact]
    public void Every_pair_of_faults_is_survived()
    {
        var messages = MessagesWithoutFaults();
        var runs = 0;
        for (var first = 0; first < messages; first++)
        {
            for (var second = first + 1; second < messages + 4; second++)
            {
                foreach (var a in Faults)
                {
                    foreach (var b in Faults)
                    {
                        var (i, j) = (first, second);
                        Check($"{a} at {i}, {b} at {j}", n => n == i ? a : n == j ? b : TransportFault.None);
                        runs++;
                    }
                }
            }
        }

        output.WriteLine($"{runs} runs");
    }

    [Theory]
    [InlineData(TransportFault.Lost)]
    [InlineData(TransportFault.Duplicated)]
    [InlineData(TransportFault.Reordered)]
    [InlineData(TransportFault.Delayed)]
    [InlineData(TransportFault.LinkBroken)]
    public void A_fault_of_every_second_message_is_survived(TransportFault fault)
    {
        Check($"{fault}", n => n < 60 && n % 2 == 0 ? fault : TransportFault.None);
        Check($"{fault}", n => n < 60 && n % 2 == 1 ? fault : TransportFault.None);
    }

    [Fact]
    public void A_link_that_does_everything_wrong_for_a_while_is_survived()
    {
        for (var seed = 0; seed < 300; seed++)
        {
            var random = new Random(seed);
            Check($"seed {seed}", n => n < 80 && random.Next(2) == 0 ? Faults[random.Next(Faults.Length)] : TransportFault.None);
        }
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void What_a_full_outbox_dropped_is_announced_however_long_the_outage(bool heedsOldest)
    {
        for (var outage = 1; outage < 200; outage++)
        {
            var world = new NodeWorld(16, gateway: new ModelGateway { HeedsOldest = heedsOldest });
            world.Link.ConnectResult = Hal.LinkStatusCode.Unreachable;
            world.Make(outage);
            world.Link.ConnectResult = Hal.LinkStatusCode.Ok;
            Assert.True(world.Drain(), $"{outage}");
            AllAccountedFor(world, $"{outage} frames made while the link was down", heedsOldest);
        }
    }

    [Fact]
    public void Outages_and_overruns_in_any_order_leave_nothing_unaccounted()
    {
        for (var seed = 0; seed < 200; seed++)
        {
            var random = new Random(seed);
            var world = new NodeWorld(16, gateway: new ModelGateway { HeedsOldest = false });
            for (var phase = 0; phase < 12; phase++)
            {
                world.Link.ConnectResult = random.Next(2) == 0 ? Hal.LinkStatusCode.Unreachable : Hal.LinkStatusCode.Ok;
                if (world.Link.ConnectResult != Hal.LinkStatusCode.Ok)
                {
                    world.Link.Break();
                }

                var lossy = random.Next(3);
                world.Plan = _ => random.Next(4) < lossy ? TransportFault.Lost : TransportFault.None;
                world.Make((int)world.Counter(NodeCounters.FramesMade) + random.Next(60));
            }

            world.Link.ConnectResult = Hal.LinkStatusCode.Ok;
            world.Plan = _ => TransportFault.None;
            Assert.True(world.Drain(), $"seed {seed}");
            AllAccountedFor(world, $"seed {seed}", false);
        }
    }

    [Fact]
    public void A_gateway_that_lost_its_store_goes_on_where_its_predecessor_stopped()
    {
        var world = new NodeWorld();
        world.Make(500);
        world.Gateway.Forget();
        var before = world.State.Outbox.LastSequence;
        world.Make(1000);
        Assert.True(world.Drain());
        var tracker = world.Gateway.Of(1);
        Assert.Equal((world.State.Outbox.LastSequence, 0L), (tracker.Cumulative, tracker.Missing));
        for (var sequence = before + 1; sequence <= world.State.Outbox.LastSequence; sequence++)
        {
            Assert.Equal(1, world.Gateway.Stored.GetValueOrDefault((1u, sequence)));
        }
    }

    [Fact]
    public void A_restart_begins_a_new_boot_and_old_acknowledgements_do_not_touch_it()
    {
        var gateway = new ModelGateway();
        var first = new NodeWorld(gateway: gateway);
        first.Make(20);
        var second = new NodeWorld(boot: 2, gateway: gateway);
        second.Link.ConnectResult = Hal.LinkStatusCode.Unreachable;
        second.Make(5);
        second.Link.ConnectResult = Hal.LinkStatusCode.Ok;
        var depth = second.State.Outbox.Depth;
        while (!second.Link.IsConnected)
        {
            second.Clock.Advance(10);
            second.StepLink();
        }

        var acknowledgement = new Acknowledgement { Boot = 1, Cumulative = 1000, TimeMs = 5_000_000_000 };
        var bytes = new byte[Acknowledgement.MaxLength];
        var length = acknowledgement.Write(bytes, 0, bytes.Length, new CborWriter());
        second.Link.Deliver(second.TopicOf(Topics.Acknowledgements), bytes[..length]);
        second.StepLink();
        Assert.Equal((depth, 0u), (second.State.Outbox.Depth, second.Counter(NodeCounters.FramesAcknowledged)));
        Assert.True(second.NodeClock.TryGetUtcMs(second.Clock.UptimeMs, out var timeMs) && timeMs == 5_000_000_000);
        Assert.True(second.Drain());
        Assert.Equal(5, gateway.Stored.Keys.Count(key => key.Boot == 2));
    }

    [Fact]
    public void The_backlog_drains_faster_than_ten_times_the_live_rate_and_live_goes_first()
    {
        var world = new NodeWorld(512);
        world.Link.ConnectResult = Hal.LinkStatusCode.Unreachable;
        world.Make(300);
        world.Link.ConnectResult = Hal.LinkStatusCode.Ok;
        while (!world.Link.IsConnected)
        {
            world.Clock.Advance(10);
            world.StepLink();
        }

        world.StepLink();
        var sequences = world.Link.Published.Where(message => message.Topic == world.TopicOf(Topics.Frames))
            .Select(message => SequenceOf(message.Payload)).ToArray();
        Assert.Equal(world.State.Outbox.LastSequence, sequences[0]);
        Assert.Equal(Enumerable.Range(1, sequences.Length - 1).Select(i => (uint)i), sequences.Skip(1));
        var start = world.Counter(NodeCounters.FramesMade);
        while (world.State.Outbox.Depth > 1)
        {
            world.Step();
        }

        Assert.InRange(world.Counter(NodeCounters.FramesMade) - start, 0u, 30u);
    }

    private static void Check(string what, Func<int, TransportFault> plan)
    {
        var world = new NodeWorld { Plan = plan };
        world.Make(Frames);
        Assert.True(world.Drain(), $"{what}: {world.State.Outbox.Depth} frames left in the outbox");
        Assert.Equal(
            Enumerable.Range(1, Frames).Select(i => ((1u, (uint)i), 1)),
            world.Gateway.Stored.OrderBy(pair => pair.Key.Sequence).Select(pair => (pair.Key, pair.Value)));
        Assert.Equal((0L, 0), (world.Gateway.Of(1).Missing, world.Gateway.Refused));
        Assert.Equal((uint)Frames, world.Counter(NodeCounters.FramesAcknowledged));
    }

    private static int MessagesWithoutFaults()
    {
        var world = new NodeWorld();
        world.Make(Frames);
        Assert.True(world.Drain());
        Assert.InRange(world.Crossed, 2 * Frames, 10 * Frames);
        return world.Crossed;
    }

    private static void AllAccountedFor(NodeWorld world, string what, bool heedsOldest)
    {
        var last = world.State.Outbox.LastSequence;
        var tracker = world.Gateway.Of(1);
        Assert.True(tracker.Cumulative == last && tracker.Missing == 0, $"{what}: {tracker.Cumulative} of {last}");
        var silent = new List<uint>();
        for (uint sequence = 1; sequence <= last; sequence++)
        {
            var stored = world.Gateway.Stored.GetValueOrDefault((1u, sequence));
            Assert.InRange(stored, 0, 1);
            if (stored == 0 && !world.Gateway.Announced.Contains((1u, sequence)))
            {
                silent.Add(sequence);
            }
        }

        Assert.True(heedsOldest || silent.Count == 0, $"{what}: {string.Join(' ', silent)} vanished");
        Assert.Equal(0, world.Gateway.Refused);
    }

    private static uint SequenceOf(byte[] payload)
    {
        var frame = new FeatureFrame();
        Assert.Equal(FrameErrorCode.None, frame.Read(payload, 0, payload.Length, new MessageReader()));
        return frame.Key.Sequence;
    }
}
