using System;
using System.Linq;
using Stethos.Gateway.Domain.Bursts;
using Stethos.Hal;
using Stethos.Hal.Virtual;
using Stethos.Protocol;

namespace Stethos.App.Tests.Loops;

public sealed class BurstTests
{
    [Theory]
    [InlineData(64)]
    [InlineData(512)]
    [InlineData(1024)]
    [InlineData(4096)]
    public void A_burst_arrives_complete_and_equal_to_the_window_within_half_a_count(int length)
    {
        var node = new BurstNode(length, length);
        node.Want(77);
        var burst = node.RunUntilBurst()!;
        Assert.Equal((77u, 0, 1000, length), (burst.BurstId, burst.Sensor, burst.SampleRateHz, burst.Samples.Length));
        for (var i = 0; i < length; i++)
        {
            Assert.InRange(burst.Samples[i] - node.Expected(i) / burst.Scale, -0.501, 0.501);
        }

        Assert.Equal(1u, node.State.Counters[NodeCounters.BurstsSent]);
        Assert.Equal(0, node.Refused);
        Assert.Null(node.RunUntilBurst());
    }

    [Fact]
    public void A_burst_is_cut_to_what_the_node_has_room_for()
    {
        var node = new BurstNode(1024, 600);
        node.Want(1);
        Assert.Equal(600, node.RunUntilBurst()!.Samples.Length);
    }

    [Theory]
    [InlineData(100, 100)]
    [InlineData(1024, 1024)]
    [InlineData(65_536, 1024)]
    public void A_burst_is_as_long_as_was_asked_for_and_no_longer_than_the_window(int asked, int length)
    {
        var node = new BurstNode(1024, 2048);
        node.Want(1, samples: asked);
        Assert.Equal(length, node.RunUntilBurst()!.Samples.Length);
        node.Want(2);
        Assert.Equal(1024, node.RunUntilBurst()!.Samples.Length);
    }

    [Fact]
    public void Samples_beyond_the_scale_saturate()
    {
        var node = new BurstNode(64, 64) { Size = 1000 };
        node.Want(1);
        var burst = node.RunUntilBurst()!;
        Assert.Contains(short.MaxValue, burst.Samples);
        Assert.Contains(short.MinValue, burst.Samples);
    }

