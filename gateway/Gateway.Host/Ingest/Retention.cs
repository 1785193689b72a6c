using System;
using System.IO;
using Microsoft.Extensions.Logging;
using Stethos.Gateway.Host.Site;
using Stethos.Gateway.Storage;

namespace Stethos.Gateway.Host.Ingest;

/// <summary>
/// Removes the oldest frames by age, by size of the store and by room on its disk, a few at a time beside the ingest. Age is
/// counted in the gateway's running time, kept in the store, so that neither a clock that jumps nor years in a cupboard remove
/// anything at once. One thread.
/// </summary>
/// <param name="freeDisk">Free bytes on the store's disk; -1 = not known.</param>
internal sealed class Retention(
    RetentionRule rule, StoreWriter writer, SiteMemory site, Func<long> freeDisk, TimeProvider time, ILogger log)
{
    /// <summary>Frames looked at in one turn: some ten milliseconds.</summary>
    public const int AtOnce = 500;

    /// <summary>Under which the running time is kept in the store.</summary>
    public const string Clock = "retention-clock";

    private const string DiskProblem = "The disk is nearly full, and nothing is old enough to be removed: free some room.";
    private static readonly TimeSpan Pause = TimeSpan.FromMinutes(1);
    private long _startMs;
    private long _startedAt;
    private long _checkedAt;
    private long _row;
    private long _removed;
    private bool _isStarted;
    private bool _isRemoving;

    /// <summary>Takes the running time as the store has it; once, before the first turn.</summary>
    public void Start(StoreReader reader)
    {
        _startedAt = time.GetTimestamp();
        var nowMs = time.GetUtcNow().ToUnixTimeMilliseconds();
        var kept = reader.Cursor(Clock);
        kept = kept == 0 ? reader.NewestReceivedMs() : kept;

        // A gateway that was off for long ages by a day; one without frames has nothing to lose.
        _startMs = kept == 0 ? nowMs : Math.Min(nowMs, kept + (long)RetentionRule.Youngest.TotalMilliseconds);
        _isStarted = true;
    }

    /// <summary>Free bytes on a disk; -1 when it does not say.</summary>
    public static long FreeOf(DriveInfo disk)
    {
        try
        {
            return disk.AvailableFreeSpace;
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
        {
            return -1;
        }
    }

    /// <summary>Removes what is due, within the writer's transaction.</summary>
    public void Turn()
    {
        if (!_isStarted || (!_isRemoving && _checkedAt != 0 && time.GetElapsedTime(_checkedAt) < Pause))
        {
            return;
        }

        _checkedAt = time.GetTimestamp();
        var before = ReceivedBefore(out var isDiskShort);
        if (before <= 0)
        {
            Rest(isDiskShort: false);
            return;
        }

        var removed = writer.Remove(new RemovalOrder(
            _row, before, (long)RetentionRule.BeforeAlert.TotalMilliseconds, AtOnce, time.GetUtcNow().ToUnixTimeMilliseconds()));
        _row = removed.Row;
        _removed += removed.Count;
        site.FramesRemoved += removed.Count;
        _isRemoving = !removed.IsDone;
        if (removed.IsDone)
        {
            Rest(isDiskShort && removed.Count == 0);
        }
    }

    // Received before which time frames go, 0 = none is due.
    private long ReceivedBefore(out bool isDiskShort)
    {
        var nowMs = _startMs + (long)time.GetElapsedTime(_startedAt).TotalMilliseconds;
        if (!_isRemoving)
        {
            writer.SetCursor(Clock, nowMs);
        }

        var byAge = rule.Age > TimeSpan.Zero ? nowMs - (long)rule.Age.TotalMilliseconds : 0;
        var (used, unused) = writer.Room();
        var free = freeDisk();
        lock (site.Sync)
        {
            (site.StoreBytes, site.DiskFreeBytes) = (used, free);
        }

        isDiskShort = rule.FreeDiskBytes > 0 && free >= 0 && free + unused < rule.FreeDiskBytes;
        var isShort = isDiskShort || (rule.StoreBytes > 0 && used > rule.StoreBytes);
        return isShort ? Math.Max(byAge, nowMs - (long)RetentionRule.Youngest.TotalMilliseconds) : byAge;
    }

    // The next pass begins with the oldest again: what an alert held may be free by then.
    private void Rest(bool isDiskShort)
    {
        if (_removed > 0)
        {
            Log.FramesRemoved(log, _removed);
        }

        (_row, _removed, _isRemoving) = (0, 0, false);
        lock (site.Sync)
        {
            site.Problem = isDiskShort ? site.Problem ?? DiskProblem : site.Problem == DiskProblem ? null : site.Problem;
        }
    }
}
