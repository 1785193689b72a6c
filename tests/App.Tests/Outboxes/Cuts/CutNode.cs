using System;
using Stethos.App.Outboxes;
using Stethos.Hal.Virtual;
using Stethos.Hal.Virtual.Files;
using Stethos.Protocol;

namespace Stethos.App.Tests.Outboxes.Cuts;

/// <summary>A node reduced to its outbox, on a store whose power can go; one life lasts from start to cut.</summary>
internal sealed class CutNode
{
    private const long ResendMs = 1000;
    private readonly OutboxOptions _options;
    private readonly PowerCutFileStore _store;
    private readonly CutLedger _ledger;
    private readonly GapNotice _gap = new();
    private readonly byte[] _frame = new byte[Outbox.MaxSlotLength];
    private readonly Random _random;
    private Outbox _outbox;
    private uint _sequence;
    private long _nowMs;

    public CutNode(OutboxOptions options, PowerCutFileStore store, CutLedger ledger, int seed)
    {
        _options = options;
        _store = store;
        _ledger = ledger;
        _random = new Random(seed);
        _outbox = Start();
    }

    /// <summary>Most frames that were in memory only at one moment.</summary>
    public long MostUnstored { get; private set; }

    public int Depth => _outbox.Depth;

    public void Restart() => _outbox = Start();

    /// <summary>Makes a frame, as the capture loop does it.</summary>
    public void Make()
    {
        Announce();
        MakeRoom();
        Add(0, 0, 0, 0, GapReasonCode.None);
    }

    public void Step(int milliseconds = 100)
    {
        _nowMs += milliseconds;
        _outbox.Step(_nowMs);
        Look();
    }

    /// <summary>Announces what the outbox lost.</summary>
    public void Announce()
    {
        while (_outbox.TakeLoss(_sequence + 1, _gap, out _))
        {
            _ledger.Given(_gap.GapBoot, _gap.First, _gap.Last);
            Add(1, _gap.GapBoot, _gap.First, _gap.Last, _gap.Reason);
        }
    }

    /// <summary>Sends at most so many frames, newest first, and lets the gateway take those the filter passes.</summary>
    public int Send(int most, Func<int, bool>? arrives = null)
    {
        var sent = 0;
        for (var i = 0; i < most; i++)
        {
            var length = _outbox.Take(i == 0, _nowMs, ResendMs, _frame, out _);
            if (length == 0 && i > 0)
            {
                break;
            }

            if (length > 0 && (arrives is null || arrives(i)))
            {
                _ledger.Receive(_frame[..length], _outbox.Boot, i == 0);
            }

            sent += length > 0 ? 1 : 0;
        }

        return sent;
    }

    public void Acknowledge()
    {
        foreach (var acknowledgement in _ledger.Acknowledgements())
        {
            _outbox.Acknowledge(acknowledgement);
        }

        Look();
    }

    public void Reconnect() => _outbox.ForgetSent();

    /// <summary>Link up and no new windows until nothing is left; false when that does not come to an end.</summary>
    public bool Drain()
    {
        for (var turn = 0; turn < 400; turn++)
        {
            Announce();
            Step();
            Send(8);
            Acknowledge();
            if (_outbox.Depth == 0)
            {
                Announce();
                if (_outbox.Depth == 0)
                {
                    _ledger.Look();
                    return true;
                }
            }
        }

        return false;
    }

    private Outbox Start()
    {
        _ledger.BeginLife();
        var outbox = new Outbox(_options, _store, new BootCounter(_store, new SystemRandom(_random.Next())));
        _sequence = 0;
        return outbox;
    }

    private void MakeRoom()
    {
        if (!_outbox.IsFull)
        {
            return;
        }

        _outbox.DropOldest(out var first, out var last);
        if (last > 0)
        {
            _ledger.DroppedFromMemory(_outbox.Boot, first, last);
            Add(1, _outbox.Boot, first, last, GapReasonCode.OutboxOverrun);
        }
    }

    private void Add(byte kind, uint lossBoot, uint first, uint last, GapReasonCode reason)
    {
        _sequence++;
        var frame = new byte[22 + _random.Next(24)];
        _random.NextBytes(frame);
        frame[0] = kind;
        BitConverter.TryWriteBytes(frame.AsSpan(1), _outbox.Boot);
        BitConverter.TryWriteBytes(frame.AsSpan(5), _sequence);
        BitConverter.TryWriteBytes(frame.AsSpan(9), lossBoot);
        BitConverter.TryWriteBytes(frame.AsSpan(13), first);
        BitConverter.TryWriteBytes(frame.AsSpan(17), last);
        frame[21] = (byte)reason;
        _ledger.Make(_outbox.Boot, _sequence, frame);
        if (!_outbox.Add(_sequence, frame, 0, frame.Length))
        {
            _ledger.Breaches.Add($"{_outbox.Boot}/{_sequence} found no room");
        }

        Look();
    }

    private void Look()
    {
        var stored = _outbox.StoredThrough;
        _ledger.StoredThrough(_outbox.Boot, stored);
        MostUnstored = long.Max(MostUnstored, _sequence - (long)stored);
    }
}
