using System;
using System.Collections.Generic;
using System.Linq;
using Stethos.Gateway.Domain.Frames;
using Stethos.Gateway.Updates.Pacing;
using Stethos.Gateway.Updates.Sessions;
using Stethos.Hal.Virtual.Files;
using Stethos.Protocol;

namespace Stethos.UpdateFleet;

/// <summary>
/// A site in one process and simulated time: one hand-out, many nodes, a seeded loss on every message. A message to all is on the
/// air once, as in a medium that all hear; bytes are those of MQTT's PUBLISH: head, topic, message.
/// </summary>
public sealed class FleetRun : IUpdateLink
{
    // 3 bytes of head, 2 of length, "stethos/1/site/gw/" and 16 digits and "/upd".
    private const int HeadBytes = 43;

    // What a command to download takes (docs/protocol.md), head included.
    private const int OfferBytes = 180;
    private const int StepMs = 20;
    private const int LatencyMs = 40;
    private const int LateMs = 700;
    private readonly FleetOptions _options;
    private readonly Random _random;
    private readonly VirtualTime _time = new();
    private readonly Dictionary<DeviceKey, FleetNode> _nodes = [];
    private readonly PriorityQueue<Action, (long AtMs, long Number)> _air = new();
    private readonly UpdateStatus _status = new();
    private readonly MessageReader _reader = new();
    private readonly FleetImage _image;
    private HandOut _handOut;

    public FleetRun(FleetImage image, FleetOptions options)
    {
        (_image, _options) = (image, options);
        _random = new Random(options.Seed);
        for (var i = 0; i < options.Nodes; i++)
        {
            var node = new FleetNode(i, image, new MemoryFileStore(1 << 20), options.Symbols, options.Running);
            _nodes[node.Device] = node;
        }

        _handOut = NewHandOut();
    }

    public IReadOnlyCollection<FleetNode> Nodes => _nodes.Values;

    public HandOut HandOut => _handOut;

    /// <summary>Bytes of chunks and repair symbols, to all and to single nodes.</summary>
    public long ImageBytes { get; private set; }

    /// <summary>Bytes of parts of the manifest bundle.</summary>
    public long BundleBytes { get; private set; }

    /// <summary>Bytes of commands to fetch the image.</summary>
    public long OfferedBytes { get; private set; }

    /// <summary>Bytes of statuses.</summary>
    public long BytesUp { get; private set; }

    public long ElapsedMs => _time.NowMs;

    public int MessagesToAll { get; private set; }

    public int MessagesAlone { get; private set; }

    /// <summary>Bytes in images.</summary>
    public double InImages(long bytes) => (double)bytes / _image.Size;

    /// <summary>Messages put on the air so far, one for every receiver.</summary>
    public long Messages { get; private set; }

    /// <summary>What becomes of a message by its number, before the dice are thrown; null = nothing unusual.</summary>
    public Func<long, MessageFate>? FateOf { get; set; }

    /// <summary>Called before every step.</summary>
    public Action? OnStep { get; set; }

    /// <summary>The gateway starts anew and knows nothing.</summary>
    public void RestartGateway() => _handOut = NewHandOut();

    /// <summary>Runs until every node has the image and the gateway knows it; false when that takes longer than so.</summary>
    public bool Run(TimeSpan limit)
    {
        while (_time.NowMs < limit.TotalMilliseconds)
        {
            OnStep?.Invoke();
            while (_air.TryPeek(out var arrive, out var due) && due.AtMs <= _time.NowMs)
            {
                _air.Dequeue();
                arrive();
            }

            _handOut.Turn();
            foreach (var node in _nodes.Values)
            {
                Hear(node.Turn(_time.NowMs));
            }

            if (_handOut.IsSettled && _nodes.Values.All(node => node.IsStaged))
            {
                return true;
            }

            _time.NowMs += StepMs;
        }

        return false;
    }

    /// <summary>Somebody else sends to all nodes.</summary>
    public void Inject(byte[] message)
    {
        foreach (var node in _nodes.Values)
        {
            Send(() => node.Take(message, isToAll: true, _time.NowMs));
        }
    }

    public bool SendToAll(ReadOnlySpan<byte> message)
    {
        MessagesToAll++;
        Count(message);
        var copy = message.ToArray();
        foreach (var node in _nodes.Values)
        {
            Send(() => node.Take(copy, isToAll: true, _time.NowMs));
        }

        return true;
    }

    public bool SendTo(DeviceKey device, ReadOnlySpan<byte> message)
    {
        MessagesAlone++;
        Count(message);
        var copy = message.ToArray();
        Send(() => _nodes[device].Take(copy, isToAll: false, _time.NowMs));

        return true;
    }

    public bool Offer(DeviceKey device)
    {
        OfferedBytes += OfferBytes;
        Send(_nodes[device].Offer);

        return true;
    }

    private HandOut NewHandOut()
    {
        var pacer = new SitePacer(new AirBudget(100_000, 20_000), new AirBudget(100_000, 20_000));
        var handOut = new HandOut(_image.Content, pacer, this, _time, _options.HandOut);
        foreach (var node in _nodes.Keys)
        {
            handOut.Add(node, null);
        }

        return handOut;
    }

    private void Count(ReadOnlySpan<byte> message)
    {
        // The fourth byte is the kind's key, the fifth its number.
        var isPart = message[4] == (byte)MessageKindCode.ManifestPart;
        (ImageBytes, BundleBytes) = isPart
            ? (ImageBytes, BundleBytes + message.Length + HeadBytes) : (ImageBytes + message.Length + HeadBytes, BundleBytes);
    }

    private void Hear(ReadOnlySpan<byte> status)
    {
        if (status.IsEmpty)
        {
            return;
        }

        BytesUp += status.Length + HeadBytes;
        var copy = status.ToArray();
        Send(() =>
        {
            FleetFault.Unless(_status.Read(copy, 0, copy.Length, _reader) == FrameErrorCode.None, "reading a status");
            _handOut.Take(_status);
        });
    }

    private void Send(Action arrive)
    {
        var fate = FateOf?.Invoke(Messages) ?? MessageFate.Arrives;
        Messages++;
        if (fate == MessageFate.Lost || _random.NextDouble() < _options.Loss)
        {
            return;
        }

        var atMs = _time.NowMs + LatencyMs + (fate == MessageFate.Late ? LateMs : 0);
        _air.Enqueue(arrive, (atMs, Messages));
        if (fate == MessageFate.Twice)
        {
            _air.Enqueue(arrive, (atMs + LateMs, Messages));
        }
    }
}
