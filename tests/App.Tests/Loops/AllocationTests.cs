using System;
using System.Collections.Generic;
using System.Linq;
using Stethos.App.Outboxes;
using Stethos.Hal;
using Stethos.Hal.Virtual;
using Stethos.Protocol;
using Xunit.Abstractions;

namespace Stethos.App.Tests.Loops;

public sealed class AllocationTests(ITestOutputHelper output)
{
    private const int WarmSteps = 3000;
    private const int Steps = 20_000;

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void After_start_neither_capture_nor_link_nor_keeper_allocates_a_byte(bool isDurable)
    {
        var clock = new VirtualClock();
        var configuration = new NodeConfiguration { Site = "plant", Gateway = "gw", PeriodMs = 100, Device = [0, 1, 2, 3, 4, 5, 6, 7] };
        var files = new SteadyFileStore();
        var outbox = isDurable
            ? new Outbox(
                new OutboxOptions { RamFrames = 32, BlockCount = 8, BatchMs = 500 }, files, new BootCounter(files, new SystemRandom(1)))
            : new Outbox(64, 1);
        var state = new NodeState(outbox, 0);
        var nodeClock = new NodeClock(clock);
        var link = new SteadyLink(outbox.Boot);
        ICapture[] captures = [new FakeCapture(clock, 50)];
        var capture = new CaptureLoop(configuration, captures, nodeClock, state);
        var loop = new LinkLoop(configuration, captures, link, new SystemRandom(1), nodeClock, state);

        var allocated = 0L;
        for (var i = 0; i < WarmSteps + Steps; i++)
        {
            clock.Advance(20);

            // The gateway is away for two of every three thousand steps: frames pile up, go to blocks, and come back.
            link.IsAnswering = i % 3000 < 1000;
            var before = GC.GetAllocatedBytesForCurrentThread();
            capture.Step();
            loop.Step();
            outbox.Step(clock.UptimeMs);
            var after = GC.GetAllocatedBytesForCurrentThread();
            allocated += i < WarmSteps ? 0 : after - before;
        }

        output.WriteLine($"{allocated} bytes in {Steps} steps, {link.Frames} frames sent, {files.Writes} writes, depth {outbox.Depth}");
        Assert.Equal(0, allocated);
        Assert.True(link.Frames > 3000 && (files.Writes > 100 || !isDurable));
        Assert.True(state.Counters[NodeCounters.FramesAcknowledged] > 1000);
        Assert.True(state.Counters[isDurable ? NodeCounters.FramesResent : NodeCounters.FramesDropped] > 0);
    }

    /// <summary>A session that takes everything and acknowledges all of the boot up to the last frame taken.</summary>
    private sealed class SteadyLink(uint boot) : ILink
    {
        private readonly FeatureFrame _frame = new();
        private readonly GapNotice _gap = new();
        private readonly MessageReader _reader = new();
        private readonly CborWriter _writer = new();
        private readonly Acknowledgement _acknowledgement = new() { Boot = boot, TimeMs = 1_767_225_600_000 };
        private readonly byte[] _message = new byte[Acknowledgement.MaxLength];
        private readonly bool[] _taken = new bool[WarmSteps + Steps];
        private string _acknowledgements = "";
        private uint _cumulative;

        public bool IsConnected { get; private set; }

        public bool IsAnswering { get; set; }

        public int Frames { get; private set; }

        public LinkStatusCode Connect(string clientId, string willTopic, string willText)
        {
            IsConnected = true;
            return LinkStatusCode.Ok;
        }

        public void Disconnect() => IsConnected = false;

        public LinkStatusCode Subscribe(string topic)
        {
            _acknowledgements = topic.EndsWith("/ack", StringComparison.Ordinal) ? topic : _acknowledgements;
            return LinkStatusCode.Ok;
        }

        public LinkStatusCode Publish(string topic, byte[] payload, int offset, int count, bool retained)
        {
            var sequence = _reader.PeekKind(payload, offset, count) switch
            {
                MessageKindCode.Features when _frame.Read(payload, offset, count, _reader) == FrameErrorCode.None => _frame.Key.Sequence,
                MessageKindCode.GapNotice when _gap.Read(payload, offset, count, _reader) == FrameErrorCode.None => TakeGap(),
                _ => 0u
            };
            if (sequence != 0 && IsAnswering)
            {
                _taken[sequence] = true;
            }

            Frames += sequence == 0 ? 0 : 1;
            return LinkStatusCode.Ok;
        }

        public bool TryReceive(out string topic, byte[] buffer, out int length)
        {
            (topic, length) = ("", 0);
            var before = _cumulative;
            while (_taken[_cumulative + 1])
            {
                _cumulative++;
            }

            if (!IsAnswering || _cumulative == before)
            {
                return false;
            }

            _acknowledgement.Cumulative = _cumulative;
            length = _acknowledgement.Write(_message, 0, _message.Length, _writer);
            Array.Copy(_message, buffer, length);
            topic = _acknowledgements;
            return true;
        }

        private uint TakeGap()
        {
            for (var at = _gap.First; IsAnswering && _gap.GapBoot == boot && at <= _gap.Last; at++)
            {
                _taken[at] = true;
            }

            return _gap.Key.Sequence;
        }
    }

    /// <summary>Files in buffers made once.</summary>
    private sealed class SteadyFileStore : IFileStore
    {
        private readonly Dictionary<string, (byte[] Bytes, int Length)> _files = Enumerable.Range(0, 8)
            .Select(i => $"ob-00{i}").Concat(["boot-a", "boot-b"]).ToDictionary(name => name, _ => (new byte[4096], -1));

        public int Writes { get; private set; }

        public FileStatusCode Read(string name, byte[] buffer, out int length)
        {
            var (bytes, count) = _files[name];
            length = int.Max(0, count);
            Array.Copy(bytes, buffer, length);
            return count < 0 ? FileStatusCode.NotFound : FileStatusCode.Ok;
        }

        public FileStatusCode Write(string name, byte[] buffer, int offset, int count) => Put(name, 0, buffer, offset, count);

        public FileStatusCode Append(string name, byte[] buffer, int offset, int count) =>
            Put(name, _files[name].Length, buffer, offset, count);

        public FileStatusCode Delete(string name)
        {
            _files[name] = (_files[name].Bytes, -1);
            return FileStatusCode.Ok;
        }

        private FileStatusCode Put(string name, int at, byte[] buffer, int offset, int count)
        {
            Writes++;
            var bytes = _files[name].Bytes;
            Array.Copy(buffer, offset, bytes, at, count);
            _files[name] = (bytes, at + count);
            return FileStatusCode.Ok;
        }
    }
}
