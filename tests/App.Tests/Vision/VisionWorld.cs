using System;
using System.Collections.Generic;
using System.Linq;
using Stethos.App.Tests.Loops;
using Stethos.App.Vision;
using Stethos.Hal.Virtual;
using Stethos.Protocol;

namespace Stethos.App.Tests.Vision;

/// <summary>A node with one fake vibration sensor, a fake camera and a fake thermal array, and a link the test reads.</summary>
internal sealed class VisionWorld
{
    public const int PeriodMs = 2000;
    public const int TurnMs = 10;
    private readonly CaptureLoop _captureLoop;
    private readonly LinkLoop _linkLoop;
    private readonly FakeCapture _capture;

    public VisionWorld(bool withCamera = true, bool withThermal = false, VisionOptions? options = null, int outbox = 512)
    {
        var configuration = new NodeConfiguration
        {
            Site = "plant",
            Gateway = "gw",
            Device = [0, 1, 2, 3, 4, 5, 6, 7],
            PeriodMs = 1000
        };
        NodeClock = new NodeClock(Clock);
        NodeClock.Set(1_767_225_600_000);
        State = new NodeState(new Outbox(outbox, 7, VisionFeatures.MaxLength), 4096);
        var outlet = new FrameOutlet(configuration, State);
        _capture = new FakeCapture(Clock, 50);
        _captureLoop = new CaptureLoop(configuration, [_capture], NodeClock, State, outlet);
        Camera = new FakeCamera(Clock);
        Thermal = new FakeThermalArray(Clock);
        Options = options ?? new VisionOptions { PeriodMs = PeriodMs };
        Node = new VisionNode(
            configuration, Options, new VisionParts(withCamera ? Camera : null, withThermal ? Thermal : null), 1, NodeClock,
            new VisionWays(outlet, State));
        State.Extension = Node;
        _linkLoop = new LinkLoop(configuration, [_capture], Link, new SystemRandom(1), NodeClock, State);
    }

    public VirtualClock Clock { get; } = new();

    public NodeClock NodeClock { get; }

    public NodeState State { get; }

    public VisionOptions Options { get; }

    public VisionNode Node { get; }

    public FakeCamera Camera { get; }

    public FakeThermalArray Thermal { get; }

    public ScriptedLink Link { get; } = new();

    /// <summary>Frames published, each once, in order of sequence.</summary>
    public SortedDictionary<uint, byte[]> Frames { get; } = [];

    /// <summary>Crop chunks published, in order.</summary>
    public List<CropChunk> Chunks { get; } = [];

    public List<VisionFeatures> Pictures(int sensor) => Frames.Values.Where(bytes => bytes[4] == 7)
        .Select(Read).Where(frame => frame.Sensor == sensor).ToList();

    /// <summary>Runs until the camera has taken so many pictures and the last one is told.</summary>
    public void RunPictures(int count)
    {
        var until = Pictures(1).Count + count;
        for (var turn = 0; Pictures(1).Count < until; turn++)
        {
            Assert.True(turn < count * 2000, "no pictures come");
            Turn();
            if (turn % 20 == 0 || Camera.Captures >= until)
            {
                Collect();
            }
        }
    }

    public void Run(int milliseconds)
    {
        for (var ms = 0; ms < milliseconds; ms += TurnMs)
        {
            Turn();
        }

        Collect();
    }

    public void Turn()
    {
        Clock.Advance(TurnMs);
        _captureLoop.Step();
        Node.Step();
        _linkLoop.Step();
    }

    public void Command(Command command)
    {
        var buffer = new byte[Protocol.Command.MaxLength];
        var length = command.Write(buffer, 0, buffer.Length, new CborWriter());
        Link.Deliver("stethos/1/plant/gw/0001020304050607/cmd", buffer[..length]);
    }

    public byte[] Crop(int firstChunk = 0)
    {
        var chunks = Chunks.Skip(firstChunk).Take(9).ToList();
        Assert.Equal(Enumerable.Range(0, 9), chunks.Select(chunk => chunk.ChunkIndex));
        var pixels = chunks.SelectMany(chunk => chunk.Pixels.Take(chunk.PixelCount)).ToArray();
        Assert.Equal(9216, pixels.Length);
        Assert.All(chunks, chunk => Assert.Equal(Crc32.Compute(pixels, 0, pixels.Length), chunk.Crc));
        return pixels;
    }

    private void Collect()
    {
        foreach (var (topic, payload, _) in Link.Published)
        {
            if (topic.EndsWith("/w", StringComparison.Ordinal))
            {
                var reader = new CborReader();
                reader.Reset(payload, 15, payload.Length - 15);
                Assert.True(reader.ReadInt(9, out _) && reader.ReadUnsigned(1000, out _));
                Assert.True(reader.ReadInt(9, out var key));
                Assert.Equal(Field.Sequence, key);
                Assert.True(reader.ReadUnsigned(uint.MaxValue, out var sequence));
                Frames[(uint)sequence] = payload;
            }
            else if (topic.EndsWith("/b", StringComparison.Ordinal))
            {
                var chunk = new CropChunk();
                Assert.Equal(FrameErrorCode.None, chunk.Read(payload, 0, payload.Length, new MessageReader()));
                Chunks.Add(chunk);
            }
        }

        Link.Published.Clear();
    }

    private static VisionFeatures Read(byte[] payload)
    {
        var frame = new VisionFeatures();
        Assert.Equal(FrameErrorCode.None, frame.Read(payload, 0, payload.Length, new MessageReader()));
        return frame;
    }
}
