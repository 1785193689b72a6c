using System.Collections.Generic;
using System.Linq;
using Stethos.Gateway.Domain.Ledger;
using Stethos.Protocol;

namespace Stethos.App.Tests.Loops;

/// <summary>The gateway's side of the acknowledgement rules, on the real ledger and without everything else.</summary>
internal sealed class ModelGateway
{
    private readonly MessageReader _reader = new();
    private readonly CborWriter _writer = new();
    private readonly FeatureFrame _frame = new();
    private readonly GapNotice _gap = new();
    private readonly StateMessage _state = new();
    private readonly byte[] _buffer = new byte[Acknowledgement.MaxLength];
    private readonly HashSet<uint> _toAcknowledge = [];

    /// <summary>Trackers by boot.</summary>
    public Dictionary<uint, SequenceTracker> Ledger { get; private set; } = [];

    /// <summary>Rows stored, by (boot, sequence): how often.</summary>
    public Dictionary<(uint Boot, uint Sequence), int> Stored { get; } = [];

    /// <summary>Sequences announced as gaps, by boot.</summary>
    public HashSet<(uint Boot, uint Sequence)> Announced { get; } = [];

    /// <summary>Whether a state message's oldest sequence accounts for what is before it.</summary>
    public bool HeedsOldest { get; init; } = true;

    /// <summary>UTC that acknowledgements carry.</summary>
    public ulong TimeMs { get; set; } = 1_767_225_600_000;

    /// <summary>Messages that could not be read.</summary>
    public int Refused { get; private set; }

    public StateMessage LastState => _state;

    /// <summary>Begins with an empty store, as after a lost disk.</summary>
    public void Forget() => Ledger = [];

    public void Receive(string topic, byte[] payload)
    {
        var channel = topic[(topic.LastIndexOf('/') + 1)..];
        if (channel == Topics.State)
        {
            TakeState(payload);
        }
        else if (channel == Topics.Frames && _reader.PeekKind(payload, 0, payload.Length) == MessageKindCode.GapNotice)
        {
            TakeGap(payload);
        }
        else if (channel == Topics.Frames)
        {
            TakeFrame(payload);
        }
    }

    /// <summary>Acknowledgements for all that arrived since the last call.</summary>
    public IEnumerable<byte[]> Acknowledge()
    {
        foreach (var boot in _toAcknowledge.ToArray())
        {
            var acknowledgement = new Acknowledgement { Boot = boot, TimeMs = TimeMs };
            Of(boot).Fill(acknowledgement);
            yield return _buffer[..acknowledgement.Write(_buffer, 0, _buffer.Length, _writer)];
        }

        _toAcknowledge.Clear();
    }

    public SequenceTracker Of(uint boot)
    {
        if (!Ledger.TryGetValue(boot, out var tracker))
        {
            Ledger.Add(boot, tracker = new SequenceTracker());
        }

        return tracker;
    }

    private void TakeFrame(byte[] payload)
    {
        if (_frame.Read(payload, 0, payload.Length, _reader) != FrameErrorCode.None)
        {
            Refused++;
            return;
        }

        Accept(_frame.Key);
    }

    private void TakeGap(byte[] payload)
    {
        if (_gap.Read(payload, 0, payload.Length, _reader) != FrameErrorCode.None)
        {
            Refused++;
            return;
        }

        if (Accept(_gap.Key))
        {
            Of(_gap.GapBoot).AcceptGap(_gap.First, _gap.Last);
            for (var sequence = _gap.First; sequence <= _gap.Last; sequence++)
            {
                Announced.Add((_gap.GapBoot, sequence));
            }
        }
    }

    private void TakeState(byte[] payload)
    {
        if (_state.Read(payload, 0, payload.Length, _reader) != FrameErrorCode.None)
        {
            Refused++;
            return;
        }

        var tracker = Of(_state.Key.Boot);
        if (HeedsOldest && _state.Oldest > tracker.Cumulative + 1)
        {
            tracker.AcceptGap(tracker.Cumulative + 1, _state.Oldest - 1);
        }

        tracker.Expect(_state.Key.Sequence);
        _toAcknowledge.Add(_state.Key.Boot);
    }

    private bool Accept(FrameKey key)
    {
        _toAcknowledge.Add(key.Boot);
        if (!Of(key.Boot).Accept(key.Sequence))
        {
            return false;
        }

        Stored[(key.Boot, key.Sequence)] = Stored.GetValueOrDefault((key.Boot, key.Sequence)) + 1;
        return true;
    }
}
