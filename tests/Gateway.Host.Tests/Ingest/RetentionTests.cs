using System;
using System.Linq;
using Stethos.Gateway.Domain.Frames;
using Stethos.Gateway.Host.Ingest;
using Stethos.Gateway.Host.Site;
using Stethos.Gateway.Host.Tests.Kit;
using Stethos.Gateway.Storage;
using Stethos.Protocol;
using Stethos.Testing;

namespace Stethos.Gateway.Host.Tests.Ingest;

/// <summary>Which frames go when: by age, size and disk, whatever the clock does meanwhile.</summary>
public sealed class RetentionTests : IDisposable
{
    private const int Megabyte = 1 << 20;
    private static readonly DeviceKey Device = new(7);
    private readonly TemporaryFolder _folder = new();
    private readonly RunningTime _time = new();
    private readonly SiteMemory _site = new();
    private readonly RecordingLogger _log = new();
    private SqliteStore _store;
    private StoreWriter _writer;
    private long _freeDisk = 100L * Megabyte;
    private uint _sequence;

    public RetentionTests()
    {
        (_store, _writer) = Open();
    }

    public void Dispose()
    {
        _writer.Dispose();
        _store.Dispose();
        _folder.Dispose();
    }

    [Fact]
    public void Frames_older_than_the_limit_go_and_younger_ones_stay()
    {
        var retention = Start(new RetentionRule(TimeSpan.FromDays(10), 0, 0));
        for (var day = 0; day < 15; day++)
        {
            Receive(100);
            _time.Advance(TimeSpan.FromDays(1));
        }

        Run(retention);
        Assert.Equal(900, Count());
        Assert.Equal((600, 1500), (_site.FramesRemoved, Stored()));
        Assert.Equal("600 old frames removed from the store", Assert.Single(_log.Of(1013)));
    }

    [Fact]
    public void Without_limits_nothing_goes()
    {
        var retention = Start(RetentionRule.None);
        Receive(100);
        _time.Advance(TimeSpan.FromDays(10_000));
        Run(retention);
        Assert.Equal(100, Count());
    }

    [Fact]
    public void A_store_that_is_too_large_loses_its_oldest_down_to_the_limit_but_nothing_of_the_last_day()
    {
        var retention = Start(new RetentionRule(TimeSpan.Zero, Megabyte, 0));
        Receive(4000);
        _time.Advance(TimeSpan.FromDays(2));
        Receive(1000);
        Run(retention);
        Assert.InRange(_writer.Room().Used, Megabyte / 2, Megabyte);
        Assert.InRange(Count(), 1001, 4999);
        Assert.Equal(5000u, Newest());

        // All of it within a day: larger than the limit, and kept.
        Receive(5000);
        Run(retention);
        Assert.Equal(6000, Count());
        Assert.Null(_site.Problem);
    }

    [Fact]
    public void A_disk_that_fills_up_costs_old_frames_and_when_there_are_none_people_are_told()
    {
        var retention = Start(new RetentionRule(TimeSpan.Zero, 0, 10L * Megabyte));
        Receive(2000);
        _time.Advance(TimeSpan.FromDays(2));
        _freeDisk = (10L * Megabyte) - 100_000;
        Run(retention);
        Assert.InRange(Count(), 1, 1999);
        Assert.True(_freeDisk + _writer.Room().Unused >= 10L * Megabyte);
        Assert.Null(_site.Problem);

        _freeDisk = Megabyte;
        Run(retention);
        Run(retention);
        Assert.Equal(0, Count());
        Assert.Contains("nearly full", _site.Problem, StringComparison.Ordinal);

        _freeDisk = 100L * Megabyte;
        Run(retention);
        Assert.Null(_site.Problem);
    }

    [Fact]
    public void A_disk_that_does_not_say_how_full_it_is_costs_nothing()
    {
        var retention = Start(new RetentionRule(TimeSpan.Zero, 0, 10L * Megabyte));
        Receive(100);
        _time.Advance(TimeSpan.FromDays(2));
        _freeDisk = -1;
        Run(retention);
        Assert.Equal(100, Count());
    }

