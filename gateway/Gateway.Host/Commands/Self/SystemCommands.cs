using System;
using System.CommandLine;
using System.IO;
using System.Threading;
using System.Threading.Tasks;
using Stethos.ApplicationSlots.Health;
using Stethos.Gateway.Updates.Self;

namespace Stethos.Gateway.Host.Commands.Self;

/// <summary>`self os-status`, `os-install`, `os-mark-good`: the operating system through RAUC.</summary>
internal static class SystemCommands
{
    private const int QuorumPercent = 95;
    private static readonly TimeSpan Look = TimeSpan.FromSeconds(1);

    public static Command MakeStatus()
    {
        var command = new Command("os-status", "Tells what RAUC knows of the operating system's slots.");
        command.SetAction((_, stop) => SelfCommand.RunAsync("os-status", async () =>
        {
            var status = await new RaucEngine(new ProgramRunner()).StatusAsync(stop).ConfigureAwait(false);
            Console.WriteLine($"system {status.Compatible}, next boot: {status.Primary}");
            foreach (var slot in status.Slots)
            {
                Console.WriteLine(
                    $"{slot.Content}: {(slot.IsGood ? "good" : "not good")}{(slot.IsBooted ? ", runs" : "")}");
            }

            return 0;
        }));
        return command;
    }

    public static Command MakeInstall()
    {
        var bundle = new Argument<string>("bundle") { Description = "X.raucb" };
        var port = SelfCommand.Port();
        var command = new Command("os-install", "Installs a bundle of the operating system through RAUC; the next boot tries it.")
        {
            bundle, port
        };
        command.SetAction((result, stop) => SelfCommand.RunAsync("os-install", async () =>
        {
            using var probe = Probe(result.GetValue(port));
            if (await probe.AskAsync(stop).ConfigureAwait(false) is { NodesSwitching: > 0 } busy)
            {
                throw new RaucException(
                    $"{busy.NodesSwitching} nodes are in the middle of their own switch and need this gateway: wait for them");
            }

            var engine = new RaucEngine(new ProgramRunner());
            await engine.InstallAsync(result.GetValue(bundle)!, stop).ConfigureAwait(false);
            var status = await engine.StatusAsync(stop).ConfigureAwait(false);
            Console.WriteLine($"installed; the next boot tries {status.Primary}, and stethos self os-mark-good decides whether it stays");
            return 0;
        }));
        return command;
    }

    public static Command MakeMarkGood()
    {
        var root = SelfCommand.Root();
        var port = SelfCommand.Port();
        var wait = new Option<int>("--wait")
        {
            Description = "Seconds in which the gateway has to get well.",
            DefaultValueFactory = _ => 900
        };
        var mayReturn = new Option<bool>("--return") { Description = "Boot the other system when it does not get well." };
        var command = new Command("os-mark-good", "Lets the booted system stay once broker, store and nodes are back.")
        {
            root, port, wait, mayReturn
        };
        command.SetAction((result, stop) => SelfCommand.RunAsync("os-mark-good", async () =>
        {
            using var probe = Probe(result.GetValue(port));
            Directory.CreateDirectory(result.GetValue(root)!);
            var trial = new SystemTrial(new RaucEngine(new ProgramRunner()), Path.Combine(result.GetValue(root)!, "proven-systems"));
            var verdict = await trial.DecideAsync(
                token => LacksAsync(probe, result.GetValue(wait), token), result.GetValue(mayReturn), stop).ConfigureAwait(false);
            Console.WriteLine(verdict.Text);
            return verdict.Outcome switch { SystemOutcomeCode.Good => 0, SystemOutcomeCode.Waits => 1, _ => 3 };
        }));
        return command;
    }

    private static HealthProbe Probe(int port) => new(new Uri($"http://127.0.0.1:{port}"));

    private static async Task<string?> LacksAsync(HealthProbe probe, int seconds, CancellationToken stop)
    {
        var start = TimeProvider.System.GetTimestamp();
        while (true)
        {
            var health = await probe.AskAsync(stop).ConfigureAwait(false);
            var lacks = health is null ? "no gateway answers" : health.Lacks(null, QuorumPercent);
            if (lacks is null || TimeProvider.System.GetElapsedTime(start).TotalSeconds >= seconds)
            {
                return lacks;
            }

            await Task.Delay(Look, TimeProvider.System, stop).ConfigureAwait(false);
        }
    }
}
