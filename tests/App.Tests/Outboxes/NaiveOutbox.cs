using System;
using System.Collections.Generic;
using System.Linq;
using Stethos.Protocol;

namespace Stethos.App.Tests.Outboxes;

/// <summary>What the outbox promises, written down as plainly as possible: a list.</summary>
internal sealed class NaiveOutbox(int capacity)
{
    private readonly List<Entry> _entries = [];

    public int Depth => _entries.Count;

    public uint LastSequence { get; private set; }

    /// <summary>Dropped, and not yet covered by a cumulative acknowledgement.</summary>
    private readonly List<uint> _dropped = [];

    public uint Oldest => uint.Min(
        _dropped.Count > 0 ? _dropped[0] : uint.MaxValue, _entries.Count > 0 ? _entries[0].Sequence : LastSequence + 1);

    public bool IsFull => _entries.Count == capacity;

    public bool Add(uint sequence, byte[] frame)
    {
        if (IsFull)
        {
            return false;
        }

        _entries.Add(new Entry { Sequence = sequence, Frame = frame });
        LastSequence = sequence;
        return true;
    }

    public (int Dropped, uint First, uint Last) DropOldest()
    {
        if (!IsFull)
        {
            return (0, 0, 0);
        }

        var gone = _entries.Take(Math.Max(1, capacity / 8)).ToArray();
        _entries.RemoveRange(0, gone.Length);
        _dropped.AddRange(gone.Select(entry => entry.Sequence));
        return (gone.Count(entry => !entry.IsAcknowledged), _dropped[0], _dropped[^1]);
    }

    public (byte[]? Frame, bool Resent) Take(bool newestFirst, long nowMs, long resendMs)
    {
        var waiting = _entries.Where(entry => !entry.IsAcknowledged).ToArray();
        var entry = newestFirst
            ? waiting.LastOrDefault() is { SentMs: null } newest ? newest : null
            : waiting.FirstOrDefault(entry => entry.SentMs is null || nowMs - entry.SentMs >= resendMs);
        if (entry is null)
        {
            return (null, false);
        }

        var resent = entry.SentMs is not null;
        entry.SentMs = nowMs;
        return (entry.Frame, resent);
    }

    public void ForgetSent() => _entries.ForEach(entry => entry.SentMs = null);

    public int Acknowledge(Acknowledgement acknowledgement)
    {
        var freed = 0;
        if (_dropped.Count > 0 && acknowledgement.Cumulative >= _dropped[^1])
        {
            _dropped.Clear();
        }

        foreach (var entry in _entries.Where(entry => !entry.IsAcknowledged && acknowledgement.Covers(entry.Sequence)))
        {
            entry.IsAcknowledged = true;
            freed++;
        }

        while (_entries.Count > 0 && _entries[0].IsAcknowledged)
        {
            _entries.RemoveAt(0);
        }

        return freed;
    }

    private sealed class Entry
    {
        public required uint Sequence { get; init; }

        public required byte[] Frame { get; init; }

        public long? SentMs { get; set; }

        public bool IsAcknowledged { get; set; }
    }
}