    [Fact]
    public void A_gateway_that_lay_in_a_cupboard_for_years_finds_everything_as_it_was()
    {
        var rule = new RetentionRule(TimeSpan.FromDays(100), 0, 0);
        var retention = Start(rule);
        Receive(100);
        Run(retention);
        _time.Advance(TimeSpan.FromDays(2000));
        Reopen();
        Run(Start(rule));
        Assert.Equal(100, Count());
    }

    [Fact]
    public void A_clock_that_jumps_years_ahead_removes_nothing_also_when_the_gateway_restarts_meanwhile()
    {
        var rule = new RetentionRule(TimeSpan.FromDays(100), 0, 0);
        var retention = Start(rule);
        Receive(100);
        Run(retention);
        _time.JumpTo(_time.GetUtcNow().AddYears(10));
        Receive(100);
        Run(retention);
        Reopen();
        retention = Start(rule);
        Run(retention);
        Assert.Equal(200, Count());

        _time.JumpTo(_time.GetUtcNow().AddYears(-10));
        Receive(100);
        Run(retention);
        Assert.Equal(300, Count());
    }

    [Fact]
    public void Removing_does_not_hold_up_the_ingest_for_more_than_a_portion_at_a_time()
    {
        var retention = Start(new RetentionRule(TimeSpan.FromDays(1), 0, 0));
        Receive(Retention.AtOnce * 3);
        _time.Advance(TimeSpan.FromDays(2));
        retention.Turn();
        Assert.Equal(Retention.AtOnce * 2, Count());
        retention.Turn();
        Assert.Equal(Retention.AtOnce, Count());
    }

    private Retention Start(RetentionRule rule)
    {
        var retention = new Retention(rule, _writer, _site, () => _freeDisk, _time, _log);
        using var reader = _store.OpenReader();
        retention.Start(reader);
        return retention;
    }

    // A minute later, until nothing changes any more.
    private void Run(Retention retention)
    {
        _time.Advance(TimeSpan.FromMinutes(2));
        for (var turn = 0; turn < 40; turn++)
        {
            retention.Turn();
            _writer.Commit();
        }
    }

    private void Receive(int frames)
    {
        for (var i = 0; i < frames; i++)
        {
            _sequence++;
            _writer.Add(new FrameRow(
                new FrameId(Device, 1, _sequence), MessageKindCode.Features, 0, _time.NowMs, _time.NowMs, new byte[200]));
        }

        _writer.Commit();
    }

    private void Reopen()
    {
        _writer.Dispose();
        _store.Dispose();
        (_store, _writer) = Open();
    }

    private (SqliteStore Store, StoreWriter Writer) Open()
    {
        var store = SqliteStore.Open(_folder.Of("site.db"), _time.GetUtcNow());
        return (store, store.OpenWriter());
    }

    private int Count()
    {
        _writer.Commit();
        using var reader = _store.OpenReader();
        return reader.FramesAfter(0, int.MaxValue).Count;
    }

    private uint Newest()
    {
        using var reader = _store.OpenReader();
        return reader.FramesAfter(0, int.MaxValue).Max(row => row.Id.Sequence);
    }

    private long Stored()
    {
        using var reader = _store.OpenReader();
        return reader.CountFrames()[Device];
    }

    // Running time goes on with the wall clock, which can also jump alone.
    private sealed class RunningTime : TimeProvider
    {
        private long _uptimeMs = 1000;

        public long NowMs { get; private set; } = new DateTimeOffset(2025, 6, 1, 12, 0, 0, TimeSpan.Zero).ToUnixTimeMilliseconds();

        public override long TimestampFrequency => 1000;

        public override long GetTimestamp() => _uptimeMs;

        public override DateTimeOffset GetUtcNow() => DateTimeOffset.FromUnixTimeMilliseconds(NowMs);

        public void Advance(TimeSpan step)
        {
            _uptimeMs += (long)step.TotalMilliseconds;
            NowMs += (long)step.TotalMilliseconds;
        }

        public void JumpTo(DateTimeOffset then) => NowMs = then.ToUnixTimeMilliseconds();
    }
}
