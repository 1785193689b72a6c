using System;
using System.CommandLine;
using System.Threading;
using System.Threading.Tasks;
using Stethos.ApplicationSlots;
using Stethos.ApplicationSlots.Disk;
using Stethos.ApplicationSlots.Health;
using Stethos.ApplicationSlots.Packages;
using Stethos.ApplicationSlots.Records;

namespace Stethos.Gateway.Host.Commands.Self;

/// <summary>`self install`: writes a package into the slot that does not run, checks it and has the launcher try it.</summary>
internal static class SelfInstallCommand
{
    private static readonly TimeSpan Look = TimeSpan.FromMilliseconds(500);

    public static Command Make()
    {
        var package = new Argument<string>("package") { Description = "X.tar.gz, X.tar.zst, or a folder." };
        var root = SelfCommand.Root();
        var port = SelfCommand.Port();
        var wait = new Option<int>("--wait")
        {
            Description = "Seconds to wait for what becomes of it.",
            DefaultValueFactory = _ => 0
        };
        var command = new Command("install", "Installs a package of the gateway and switches to it.") { package, root, port, wait };
        command.SetAction((result, stop) => SelfCommand.RunAsync("install", async () =>
        {
            var slots = result.GetValue(root)!;
            Install(result.GetValue(package)!, slots);
            await TellOfNodesAsync(result.GetValue(port), stop).ConfigureAwait(false);
            return await WaitAsync(new SlotKeeper(new RealDisk(slots)), result.GetValue(wait), stop).ConfigureAwait(false);
        }));
        return command;
    }

    /// <summary>What is wrong with a new version beside the one that runs; null when each can follow the other.</summary>
    internal static string? SchemaProblem(ApplicationList next, ApplicationList? running) =>
        running is null ? null
        : next.SchemaReadableFrom > running.Schema
            ? $"schemaReadableFrom {next.SchemaReadableFrom}: version {running.Version} knows schema {running.Schema} and could not "
                + "read the store after a return; install a version between them first"
        : running.SchemaReadableFrom > next.Schema
            ? $"schema {next.Schema}: the store is written by schema {running.Schema}, readable from {running.SchemaReadableFrom}"
        : null;

    internal static void Install(string package, string root)
    {
        using var held = SlotLock.TryTake(root)
            ?? throw new PackageException($"{root}: another program changes the slots, or this user may not");
        var keeper = new SlotKeeper(new RealDisk(root));
        var running = keeper.Record is { } record ? keeper.ListOf(record.Slot) : null;
        var keys = OwnerKeys.Read(root);
        if (keys is null)
        {
            Console.Error.WriteLine($"warning: {root} has no key set of an owner (stethos self trust): nobody checks who made the package");
        }

        var slot = keeper.Install(
            PackageReader.Read(package),
            (list, bytes, signature) => OwnerKeys.ProblemOf(bytes, signature, keys) ?? SchemaProblem(list, running));
        Console.WriteLine($"{keeper.ListOf(slot)!.Version} lies whole in slot {SlotNames.Of(slot)}");
        keeper.Arm();
    }

    private static async Task TellOfNodesAsync(int port, CancellationToken stop)
    {
        using var probe = new HealthProbe(new Uri($"http://127.0.0.1:{port}"));
        var health = await probe.AskAsync(stop).ConfigureAwait(false);
        Console.WriteLine(health is null ? "no gateway answers; the launcher tries the new slot at its next start"
            : health.NodesSwitching > 0 ? $"the launcher switches when {health.NodesSwitching} nodes are through with their own switch"
            : "the launcher switches now");
    }

    private static async Task<int> WaitAsync(SlotKeeper keeper, int seconds, CancellationToken stop)
    {
        var start = TimeProvider.System.GetTimestamp();
        while (TimeProvider.System.GetElapsedTime(start).TotalSeconds < seconds)
        {
            if (keeper.Record is { IsTrial: false } record)
            {
                var isWell = record.State == LaunchStateCode.Confirmed;
                Console.WriteLine(isWell ? "the gateway is well, the new slot stays" : $"returned to the former slot: {record.Reason}");
                return isWell ? 0 : 1;
            }

            await Task.Delay(Look, TimeProvider.System, stop).ConfigureAwait(false);
        }

        return 0;
    }
}
