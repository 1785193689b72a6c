using System;
using System.Collections.Generic;
using System.Linq;
using Stethos.Hal;
using Stethos.Hal.Virtual;
using Stethos.Protocol;

namespace Stethos.App.Tests.Loops;

/// <summary>A node with one fake sensor, a link in memory, a gateway, and time that the test moves.</summary>
internal sealed class NodeWorld
{
    public const int PeriodMs = 100;
    public const int StepMs = 100;
    private readonly List<(long DueMs, bool ToGateway, string Topic, byte[] Payload)> _underWay = [];
    private readonly CaptureLoop _captureLoop;
    private readonly LinkLoop _linkLoop;
    private readonly string _base;

    public NodeWorld(int outboxCapacity = 64, uint boot = 1, IRandom? random = null, ModelGateway? gateway = null)
    {
        Gateway = gateway ?? new ModelGateway();
        Configuration = new NodeConfiguration
        {
            Site = "plant",
            Gateway = "gw",
            Device = [0, 1, 2, 3, 4, 5, 6, 7],
            Name = "pump",
            PeriodMs = PeriodMs,
            OutboxCapacity = outboxCapacity
        };
        Assert.Equal(ConfigurationFaultCode.None, Configuration.Check());
        NodeClock = new NodeClock(Clock);
        Capture = new FakeCapture(Clock, 50);
        State = new NodeState(boot, outboxCapacity, 4096);
        _captureLoop = new CaptureLoop(Configuration, [Capture], NodeClock, State);
        _linkLoop = new LinkLoop(Configuration, [Capture], Link, random ?? new SystemRandom(1), NodeClock, State);
        _base = "stethos/1/plant/gw/0001020304050607/";
    }

    public VirtualClock Clock { get; } = new();

    public NodeClock NodeClock { get; }

    public NodeConfiguration Configuration { get; }

    public FakeCapture Capture { get; }

    public ScriptedLink Link { get; } = new();

    public NodeState State { get; }

    public ModelGateway Gateway { get; }

    /// <summary>Fault of the n-th message that crosses, in either direction.</summary>
    public Func<int, TransportFault> Plan { get; set; } = _ => TransportFault.None;

    /// <summary>Messages that have crossed or tried to.</summary>
    public int Crossed { get; private set; }

    public uint Counter(int index) => State.Counters[index];

    public string TopicOf(string channel) => _base + channel;

    /// <summary>Runs the capture loop only.</summary>
    public void StepCapture() => _captureLoop.Step();

    /// <summary>Runs the link loop only; nothing crosses.</summary>
    public void StepLink() => _linkLoop.Step();

    /// <summary>One turn of everything.</summary>
    public void Step(bool capturing = true, int milliseconds = StepMs)
    {
        Clock.Advance(milliseconds);
        if (capturing)
        {
            _captureLoop.Step();
        }

        _linkLoop.Step();
        Cross();
    }

    /// <summary>Captures until so many frames were made.</summary>
    public void Make(int frames)
    {
        while (Counter(NodeCounters.FramesMade) < frames)
        {
            Step();
        }
    }

    /// <summary>Runs without capturing until the outbox is empty; false when it has not come to that in time.</summary>
    public bool Drain(int limitMs = 180_000)
    {
        var end = Clock.UptimeMs + limitMs;
        while (State.Outbox.Depth > 0 && Clock.UptimeMs < end)
        {
            Step(capturing: false, 250);
        }

        return State.Outbox.Depth == 0;
    }

    private void Cross()
    {
        foreach (var (topic, payload, _) in Link.Published.ToArray())
        {
            Send(true, topic, payload);
        }

        Link.Published.Clear();
        Arrive(toGateway: true);
        foreach (var acknowledgement in Gateway.Acknowledge())
        {
            Send(false, TopicOf(Topics.Acknowledgements), acknowledgement);
        }

        Arrive(toGateway: false);
    }

    private void Send(bool toGateway, string topic, byte[] payload)
    {
        var now = Clock.UptimeMs;
        switch (Plan(Crossed++))
        {
            case TransportFault.Lost:
                break;
            case TransportFault.Duplicated:
                _underWay.Add((now, toGateway, topic, payload));
                _underWay.Add((now + StepMs, toGateway, topic, payload));
                break;
            case TransportFault.Reordered:
                _underWay.Add((now + 3 * StepMs, toGateway, topic, payload));
                break;
            case TransportFault.Delayed:
                _underWay.Add((now + LinkLoop.ResendMs + 2 * StepMs, toGateway, topic, payload));
                break;
            case TransportFault.LinkBroken:
                _underWay.Clear();
                Link.Break();
                break;
            default:
                _underWay.Add((now, toGateway, topic, payload));
                break;
        }
    }

    private void Arrive(bool toGateway)
    {
        foreach (var message in _underWay.Where(m => m.ToGateway == toGateway && m.DueMs <= Clock.UptimeMs).ToArray())
        {
            _underWay.Remove(message);
            if (toGateway)
            {
                Gateway.Receive(message.Topic, message.Payload);
            }
            else if (Link.IsConnected)
            {
                Link.Deliver(message.Topic, message.Payload);
            }
        }
    }
}
