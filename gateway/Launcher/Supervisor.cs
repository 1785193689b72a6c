using System;
using System.IO;
using System.Threading;
using System.Threading.Tasks;
using Stethos.ApplicationSlots;
using Stethos.ApplicationSlots.Disk;
using Stethos.ApplicationSlots.Health;
using Stethos.ApplicationSlots.Records;

namespace Stethos.Launcher;

/// <summary>
/// Starts the slot that is to run, watches a new one until the gateway is well, returns to the former one when it does not
/// get well, and switches when something was armed and no node is in the middle of its own switch.
/// </summary>
internal sealed class Supervisor(LauncherOptions options, TextWriter output, TimeProvider time) : IDisposable
{
    /// <summary>Exit code when there is no whole slot.</summary>
    public const int NothingToStart = 4;

    private static readonly TimeSpan Look = TimeSpan.FromMilliseconds(500);
    private static readonly TimeSpan LockPatience = TimeSpan.FromMinutes(5);
    private readonly RealDisk _disk = new(options.Root);
    private readonly HealthProbe _probe = new(options.Page);
    private string _waitingFor = "";

    private SlotKeeper Keeper => new(_disk);

    /// <summary>Runs until the gateway ends by itself outside a trial, or <paramref name="stop"/>.</summary>
    public async Task<int> RunAsync(CancellationToken stop)
    {
        for (var restarts = 0; ; restarts++)
        {
            if (restarts > 0)
            {
                await Task.Delay(Look, time, stop).ConfigureAwait(false);
            }

            var (slot, record) = await ChooseAsync(stop).ConfigureAwait(false);
            if (slot is not { } chosen)
            {
                Say($"nothing to start in {options.Root}: {(record.Reason.Length > 0 ? record.Reason : "no slot is whole")}");
                return NothingToStart;
            }

            if (await RunSlotAsync(chosen, record, stop).ConfigureAwait(false) is { } exit)
            {
                return exit;
            }
        }
    }

    public void Dispose() => _probe.Dispose();

    // Null: choose again.
    private async Task<int?> RunSlotAsync(SlotCode slot, LaunchRecord record, CancellationToken stop)
    {
        var list = Keeper.ListOf(slot)!;
        Say($"starts {list.Version} in slot {SlotNames.Of(slot)}"
            + (record.IsTrial ? $", on trial, {record.StartsLeft} starts left" : "")
            + (record.Reason.Length > 0 ? $" ({record.Reason})" : ""));
        var program = _disk.Full($"{SlotNames.Of(slot)}/{list.Program}");
        using var gateway = GatewayProcess.Start(program, options.Arguments, out var problem);
        if (gateway is null)
        {
            await FailAsync(problem, stop).ConfigureAwait(false);
            return record.IsTrial ? null : NothingToStart;
        }

        try
        {
            if (record.IsTrial && !await ProveAsync(gateway, slot, stop).ConfigureAwait(false))
            {
                return null;
            }

            return await WatchAsync(gateway, slot, stop).ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (stop.IsCancellationRequested)
        {
            return 0;
        }
        finally
        {
            await gateway.StopAsync().ConfigureAwait(false);
        }
    }

    private async Task<bool> ProveAsync(GatewayProcess gateway, SlotCode slot, CancellationToken stop)
    {
        var start = time.GetTimestamp();
        long? wellSince = null;
        var lacks = "it does not answer";
        while (time.GetElapsedTime(start) < options.Patience)
        {
            if (gateway.HasExited)
            {
                await FailAsync($"ended with code {gateway.ExitCode} before it was well", stop).ConfigureAwait(false);
                return false;
            }

            if (HasMoved(slot))
            {
                return false;
            }

            var health = await _probe.AskAsync(stop).ConfigureAwait(false);
            lacks = health is null ? "it does not answer" : health.Lacks(gateway.Id, options.QuorumPercent);
            wellSince = lacks is null ? wellSince ?? time.GetTimestamp() : null;
            if (wellSince is { } since && time.GetElapsedTime(since) >= options.Soak)
            {
                await LockedAsync(() => Keeper.MarkGood(), stop).ConfigureAwait(false);
                Say($"slot {SlotNames.Of(slot)} is well and stays");
                return true;
            }

            await Task.Delay(Look, time, stop).ConfigureAwait(false);
        }

        await FailAsync($"not well within {options.Patience.TotalSeconds} s: {lacks ?? "not for long enough"}", stop).ConfigureAwait(false);
        return false;
    }

    private async Task<int?> WatchAsync(GatewayProcess gateway, SlotCode slot, CancellationToken stop)
    {
        while (!gateway.HasExited)
        {
            if (HasMoved(slot) && await MaySwitchAsync(stop).ConfigureAwait(false))
            {
                return null;
            }

            await Task.Delay(Look, time, stop).ConfigureAwait(false);
        }

        return gateway.ExitCode;
    }

    // True when the record wants another slot than the one that runs, or this one anew.
    private bool HasMoved(SlotCode slot)
    {
        var record = Keeper.Record;
        return record is not null
            && (record.Slot != slot || record.State == LaunchStateCode.Armed || record is { IsTrial: true, CrashesLeft: 0 });
    }

    private async Task<bool> MaySwitchAsync(CancellationToken stop)
    {
        var health = await _probe.AskAsync(stop).ConfigureAwait(false);
        var waitsFor = health is { NodesSwitching: > 0 } ? $"{health.NodesSwitching} nodes are in the middle of their own switch" : "";
        if (waitsFor.Length > 0 && waitsFor != _waitingFor)
        {
            Say($"waits with the switch: {waitsFor}");
        }

        _waitingFor = waitsFor;
        return waitsFor.Length == 0;
    }

    private async Task FailAsync(string reason, CancellationToken stop)
    {
        Say(reason);
        await LockedAsync(() => Keeper.Failed(reason), stop).ConfigureAwait(false);
    }

    private async Task<(SlotCode? Slot, LaunchRecord Record)> ChooseAsync(CancellationToken stop)
    {
        var record = new LaunchRecord();
        SlotCode? slot = null;
        await LockedAsync(() => slot = Keeper.Choose(out record), stop).ConfigureAwait(false);
        return (slot, record);
    }

    private async Task LockedAsync(Action act, CancellationToken stop)
    {
        var start = time.GetTimestamp();
        while (true)
        {
            using (var held = SlotLock.TryTake(options.Root))
            {
                if (held is not null || time.GetElapsedTime(start) > LockPatience)
                {
                    act();
                    return;
                }
            }

            await Task.Delay(Look, time, stop).ConfigureAwait(false);
        }
    }

    private void Say(string text) => output.WriteLine($"stethos-launcher: {text}");
}
