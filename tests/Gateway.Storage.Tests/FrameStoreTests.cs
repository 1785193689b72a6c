using System;
using System.Linq;
using System.Threading;
using Stethos.Gateway.Domain.Frames;
using Stethos.Gateway.Domain.Ledger;
using Stethos.Protocol;
using Xunit.Abstractions;
using static Stethos.Gateway.Storage.Tests.StoreFolder;

namespace Stethos.Gateway.Storage.Tests;

public sealed class FrameStoreTests(ITestOutputHelper output) : IDisposable
{
    private static readonly DeviceKey Device = new(1);
    private readonly StoreFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void A_frame_comes_back_as_it_was_stored()
    {
        using var store = _folder.Open();
        Assert.Null(store.Problem);
        using var writer = store.OpenWriter();
        var frame = new FrameRow(
            new FrameId(new DeviceKey(0xFFFFFFFFFFFFFFFE), uint.MaxValue, uint.MaxValue), MessageKindCode.Features, 23,
            1_767_225_600_123, 1_767_225_600_456, [0, 255, 1]);
        Assert.True(writer.Add(frame));
        Assert.True(frame.Row > 0 && writer.IsDirty);
        writer.Commit();
        Assert.False(writer.IsDirty);
        using var reader = store.OpenReader();
        var row = Assert.Single(reader.FramesAfter(0, 10));
        Assert.Equal(
            (frame.Id, frame.Kind, frame.Sensor, frame.TimeMs, frame.ReceivedMs, frame.Row),
            (row.Id, row.Kind, row.Sensor, row.TimeMs, row.ReceivedMs, row.Row));
        Assert.Equal(frame.Payload, row.Payload);
    }

    [Fact]
    public void A_duplicate_is_not_stored_again_within_a_transaction_or_later()
    {
        using var store = _folder.Open();
        using var writer = store.OpenWriter();
        Assert.True(writer.Add(Frame(1)));
        Assert.False(writer.Add(Frame(1)));
        writer.Commit();
        Assert.False(writer.Add(Frame(1)));
        Assert.True(writer.Add(Frame(1, boot: 2)));
        Assert.True(writer.Add(Frame(1, device: 2)));
        writer.Commit();
        using var reader = store.OpenReader();
        Assert.Equal(3, reader.FramesAfter(0, 10).Count);
        Assert.Equal(
            [(1UL, 2L), (2UL, 1L)],
            reader.CountFrames().OrderBy(pair => pair.Key.Value).Select(pair => (pair.Key.Value, pair.Value)));
        Assert.Equal(0, reader.CountDoubled());
    }

    [Fact]
    public void What_was_rolled_back_is_gone_and_can_be_stored_again()
    {
        using var store = _folder.Open();
        using var writer = store.OpenWriter();
        writer.Add(Frame(1));
        writer.Commit();
        writer.Add(Frame(2));
        writer.SetCursor("x", 7);
        writer.Rollback();
        Assert.False(writer.IsDirty);
        Assert.Equal([1u], Sequences(store));
        Assert.True(writer.Add(Frame(2)));
        writer.Commit();
        writer.Commit();
        writer.Rollback();
        Assert.Equal([1u, 2], Sequences(store));
    }

    [Fact]
    public void What_was_not_committed_is_gone_with_the_writer()
    {
        using var store = _folder.Open();
        using (var writer = store.OpenWriter())
        {
            writer.Add(Frame(1));
            writer.Commit();
            writer.Add(Frame(2));
        }

        Assert.Equal([1u], Sequences(store));
    }

    [Fact]
    public void Everything_is_there_after_closing_and_opening_again()
    {
        for (uint round = 0; round < 5; round++)
        {
            using var store = _folder.Open();
            Assert.Null(store.Problem);
            Assert.Equal(Range(1, round * 10), Sequences(store));
            using var writer = store.OpenWriter();
            foreach (var sequence in Range(round * 10 + 1, round * 10 + 10))
            {
                Assert.True(writer.Add(Frame(sequence)));
            }

            writer.Commit();
        }
    }

    [Fact]
    public void The_ledger_read_back_is_the_ledger_that_was()
    {
        const int seed = 12;
        output.WriteLine($"seed {seed}");
        var random = new Random(seed);
        var live = new SiteLedger();
        using var store = _folder.Open();
        using var writer = store.OpenWriter();
        for (var i = 0; i < 3000; i++)
        {
            var device = new DeviceKey((ulong)random.Next(3) + ulong.MaxValue - 1);
            var boot = (uint)random.Next(1, 4);
            var sequence = (uint)random.Next(1, 2000);
            if (random.Next(40) == 0)
            {
                var last = sequence + (uint)random.Next(60);
                writer.Add(device, boot, sequence, last, GapReasonCode.OutboxOverrun, 0);
                live.Of(device, boot).AcceptGap(sequence, last);
            }
            else
            {
                var isNew = live.Of(device, boot).Accept(sequence);
                var isStored = writer.Add(Frame(sequence, device.Value, boot));
                Assert.True(isStored || !isNew);
            }
        }

        writer.Commit();
        using var reader = store.OpenReader();
        var loaded = reader.LoadLedger();
        for (ulong device = ulong.MaxValue - 1; device != 2; device++)
        {
            for (uint boot = 1; boot < 4; boot++)
            {
                var expected = live.Of(new DeviceKey(device), boot);
                var actual = loaded.Of(new DeviceKey(device), boot);
                Assert.Equal(
                    (expected.Cumulative, expected.Highest, expected.Missing), (actual.Cumulative, actual.Highest, actual.Missing));
                Assert.All(Range(1, 2100), sequence => Assert.Equal(expected.IsNew(sequence), actual.IsNew(sequence)));
            }
        }
    }