    [Fact]
    public void A_busy_link_only_delays_a_burst()
    {
        var node = new BurstNode(4096, 4096);
        var calls = 0;
        node.Link.PublishResult = topic => topic.EndsWith("/b", StringComparison.Ordinal) && ++calls % 3 != 0
            ? LinkStatusCode.Busy : LinkStatusCode.Ok;
        node.Want(5);
        Assert.Equal(4096, node.RunUntilBurst()!.Samples.Length);
        Assert.Equal(0, node.Refused);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public void A_newer_request_gives_up_the_burst_under_way_and_arrives_complete(int stepsBetween)
    {
        var node = new BurstNode(16384, 16384);
        node.Want(5);
        node.RunUntilFirstChunk();
        for (var i = 1; i < stepsBetween; i++)
        {
            node.LinkLoop.Step();
        }

        node.Want(6);
        var burst = node.RunUntilBurst()!;
        Assert.Equal((6u, 16384), (burst.BurstId, burst.Samples.Length));
        Assert.Equal(0, node.Refused);
    }

    [Fact]
    public void A_request_for_another_sensor_is_not_answered_with_this_one()
    {
        var node = new BurstNode(64, 64);
        node.Want(1, sensor: 3);
        Assert.Null(node.RunUntilBurst());
    }

    [Theory]
    [InlineData(true, 29.95)]
    [InlineData(false, 24.5)]
    public void A_burst_carries_the_shaft_speed_of_its_window(bool isMeasured, double expected)
    {
        var node = new BurstNode(64, 64) { Tachometer = new FakeTachometer { IsKnown = isMeasured, MilliHz = 29_950 } };
        node.Want(1);
        Assert.Equal(expected, node.RunUntilBurst()!.ShaftHz, 0.0005);
    }

    [Fact]
    public void A_chunk_tells_the_length_of_the_burst_it_belongs_to()
    {
        // The capture's thread may fill a burst between two looks of the link's thread: one look has to tell all.
        var request = new BurstRequest(1000);
        request.Want(1, 0, 0);
        Assert.Equal(0, request.TakeChunk(512, out _, out var none));
        request.Fill(new FakeCapture(new VirtualClock(), 0, 1024), 0, 0);
        Assert.Equal(512, request.TakeChunk(512, out var first, out var total));
        Assert.Equal((0, 0, 1000), (none, first, total));
        Assert.Equal(488, request.TakeChunk(512, out first, out _));
        Assert.Equal(512, first);
        request.Want(2, 0, 0);
        Assert.Equal(0, request.TakeChunk(512, out _, out _));
    }

    /// <summary>A node whose one sensor has windows of a set length, and a gateway that puts bursts together.</summary>
    private sealed class BurstNode
    {
        private readonly VirtualClock _clock = new();
        private readonly FakeCapture _capture;
        private readonly CaptureLoop _captureLoop;
        private readonly BurstAssembler _assembler = new();
        private readonly BurstChunk _chunk = new();
        private readonly MessageReader _reader = new();
        private int _window;

        public BurstNode(int windowLength, int maxSamples)
        {
            _capture = new FakeCapture(_clock, 20, windowLength);
            _capture.Sample = (window, i) =>
            {
                _window = window;
                return Value(window, i);
            };
            var configuration = new NodeConfiguration { PeriodMs = 100, ShaftHz = 24.5f };
            State = new NodeState(1, 512, maxSamples);
            var clock = new NodeClock(_clock);
            _captureLoop = new CaptureLoop(configuration, [_capture], clock, State);
            LinkLoop = new LinkLoop(configuration, [_capture], Link, new SystemRandom(1), clock, State);
            LinkLoop.Step();
        }

        public ITachometer? Tachometer
        {
            init => _captureLoop.Tachometer = value;
        }

        public ScriptedLink Link { get; } = new();

        public LinkLoop LinkLoop { get; }

        public NodeState State { get; }

        public float Size { get; init; } = 20;

        public int Refused { get; private set; }

        public float Expected(int i) => Value(_burstWindow, i);

        private int _burstWindow;

        public void Want(uint id, int sensor = 0, int samples = 0)
        {
            var buffer = new byte[Command.MaxLength];
            var length = new Command { Id = id, Code = CommandCode.SendBurst, Sensor = sensor, Samples = samples }
                .Write(buffer, 0, buffer.Length, new CborWriter());
            Link.Deliver(Link.Subscriptions.Single(topic => topic.EndsWith("/cmd", StringComparison.Ordinal)), buffer[..length]);
        }

        public void RunUntilFirstChunk()
        {
            while (!Link.Published.Any(message => message.Topic.EndsWith("/b", StringComparison.Ordinal)))
            {
                Turn();
            }
        }

        public Burst? RunUntilBurst()
        {
            Burst? burst = null;
            for (var i = 0; i < 200 && burst is null; i++)
            {
                burst = Turn(take: true);
            }

            return burst;
        }

        private Burst? Turn(bool take = false)
        {
            _clock.Advance(10);
            var wanted = State.Burst.IsWanted(0);
            _captureLoop.Step();
            _burstWindow = wanted && !State.Burst.IsWanted(0) ? _window : _burstWindow;
            LinkLoop.Step();
            Burst? burst = null;
            while (take && Link.Published.Count > 0)
            {
                var (topic, payload, _) = Link.Published[0];
                Link.Published.RemoveAt(0);
                burst = topic.EndsWith("/b", StringComparison.Ordinal) ? Take(payload) ?? burst : burst;
            }

            return burst;
        }

        private Burst? Take(byte[] payload)
        {
            if (_chunk.Read(payload, 0, payload.Length, _reader) == FrameErrorCode.None)
            {
                return _assembler.Add(_chunk, 0);
            }

            Refused++;
            return null;
        }

        private float Value(int window, int i) => Size * MathF.Sin(0.1f * i + window) * (i % 5 == 0 ? 1f : 0.3f);
    }
}
