using System;
using System.CommandLine;
using System.Threading.Tasks;
using Stethos.ApplicationSlots;
using Stethos.ApplicationSlots.Disk;
using Stethos.ApplicationSlots.Packages;
using Stethos.ApplicationSlots.Records;

namespace Stethos.Gateway.Host.Commands.Self;

/// <summary>`self status`, `mark-good`, `roll-back`.</summary>
internal static class SelfStateCommands
{
    public static Command MakeStatus()
    {
        var root = SelfCommand.Root();
        var command = new Command("status", "Tells which slot runs, what lies in both, and how far a switch has come.") { root };
        command.SetAction((result, _) => SelfCommand.RunAsync("status", () => Task.FromResult(Tell(result.GetValue(root)!))));
        return command;
    }

    public static Command MakeMarkGood() =>
        MakeChange("mark-good", "Lets the slot on trial stay without waiting for the gateway to be well.", keeper => keeper.MarkGood());

    public static Command MakeRollBack() =>
        MakeChange("roll-back", "Returns to the other slot.", keeper => keeper.RollBack());

    private static Command MakeChange(string name, string what, Action<SlotKeeper> change)
    {
        var root = SelfCommand.Root();
        var command = new Command(name, what) { root };
        command.SetAction((result, _) => SelfCommand.RunAsync(name, () =>
        {
            var folder = result.GetValue(root)!;
            using (SlotLock.TryTake(folder) ?? throw new PackageException($"{folder}: another program changes the slots"))
            {
                change(new SlotKeeper(new RealDisk(folder)));
            }

            return Task.FromResult(Tell(folder));
        }));
        return command;
    }

    private static int Tell(string root)
    {
        var keeper = new SlotKeeper(new RealDisk(root));
        if (keeper.Record is not { } record)
        {
            Console.WriteLine($"{root}: nothing is installed in slots, or their record cannot be read");
            return 1;
        }

        foreach (var slot in (SlotCode[])[SlotCode.A, SlotCode.B])
        {
            Console.WriteLine($"slot {SlotNames.Of(slot)}: {Content(keeper, record, slot)}{(slot == record.Slot ? ", runs" : "")}");
        }

        Console.WriteLine(OwnerKeys.Read(root) is { } keys
            ? $"packages: only those signed under key set {keys.Keys.Version} of the owner"
            : "packages: anybody's, because no key set was given (stethos self trust)");
        Console.WriteLine($"state: {InWords(record)}{(record.Reason.Length > 0 ? $" ({record.Reason})" : "")}");
        return 0;
    }

    private static string Content(SlotKeeper keeper, LaunchRecord record, SlotCode slot)
    {
        var list = keeper.ListOf(slot);
        return record.ListOf(slot).Length == 0 || list is null
            ? "empty"
            : keeper.ProblemOf(slot) is { } problem ? $"{list.Version}, damaged: {problem}" : $"{list.Version}, whole";
    }

    private static string InWords(LaunchRecord record) => record.State switch
    {
        LaunchStateCode.Staging => "a package is being written, or its writing was cut off",
        LaunchStateCode.Staged => "the other slot waits to be switched to",
        LaunchStateCode.Armed => "the launcher is to try this slot",
        LaunchStateCode.Trial => $"on trial, {record.StartsLeft} starts and {record.CrashesLeft} crashes left",
        LaunchStateCode.RolledBack => "returned to",
        LaunchStateCode.Refused => "the last package was refused",
        _ => "confirmed"
    };
}
