using System;
using System.Collections.Generic;
using System.Linq;
using Stethos.Gateway.Domain.Ledger;
using Stethos.Protocol;

namespace Stethos.App.Tests.Outboxes.Cuts;

/// <summary>
/// What really happened, outside the node's power: every frame ever made, what the node called stored, what reached the
/// gateway. Breaches of the outbox's promises are collected as text.
/// </summary>
internal sealed class CutLedger
{
    private readonly Dictionary<(uint Boot, uint Sequence), byte[]> _made = [];
    private readonly HashSet<(uint Boot, uint Sequence)> _stored = [];
    private readonly HashSet<(uint Boot, uint Sequence)> _received = [];
    private readonly Dictionary<(uint Boot, uint Sequence), GapReasonCode> _accounted = [];
    private readonly Dictionary<uint, SequenceTracker> _trackers = [];
    private readonly Dictionary<uint, uint> _lasts = [];

    // Of the present life of the node.
    private readonly HashSet<(uint Boot, uint Sequence)> _given = [];
    private readonly HashSet<(uint Boot, uint Sequence)> _dropped = [];
    private (uint Boot, uint Sequence) _lastEarlier;

    public List<string> Breaches { get; } = [];

    public int Made => _made.Count;

    public int Stored => _stored.Count;

    public int Received => _received.Count;

    /// <summary>Gaps the gateway took, by reason.</summary>
    public Dictionary<GapReasonCode, int> Gaps { get; } = [];

    /// <summary>Whether blocks must come in the order they were begun.</summary>
    public bool ExpectsOrder { get; init; } = true;

    public void BeginLife()
    {
        _given.Clear();
        _dropped.Clear();
        _lastEarlier = default;
    }

    public void Make(uint boot, uint sequence, byte[] frame)
    {
        if (!_made.TryAdd((boot, sequence), frame))
        {
            Breaches.Add($"key {boot}/{sequence} was given twice");
        }

        _lasts[boot] = sequence;
    }

    /// <summary>The node says that everything of the boot up to here is stored, acknowledged or announced.</summary>
    public void StoredThrough(uint boot, uint sequence)
    {
        for (var at = sequence; at > 0 && _made.ContainsKey((boot, at)) && !_stored.Contains((boot, at)); at--)
        {
            if (!_dropped.Contains((boot, at)))
            {
                _stored.Add((boot, at));
            }
        }
    }

    /// <summary>Dropped from memory, so never stored.</summary>
    public void DroppedFromMemory(uint boot, uint first, uint last)
    {
        for (var at = first; at <= last; at++)
        {
            if (!_stored.Contains((boot, at)))
            {
                _dropped.Add((boot, at));
            }
        }
    }

    /// <summary>The node announces that these will not come: from now on it must not send them in this life.</summary>
    public void Given(uint boot, uint first, uint last)
    {
        for (var at = first; at <= LastOf(boot, last); at++)
        {
            _given.Add((boot, at));
        }
    }

    /// <summary>A frame reaches the gateway.</summary>
    public void Receive(byte[] frame, uint presentBoot, bool isNewest)
    {
        var key = (Boot: BitConverter.ToUInt32(frame, 1), Sequence: BitConverter.ToUInt32(frame, 5));
        if (!_made.TryGetValue(key, out var made) || !made.AsSpan().SequenceEqual(frame))
        {
            Breaches.Add($"a frame was sent that was never made: {key.Boot}/{key.Sequence}");
            return;
        }

        if (_given.Contains(key) && !_received.Contains(key))
        {
            Breaches.Add($"{key.Boot}/{key.Sequence} was sent after it was announced as lost");
        }

        if (ExpectsOrder && !isNewest && key.Boot < presentBoot && _received.Add(key))
        {
            if (key.CompareTo(_lastEarlier) < 0)
            {
                Breaches.Add($"{key.Boot}/{key.Sequence} was sent after {_lastEarlier.Boot}/{_lastEarlier.Sequence}");
            }

            _lastEarlier = key;
        }

        _received.Add(key);
        if (Of(key.Boot).Accept(key.Sequence) && frame[0] == 1)
        {
            TakeNotice(frame);
        }
    }

    /// <summary>Acknowledgements of every boot the gateway knows.</summary>
    public IEnumerable<Acknowledgement> Acknowledgements() => _trackers.OrderBy(pair => pair.Key).Select(pair =>
    {
        var acknowledgement = new Acknowledgement { Boot = pair.Key };
        pair.Value.Fill(acknowledgement);
        return acknowledgement;
    });

    /// <summary>The node says that nothing is left to send.</summary>
    public void Look()
    {
        foreach (var key in _stored.Where(key => ExpectsOrder && !_received.Contains(key) && !_accounted.ContainsKey(key)))
        {
            Breaches.Add($"{key.Boot}/{key.Sequence} was stored and has not come though nothing is left");
        }
    }

    /// <summary>Whatever was called stored must have come, or its loss must have been announced.</summary>
    public void Close(bool mayBreak, bool isAllTold)
    {
        foreach (var (boot, sequence) in _made.Keys.Where(key => isAllTold && !_received.Contains(key) && !_accounted.ContainsKey(key)))
        {
            Breaches.Add($"{boot}/{sequence} was in memory only and is lost without a word");
        }

        foreach (var key in _stored.Where(key => !_received.Contains(key)))
        {
            if (!_accounted.TryGetValue(key, out var reason))
            {
                Breaches.Add($"{key.Boot}/{key.Sequence} was stored and is lost without a word");
            }
            else if (reason != GapReasonCode.OutboxOverrun && !mayBreak)
            {
                Breaches.Add($"{key.Boot}/{key.Sequence} was stored and is lost by {reason} though nothing broke");
            }
        }
    }

    // Of an open end, the last sequence there ever was.
    private uint LastOf(uint boot, uint last)
    {
        if (last == GapNotice.OpenEnd && !_lasts.TryGetValue(boot, out last))
        {
            last = 0;
        }

        return last;
    }

    private SequenceTracker Of(uint boot)
    {
        if (!_trackers.TryGetValue(boot, out var tracker))
        {
            _trackers.Add(boot, tracker = new SequenceTracker());
        }

        return tracker;
    }

    private void TakeNotice(byte[] frame)
    {
        var (boot, first, last) = (BitConverter.ToUInt32(frame, 9), BitConverter.ToUInt32(frame, 13), BitConverter.ToUInt32(frame, 17));
        var reason = (GapReasonCode)frame[21];
        Gaps[reason] = Gaps.GetValueOrDefault(reason) + 1;
        last = LastOf(boot, last);
        Of(boot).AcceptGap(first, last);
        for (var at = first; at <= last; at++)
        {
            _accounted.TryAdd((boot, at), reason);
        }
    }
}
