using System;
using System.Linq;
using Stethos.Drivers.Adxl1002;
using Stethos.Hal;
using Stethos.Hal.Virtual;
using Stethos.Protocol;

namespace Stethos.App.Tests.Loops;

public sealed class CaptureLoopTests
{
    private readonly byte[] _frame = new byte[Outbox.MaxSlotLength];

    [Fact]
    public void Capture_goes_on_while_the_link_is_down()
    {
        // Nothing advances this clock but the test: a capture that waited for anything would never come back.
        var world = new NodeWorld(16);
        world.Link.ConnectResult = LinkStatusCode.Unreachable;
        world.Make(1000);
        Assert.Equal(1000u, world.Counter(NodeCounters.FramesMade));
        Assert.InRange(world.State.Outbox.Depth, 12, 16);
        Assert.InRange(world.Clock.UptimeMs, 0, 1000 * (NodeWorld.PeriodMs + 2 * NodeWorld.StepMs));
    }

    [Fact]
    public void Frames_carry_boot_sequence_time_and_quality()
    {
        var world = new NodeWorld(boot: 9);
        MakeOne(world);
        var unsure = TakeNewest(world);
        Assert.Equal((9u, 1u, 0UL), (unsure.Key.Boot, unsure.Key.Sequence, unsure.Key.TimeMs));
        Assert.Equal(QualityFlags.ClockUnsure | QualityFlags.SpeedUnknown, unsure.Quality);
        world.NodeClock.Set(1_767_225_600_000);
        world.Capture.Clipped = 3;
        world.Capture.Lost = 70_000;
        MakeOne(world);
        var sure = TakeNewest(world);
        Assert.Equal(QualityFlags.Clipped | QualityFlags.Gap | QualityFlags.SpeedUnknown, sure.Quality);
        Assert.Equal((2u, 3, 65535), (sure.Key.Sequence, sure.Clipped, sure.Lost));
        Assert.InRange(sure.Key.TimeMs, 1_767_225_599_900UL, 1_767_225_600_100UL);
        Assert.Equal(70_000u, world.Counter(NodeCounters.SamplesLost));
    }

    [Fact]
    public void A_silent_window_gives_a_frame_that_can_be_read_and_says_so()
    {
        var world = new NodeWorld();
        world.Capture.Sample = (_, _) => 0.25f;
        MakeOne(world);
        Assert.Equal(QualityFlags.Silent, TakeNewest(world).Quality & QualityFlags.Silent);
    }

    [Theory]
    [InlineData(1e-30f)]
    [InlineData(1e6f)]
    [InlineData(1e15f)]
    public void Samples_of_any_size_give_a_frame_that_can_be_read(float size)
    {
        var world = new NodeWorld();
        world.Capture.Sample = (_, i) => i % 7 == 0 ? size : -size / 3;
        MakeOne(world);
        TakeNewest(world);
    }

    [Fact]
    public void A_fault_inside_a_window_is_counted_and_marks_the_frame_and_the_next_one_is_clean()
    {
        var world = new NodeWorld();
        world.Capture.NextFault = BusStatusCode.Timeout;
        MakeOne(world);
        Assert.Equal(QualityFlags.BusFault, TakeNewest(world).Quality & QualityFlags.BusFault);
        Assert.Equal(1u, world.Counter(NodeCounters.BusFaults));
        world.Capture.NextFault = BusStatusCode.Ok;
        MakeOne(world);
        Assert.Equal(0, TakeNewest(world).Quality & QualityFlags.BusFault);
        Assert.Equal((1u, 2), (world.Counter(NodeCounters.BusFaults), world.Capture.Starts));
    }

    [Fact]
    public void A_part_that_falls_silent_is_given_up_counted_and_used_again_when_it_speaks()
    {
        var world = new NodeWorld();
        MakeOne(world);
        TakeNewest(world);
        world.Capture.IsDead = true;
        MakeOne(world);
        Assert.Equal(QualityFlags.BusFault, TakeNewest(world).Quality & QualityFlags.BusFault);
        Assert.Equal((1, 1u), (world.Capture.GivenUp, world.Counter(NodeCounters.BusFaults)));
        world.Capture.IsDead = false;
        MakeOne(world);
        Assert.Equal(0, TakeNewest(world).Quality & QualityFlags.BusFault);
        Assert.Equal((1, 1u, 3), (world.Capture.GivenUp, world.Counter(NodeCounters.BusFaults), world.Capture.Starts));
    }

    [Fact]
    public void A_converter_that_stops_delivering_is_started_again()
    {
        var clock = new VirtualClock();
        var stream = new StubbornStream(clock) { DeadFromMs = 2500 };
        var capture = new Adxl1002Capture(new Adxl1002Driver(stream, 50), 50, 64);
        var state = new NodeState(1, 64, 64);
        var loop = new CaptureLoop(new NodeConfiguration { PeriodMs = 1000 }, [capture], new NodeClock(clock), state);
        for (var i = 0; i < 10_000; i += 10)
        {
            loop.Step();
            clock.Advance(10);
        }

        Assert.Equal((1u, 2), (state.Counters[NodeCounters.BusFaults], stream.Starts));
        Assert.InRange(state.Counters[NodeCounters.FramesMade], 8u, 10u);
        Assert.Equal(0, ReadNewest(state.Outbox).Quality & QualityFlags.BusFault);
    }