    [Fact]
    public void Frames_after_a_row_come_in_order_in_portions_and_without_gap_notices()
    {
        using var store = _folder.Open();
        using var writer = store.OpenWriter();
        foreach (var sequence in Range(1, 50))
        {
            writer.Add(Frame(51 - sequence, kind: sequence % 10 == 0 ? MessageKindCode.GapNotice : MessageKindCode.Features));
        }

        writer.Commit();
        using var reader = store.OpenReader();
        var seen = 0;
        long row = 0;
        for (var rows = reader.FramesAfter(row, 7); rows.Count > 0; rows = reader.FramesAfter(row, 7))
        {
            Assert.True(rows.Count <= 7 && rows[0].Row > row);
            Assert.All(rows, frame => Assert.Equal(MessageKindCode.Features, frame.Kind));
            Assert.Equal(rows.Select(frame => frame.Row).Order(), rows.Select(frame => frame.Row));
            row = rows[^1].Row;
            seen += rows.Count;
        }

        Assert.Equal(45, seen);
    }

    [Theory]
    [InlineData(1, 1)]
    [InlineData(1, 2)]
    [InlineData(1, 7)]
    [InlineData(2, 1)]
    [InlineData(2, 2)]
    [InlineData(2, 4)]
    [InlineData(3, 3)]
    [InlineData(3, 10)]
    public void A_trend_holds_every_strideth_frame_of_its_sensor_however_many_sensors_there_are(int sensors, int stride)
    {
        using var store = _folder.Open();
        using var writer = store.OpenWriter();
        foreach (var sequence in Range(1, 600))
        {
            writer.Add(Frame(sequence, sensor: (int)(sequence % sensors)));
        }

        writer.Commit();
        using var reader = store.OpenReader();
        for (var sensor = 0; sensor < sensors; sensor++)
        {
            var count = reader.CountTrend(Device, sensor, 100_000);
            var all = reader.Trend(Device, sensor, 100_000, 1);
            var some = reader.Trend(Device, sensor, 100_000, stride);
            Assert.Equal(count, all.Count);
            Assert.InRange(all.Count, 501 / sensors, 501 / sensors + 1);
            Assert.Equal((all.Count + stride - 1) / stride, some.Count);
            Assert.All(some, row => Assert.True(row.Sensor == sensor && row.TimeMs >= 100_000));
            Assert.All(some.Skip(1).Zip(some), pair => Assert.Equal(1000L * sensors * stride, pair.First.TimeMs - pair.Second.TimeMs));
        }
    }

    [Fact]
    public void A_trend_is_in_order_of_time_though_backlog_came_later()
    {
        using var store = _folder.Open();
        using var writer = store.OpenWriter();
        foreach (var sequence in (uint[])[10, 1, 2, 11, 3])
        {
            writer.Add(Frame(sequence));
        }

        writer.Commit();
        using var reader = store.OpenReader();
        Assert.Equal([2u, 3, 10, 11], reader.Trend(Device, 0, 2000, 1).Select(row => row.Id.Sequence));
    }

    [Fact]
    public void A_reader_sees_whole_transactions_while_the_writer_works()
    {
        const int commits = 150;
        using var store = _folder.Open();
        using var writer = store.OpenWriter();
        using var done = new ManualResetEventSlim();
        Exception? fault = null;
        var thread = new Thread(() =>
        {
            try
            {
                ReadUntil(store, done);
            }
            catch (Exception caught)
            {
                fault = caught;
            }
        });
        thread.Start();
        uint sequence = 0;
        for (var commit = 0; commit < commits; commit++)
        {
            for (var i = 0; i < 20; i++)
            {
                writer.Add(Frame(++sequence));
            }

            writer.SetCursor("written", sequence);
            writer.Commit();
        }

        done.Set();
        thread.Join();
        Assert.Null(fault);
        Assert.Equal(20 * commits, Sequences(store).Length);
    }

    private static void ReadUntil(SqliteStore store, ManualResetEventSlim done)
    {
        using var reader = store.OpenReader();
        var before = 0;
        for (var last = false; !last;)
        {
            last = done.IsSet;
            var count = reader.FramesAfter(0, int.MaxValue).Count;
            Assert.True(count >= before && count % 20 == 0, $"{count} frames after {before}");
            before = count;
        }
    }
}
