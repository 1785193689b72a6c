using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Text;
using System.Threading;
using System.Threading.Tasks;
using Stethos.ApplicationSlots;
using Stethos.ApplicationSlots.Disk;
using Stethos.ApplicationSlots.Packages;
using Stethos.ApplicationSlots.Records;
using Stethos.Testing;

namespace Stethos.Launcher.Tests;

/// <summary>The launcher with programs that are really started: shell scripts in the place of the gateway.</summary>
public sealed class SupervisorTests : IDisposable
{
    // Runs until it is asked to end, and tells which process it is.
    private const string Runs = "#!/bin/sh\necho $$ > \"$1\"\ntrap 'exit 0' TERM\nwhile :; do sleep 0.05; done\n";
    private const string Crashes = "#!/bin/sh\nexit 7\n";
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);
    private readonly TemporaryFolder _folder = new();
    private readonly RealDisk _disk;
    private readonly FakeHealth _health;
    private readonly RecordingOutput _output = new();

    public SupervisorTests()
    {
        _disk = new RealDisk(_folder.Of("root"));
        _health = new FakeHealth(ProcessFile);
    }

    private string ProcessFile => _folder.Of("process");

    private SlotKeeper Keeper => new(_disk);

    public void Dispose()
    {
        _health.Dispose();
        _folder.Dispose();
    }

    [Fact]
    public async Task A_gateway_that_gets_well_stays() => await WithAsync(
        [("1", Runs)],
        () => Until.True(() => Keeper.Record!.State == LaunchStateCode.Confirmed, Patience, Told));

    [Fact]
    public async Task A_gateway_that_crashes_twice_is_returned_from() => await WithAsync(
        [("1", Runs)],
        () =>
        {
            WaitConfirmed();
            Install("2", Crashes);
            Until.True(() => Keeper.Record!.State == LaunchStateCode.RolledBack, Patience, Told);
            Assert.Equal("ended with code 7 before it was well", Keeper.Record!.Reason);
            Until.True(() => Told().Split("starts 2").Length - 1 == LaunchRecord.MostCrashes && IsRunning("1"), Patience, Told);
        });

    [Fact]
    public async Task A_gateway_whose_nodes_do_not_come_back_is_returned_from() => await WithAsync(
        [("1", Runs)],
        () =>
        {
            WaitConfirmed();
            _health.Start = _health.Start.Replace("\"nodesBack\":19", "\"nodesBack\":18", StringComparison.Ordinal);
            Install("2", Runs);
            Until.True(() => Keeper.Record!.State == LaunchStateCode.RolledBack, Patience, Told);
            Assert.Equal("not well within 2 s: 18 of 20 nodes are back, 95 % are needed", Keeper.Record!.Reason);
        });

    [Fact]
    public async Task A_switch_waits_while_a_node_is_in_the_middle_of_its_own() => await WithAsync(
        [("1", Runs)],
        () =>
        {
            WaitConfirmed();
            _health.Start = _health.Start.Replace("\"nodesSwitching\":0", "\"nodesSwitching\":1", StringComparison.Ordinal);
            Install("2", Runs);
            Until.True(() => Told().Contains("waits with the switch: 1 nodes", StringComparison.Ordinal), Patience, Told);
            Assert.True(Directory.Exists("/proc/" + File.ReadAllText(ProcessFile).Trim()));
            Assert.DoesNotContain("starts 2", Told(), StringComparison.Ordinal);
            Assert.Equal(LaunchStateCode.Armed, Keeper.Record!.State);
            _health.Start = _health.Start.Replace("\"nodesSwitching\":1", "\"nodesSwitching\":0", StringComparison.Ordinal);
            WaitConfirmed("2");
        });

    [Fact]
    public async Task A_person_can_return_to_the_former_version() => await WithAsync(
        [("1", Runs)],
        () =>
        {
            WaitConfirmed();
            Install("2", Runs);
            WaitConfirmed("2");
            Keeper.RollBack();
            WaitConfirmed("1");
        });

    [Fact]
    public async Task A_stop_in_a_trial_counts_no_crash_and_the_trial_goes_on_at_the_next_start()
    {
        await WithAsync([("1", Runs)], () => WaitConfirmed());
        _health.Start = "\"brokerUp\":false";
        await WithAsync(
            [("2", Runs)],
            () => Until.True(() => Keeper.Record!.State == LaunchStateCode.Trial && IsRunning("2"), Patience, Told),
            TimeSpan.FromMinutes(5));
        var record = Keeper.Record!;
        Assert.Equal((LaunchStateCode.Trial, LaunchRecord.MostCrashes), (record.State, record.CrashesLeft));
        Assert.Equal(LaunchRecord.MostStarts - 1, record.StartsLeft);
    }

    [Fact]
    public async Task With_nothing_installed_it_says_so()
    {
        using var supervisor = new Supervisor(Options(TimeSpan.FromSeconds(2)), _output, TimeProvider.System);
        Assert.Equal(Supervisor.NothingToStart, await supervisor.RunAsync(CancellationToken.None));
        Assert.Contains("nothing to start", Told(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_confirmed_gateway_that_ends_ends_the_launcher_with_its_code()
    {
        await WithAsync([("1", Runs)], () => WaitConfirmed());
        Install("2", Crashes);
        Keeper.MarkGood();
        using var supervisor = new Supervisor(Options(TimeSpan.FromSeconds(2)), _output, TimeProvider.System);
        Assert.Equal(7, await supervisor.RunAsync(CancellationToken.None));
    }

    private async Task WithAsync((string Version, string Script)[] install, Action act, TimeSpan? patience = null)
    {
        foreach (var (version, script) in install)
        {
            Install(version, script);
        }

        using var stop = new CancellationTokenSource();
        using var supervisor = new Supervisor(Options(patience ?? TimeSpan.FromSeconds(2)), _output, TimeProvider.System);
        var run = Task.Run(() => supervisor.RunAsync(stop.Token));
        try
        {
            await Task.Run(act);
        }
        finally
        {
            await stop.CancelAsync();
            Assert.Equal(0, await run);
        }
    }

    private LauncherOptions Options(TimeSpan patience) => new()
    {
        Root = _folder.Of("root"),
        Page = _health.Page,
        Patience = patience,
        Soak = TimeSpan.Zero,
        Arguments = [ProcessFile]
    };

    private void WaitConfirmed(string version = "1") => Until.True(
        () => Keeper.Record is { State: LaunchStateCode.Confirmed } record && Keeper.ListOf(record.Slot)!.Version == version,
        Patience, Told);

    private bool IsRunning(string version) =>
        Keeper.ListOf(Keeper.Record!.Slot)!.Version == version && File.Exists(ProcessFile)
        && Directory.Exists("/proc/" + File.ReadAllText(ProcessFile).Trim());

    private string Told() => _output.ToString();

    private void Install(string version, string script)
    {
        var bytes = Encoding.UTF8.GetBytes(script);
        var list = new ApplicationList
        {
            Version = version,
            Program = "stethos",
            Schema = 1,
            SchemaReadableFrom = 1,
            Files = [new ListedFile("stethos", bytes.Length, ApplicationList.DigestOf(bytes), IsExecutable: true)]
        };
        IEnumerable<PackageEntry> entries =
        [
            new(ApplicationList.FileName, new MemoryStream(list.ToBytes()), IsExecutable: false),
            new("stethos", new MemoryStream(bytes), IsExecutable: true)
        ];
        Keeper.Install(entries.ToArray(), (_, _, _) => null);
        Keeper.Arm();
    }
}