    [Fact]
    public void A_converter_that_does_not_start_is_counted_once_a_period_and_used_when_it_does()
    {
        var clock = new VirtualClock();
        var stream = new StubbornStream(clock) { FailingStarts = 3 };
        var capture = new Adxl1002Capture(new Adxl1002Driver(stream, 50), 50, 64);
        var configuration = new NodeConfiguration { PeriodMs = 1000 };
        var state = new NodeState(1, 64, 64);
        var loop = new CaptureLoop(configuration, [capture], new NodeClock(clock), state);
        for (var i = 0; i < 10_000; i += 10)
        {
            loop.Step();
            clock.Advance(10);
        }

        Assert.Equal((3u, 4), (state.Counters[NodeCounters.BusFaults], stream.Starts));
        Assert.Equal(7u, state.Counters[NodeCounters.FramesMade]);
        Assert.Equal(0, ReadNewest(state.Outbox).Quality & QualityFlags.NotForScoring & ~QualityFlags.Gap);
    }

    [Fact]
    public void A_window_longer_than_the_period_does_not_pile_up_a_debt()
    {
        var clock = new VirtualClock();
        var capture = new FakeCapture(clock, 350);
        var state = new NodeState(1, 64, 64);
        var loop = new CaptureLoop(new NodeConfiguration { PeriodMs = 100 }, [capture], new NodeClock(clock), state);
        for (var i = 0; i < 3500; i += 10)
        {
            loop.Step();
            clock.Advance(10);
        }

        Assert.InRange(state.Counters[NodeCounters.FramesMade], 8u, 10u);
    }

    [Fact]
    public void Two_sensors_share_one_row_of_sequences()
    {
        var clock = new VirtualClock();
        ICapture[] captures = [new FakeCapture(clock, 40), new FakeCapture(clock, 60)];
        var state = new NodeState(1, 64, 64);
        var loop = new CaptureLoop(new NodeConfiguration { PeriodMs = 100 }, captures, new NodeClock(clock), state);
        for (var i = 0; i < 1000; i += 10)
        {
            loop.Step();
            clock.Advance(10);
        }

        var sensors = Enumerable.Range(0, state.Outbox.Depth).Select(_ => Read(state.Outbox)).ToArray();
        Assert.Equal(Enumerable.Range(1, sensors.Length).Select(i => (uint)i), sensors.Select(frame => frame.Sequence));
        Assert.Equal(10, sensors.Count(frame => frame.Sensor == 0));
        Assert.Equal(10, sensors.Count(frame => frame.Sensor == 1));
    }

    [Fact]
    public void An_acknowledgement_between_looking_and_dropping_costs_no_frame()
    {
        // The link's thread may free the outbox after the capture's thread found it full.
        var outbox = new Outbox(16);
        for (uint i = 1; i <= 16; i++)
        {
            outbox.Add(i, [1], 0, 1);
        }

        Assert.True(outbox.IsFull);
        outbox.Acknowledge(new Acknowledgement { Cumulative = 16 });
        Assert.Equal(0, outbox.DropOldest(out var first, out var last));
        Assert.Equal((0u, 0u), (first, last));
    }

    private static void MakeOne(NodeWorld world)
    {
        var made = world.Counter(NodeCounters.FramesMade);
        while (world.Counter(NodeCounters.FramesMade) == made)
        {
            world.StepCapture();
            world.Clock.Advance(10);
        }
    }

    private FeatureFrame TakeNewest(NodeWorld world) => ReadNewest(world.State.Outbox);

    private FeatureFrame ReadNewest(Outbox outbox)
    {
        var length = outbox.Take(true, 0, 1000, _frame, out _);
        var frame = new FeatureFrame();
        Assert.Equal(FrameErrorCode.None, frame.Read(_frame, 0, length, new MessageReader()));
        return frame;
    }

    private (uint Sequence, int Sensor) Read(Outbox outbox)
    {
        var length = outbox.Take(false, 0, long.MaxValue, _frame, out _);
        var frame = new FeatureFrame();
        Assert.Equal(FrameErrorCode.None, frame.Read(_frame, 0, length, new MessageReader()));
        return (frame.Key.Sequence, frame.Sensor);
    }

    /// <summary>A converter that fails its first starts, then delivers a square wave.</summary>
    private sealed class StubbornStream(IClock clock) : ISampleStream
    {
        private long _read;
        private long _startedMs;

        public int FailingStarts { get; init; }

        public int Starts { get; private set; }

        /// <summary>Nothing more comes from this time on until it is started again.</summary>
        public long DeadFromMs { get; init; } = long.MaxValue;

        public int SampleRateHz => 1000;

        public int LostSamples => 0;

        public BusStatusCode Start()
        {
            _startedMs = clock.UptimeMs;
            _read = 0;
            return ++Starts <= FailingStarts ? BusStatusCode.BusFault : BusStatusCode.Ok;
        }

        public void Stop()
        {
        }

        public int Read(byte[] buffer, int offset, int count)
        {
            var isDead = _startedMs < DeadFromMs && clock.UptimeMs >= DeadFromMs;
            var samples = isDead ? 0 : (int)Math.Min(count / 4, clock.UptimeMs - _startedMs - _read);
            for (var i = 0; i < samples; i++)
            {
                buffer.AsSpan(offset + 4 * i, 4).Clear();
                buffer[offset + 4 * i + 2] = (byte)((_read + i) % 10 < 5 ? 0x10 : 0xF0);
            }

            _read += samples;
            return samples * 4;
        }
    }
}
