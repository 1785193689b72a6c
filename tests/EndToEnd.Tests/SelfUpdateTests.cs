using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using Stethos.ApplicationSlots;
using Stethos.ApplicationSlots.Disk;
using Stethos.ApplicationSlots.Records;
using Stethos.EndToEnd.Tests.Kit;
using Stethos.Testing;
using Xunit.Abstractions;

namespace Stethos.EndToEnd.Tests;

/// <summary>A gateway in slots is updated while boards send to it: by the real launcher, the real commands and the real gateway.</summary>
[Collection(Collections.Faults)]
public sealed class SelfUpdateTests(ITestOutputHelper output) : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);
    private readonly TemporaryFolder _folder = new();
    private readonly int _page = FreePort.Next();
    private int _packages;

    private string Root => _folder.Of("root");

    private SlotKeeper Keeper => new(new RealDisk(Root));

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void A_new_version_takes_over_and_one_that_crashes_or_hears_no_node_is_returned_from_without_losing_a_frame()
    {
        using var broker = new LiveBroker();
        Install("1", _ => { });
        using var launcher = RunningProgram.Start(
            Programs.Launcher, "--root", Root, "--page", $"http://127.0.0.1:{_page}", "--patience", "12", "--soak", "1", "--", "serve",
            "--data", _folder.Of("data"), "--port", $"{_page}", "--broker", broker.Address, "--site", "demo");
        WaitFor("1", LaunchStateCode.Confirmed, launcher);
        using var boards = new BoardsRun(4, broker.Port);
        using var status = new StatusClient(_page);
        Until.True(() => status.FramesStored > 20, Patience, "frames of the first version");

        Install("2", _ => { });
        WaitFor("2", LaunchStateCode.Confirmed, launcher);
        var health = status.Get("/healthz").Text;
        output.WriteLine(health);
        Assert.Contains("\"nodesExpected\":4,\"nodesBack\":4", health, StringComparison.Ordinal);

        Install("3", folder => Script(folder, "exit 9"));
        WaitFor("2", LaunchStateCode.RolledBack, launcher);
        Assert.Equal("ended with code 9 before it was well", Keeper.Record!.Reason);

        // A version that hears nobody: it listens to another site.
        Install("4", folder => Script(folder, "exec \"$0-real\" $(echo \"$*\" | sed 's/--site demo/--site elsewhere/')"));
        WaitFor("2", LaunchStateCode.RolledBack, launcher, "nodes are back");
        Until.True(() => status.FramesStored > 0, Patience, "the former version answers");
        var before = status.FramesStored;
        Until.True(() => status.FramesStored > before, Patience, "the former version stores again");

        var account = boards.Stop();
        launcher.Signal(RunningProgram.SignalTerminate);
        Assert.Equal(0, launcher.WaitForExit(Patience));
        output.WriteLine($"{account}\n{launcher.OutputText}");
        Assert.Equal((0, 0), (account.Waiting, account.Dropped));
        var facts = StoreFacts.Read(Path.Combine(_folder.Of("data"), "stethos.db"));
        Assert.Equal((account.Made, 0, 0), (facts.Stored, facts.Doubled, facts.Missing));
    }

    [Fact]
    public void A_launcher_killed_in_a_trial_goes_on_with_it()
    {
        using var broker = new LiveBroker();
        string[] arguments =
        [
            "--root", Root, "--page", $"http://127.0.0.1:{_page}", "--patience", "60", "--soak", "2", "--", "serve",
            "--data", _folder.Of("data"), "--port", $"{_page}", "--broker", broker.Address, "--site", "demo"
        ];
        Install("1", _ => { });
        for (var start = 1; start <= 2; start++)
        {
            using var killed = RunningProgram.Start(Programs.Launcher, arguments);
            Until.True(() => Keeper.Record!.StartsLeft == LaunchRecord.MostStarts - start, Patience, () => killed.OutputText);
        }

        using var launcher = RunningProgram.Start(Programs.Launcher, arguments);
        WaitFor("1", LaunchStateCode.Confirmed, launcher);
    }

    private static void Script(string folder, string line)
    {
        var program = Path.Combine(folder, "stethos");
        File.Move(program, program + "-real");
        foreach (var beside in (string[])[".dll", ".runtimeconfig.json", ".deps.json"])
        {
            File.Copy(program + beside, program + "-real" + beside);
        }

        File.WriteAllText(program, "#!/bin/sh\n" + line + "\n");
#pragma warning disable CA1416 // The gateway runs on Linux only.
        File.SetUnixFileMode(program, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
#pragma warning restore CA1416
    }

    private void Install(string version, Action<string> change)
    {
        var folder = _folder.Of($"published-{++_packages}");
        foreach (var file in Directory.GetFiles(Path.GetDirectoryName(Programs.Gateway)!, "*", SearchOption.AllDirectories))
        {
            var copy = Path.Combine(folder, Path.GetRelativePath(Path.GetDirectoryName(Programs.Gateway)!, file));
            Directory.CreateDirectory(Path.GetDirectoryName(copy)!);
            File.Copy(file, copy);
        }

        change(folder);
        var package = folder + ".tar.gz";
        Run("self", "pack", folder, "--version", version, "--out", package);
        Run("self", "install", package, "--root", Root, "--port", $"{_page}");
    }

    private void Run(params IReadOnlyList<string> arguments)
    {
        using var program = RunningProgram.Start(Programs.Gateway, arguments);
        Assert.True(program.WaitForExit(Patience) == 0, program.ErrorText);
        output.WriteLine(string.Join('\n', program.Output.Prepend("$ stethos " + string.Join(' ', arguments.Take(2)))));
    }

    private void WaitFor(string version, LaunchStateCode state, RunningProgram launcher, string reason = "") => Until.True(
        () => Keeper.Record is { } record && record.State == state && Keeper.ListOf(record.Slot)!.Version == version
            && record.Reason.Contains(reason, StringComparison.Ordinal),
        Patience, () => $"{version} {state}: {Keeper.Record}\n{launcher.OutputText}\n{launcher.ErrorText}");
}
