using System;
using System.Linq;
using Stethos.Gateway.Domain.Alerts;
using Stethos.Gateway.Domain.Frames;
using Stethos.Gateway.Domain.Scoring;
using static Stethos.Gateway.Storage.Tests.StoreFolder;

namespace Stethos.Gateway.Storage.Tests;

/// <summary>Frames that are removed: the oldest first, none that an open alert rests on, and none that the ledger forgets.</summary>
public sealed class OldFramesTests : IDisposable
{
    private readonly StoreFolder _folder = new();
    private readonly SqliteStore _store;
    private readonly StoreWriter _writer;

    public OldFramesTests()
    {
        _store = _folder.Open();
        _writer = _store.OpenWriter();
    }

    public void Dispose()
    {
        _writer.Dispose();
        _store.Dispose();
        _folder.Dispose();
    }

    [Fact]
    public void The_oldest_go_with_their_verdicts_and_the_ledger_still_knows_them()
    {
        Write(1, 20);
        Assert.Equal(new RemovedFrames(9, 9, true), Remove(0, ReceivedMs(10)));

        Assert.Equal(Range(10, 20), Sequences(_store));
        using var reader = _store.OpenReader();
        Assert.Equal(11, reader.CountVerdicts());
        var tracker = reader.LoadLedger().Of(new DeviceKey(1), 1);
        Assert.Equal((20u, 0L), (tracker.Cumulative, tracker.Missing));
        Assert.False(tracker.Accept(3));
        Assert.Equal(20, reader.CountFrames()[new DeviceKey(1)]);
        Assert.Equal(0, reader.CountDoubled());
    }

    [Fact]
    public void Portions_of_one_boot_become_one_range_and_each_boot_has_its_own()
    {
        Write(1, 10);
        Write(1, 10, boot: 2);
        for (RemovedFrames removed = default; !removed.IsDone;)
        {
            removed = Remove(removed.Row, long.MaxValue, most: 3);
        }

        Assert.Equal([("1", 1L, 10L), ("2", 1L, 10L)], Ranges());
        Assert.Empty(Sequences(_store));
    }

    [Fact]
    public void What_did_not_come_is_still_missing_when_its_neighbours_are_gone()
    {
        Write(1, 4);
        Write(6, 9);
        Remove(0, long.MaxValue);

        using var reader = _store.OpenReader();
        var tracker = reader.LoadLedger().Of(new DeviceKey(1), 1);
        Assert.Equal((4u, 1L), (tracker.Cumulative, tracker.Missing));
        Assert.True(tracker.IsNew(5));
    }

    [Fact]
    public void Frames_of_a_node_with_an_open_alert_stay_from_before_it_was_raised_until_it_is_cleared()
    {
        foreach (var sequence in Range(1, 20))
        {
            Write(sequence, sequence);
            Write(sequence, sequence, device: 2);
        }

        var alert = new Alert
        {
            Device = new DeviceKey(1), Sensor = 3, Cause = "outer", RaisedMs = ReceivedMs(15), Score = 1, Owner = "people"
        };
        _writer.Raise(alert);
        _writer.Commit();
        var removed = Remove(0, ReceivedMs(19), beforeAlertMs: 5000);
        Assert.Equal((9 + 18, true), (removed.Count, removed.IsDone));
        Assert.Equal(Range(10, 20), OfDevice(1));
        Assert.Equal(Range(19, 20), OfDevice(2));

        alert.ClearedMs = 1;
        _writer.Clear(alert);
        _writer.Commit();
        Remove(0, ReceivedMs(19), beforeAlertMs: 5000);
        Assert.Equal(Range(19, 20), OfDevice(1));
    }

    [Fact]
    public void A_removal_that_is_not_committed_leaves_everything()
    {
        Write(1, 20);
        _writer.Remove(new RemovalOrder(0, long.MaxValue, 0, 100, 1));
        _writer.Rollback();

        Assert.Equal(Range(1, 20), Sequences(_store));
        Assert.Empty(Ranges());
    }

    [Fact]
    public void Room_that_was_freed_is_used_again_before_the_file_grows()
    {
        Write(1, 2000);
        var full = _writer.Room();
        for (RemovedFrames removed = default; !removed.IsDone;)
        {
            removed = Remove(removed.Row, ReceivedMs(1900), most: 500);
        }

        var freed = _writer.Room();
        Assert.True(freed.Used < full.Used / 2, $"{freed} after {full}");
        Write(2001, 3000);
        var again = _writer.Room();
        Assert.Equal(full.Used + full.Unused, again.Used + again.Unused);
    }

    private static long ReceivedMs(uint sequence) => Frame(sequence).ReceivedMs;

    private void Write(uint first, uint last, ulong device = 1, uint boot = 1)
    {
        for (var sequence = first; sequence <= last; sequence++)
        {
            var frame = Frame(sequence, device, boot);
            Assert.True(_writer.Add(frame));
            _writer.Add(new Verdict(frame.Row, new DeviceKey(device), 0, frame.TimeMs, "normal", [1], []), "model");
        }

        _writer.Commit();
    }

    private RemovedFrames Remove(long afterRow, long beforeMs, int most = 1000, long beforeAlertMs = 0)
    {
        var removed = _writer.Remove(new RemovalOrder(afterRow, beforeMs, beforeAlertMs, most, 7));
        _writer.Commit();
        return removed;
    }

    private uint[] OfDevice(ulong device)
    {
        using var reader = _store.OpenReader();
        return reader.FramesAfter(0, int.MaxValue).Where(row => row.Id.Device.Value == device).Select(row => row.Id.Sequence).ToArray();
    }

    private (string Boot, long First, long Last)[] Ranges() =>
        [.. _folder.Rows("SELECT boot,first,last FROM gaps ORDER BY boot,first").Select(row => ($"{row[0]}", (long)row[1], (long)row[2]))];
}
