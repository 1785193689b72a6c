using System;
using System.IO;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;

namespace Stethos.Gateway.Updates.Self;

/// <summary>Updates the operating system through RAUC, an engine with slots and signed bundles of its own.</summary>
public sealed class RaucEngine(IProgramRunner runner)
{
    private const string Program = "rauc";

    private const string Absent =
        "rauc is not installed, so the operating system is not updated from here; the application's two slots work without it "
        + "(apt-get install rauc rauc-service, and /etc/rauc/system.conf for this machine)";

    /// <summary>Null when RAUC can be used, else why it cannot.</summary>
    public async Task<string?> ProblemAsync(CancellationToken stop) =>
        (await runner.RunAsync(Program, ["--version"], stop).ConfigureAwait(false)).ExitCode is 0 ? null : Absent;

    /// <exception cref="RaucException">RAUC is absent, or its service does not answer.</exception>
    public async Task<RaucStatus> StatusAsync(CancellationToken stop)
    {
        var result = await RunAsync(stop, "status", "--detailed", "--output-format=json").ConfigureAwait(false);
        var start = result.Output.IndexOf('{', StringComparison.Ordinal);
        return RaucStatus.Parse(start < 0 ? "" : result.Output[start..]);
    }

    /// <summary>Writes a bundle into the slot that does not run; the next boot tries it.</summary>
    /// <exception cref="RaucException">Why RAUC refuses it; the running system is not touched.</exception>
    public async Task InstallAsync(string bundle, CancellationToken stop)
    {
        if (!File.Exists(bundle))
        {
            throw new RaucException($"{bundle}: no such file");
        }

        await RunAsync(stop, "install", Path.GetFullPath(bundle)).ConfigureAwait(false);
    }

    /// <summary>The running system stays.</summary>
    public Task MarkGoodAsync(CancellationToken stop) => RunAsync(stop, "status", "mark-good");

    /// <summary>The running system is not booted again; the next boot takes the other one.</summary>
    public async Task ReturnAsync(RaucSlot other, CancellationToken stop)
    {
        await RunAsync(stop, "status", "mark-active", other.Name).ConfigureAwait(false);
        await RunAsync(stop, "status", "mark-bad", "booted").ConfigureAwait(false);
    }

    private async Task<ProgramResult> RunAsync(CancellationToken stop, params string[] arguments)
    {
        var result = await runner.RunAsync(Program, arguments, stop).ConfigureAwait(false);
        return result.ExitCode switch
        {
            0 => result,
            null => throw new RaucException(Absent),
            _ => throw new RaucException($"rauc {arguments[0]}: {Cause(result)}")
        };
    }

    // RAUC explains itself on both outputs, with the cause in the last line that is not an empty one or a heading.
    private static string Cause(ProgramResult result)
    {
        const StringSplitOptions Trimmed = StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries;
        var lines = (result.Output + "\n" + result.Errors).Split('\n', Trimmed);
        return lines.LastOrDefault(line => line.Contains("LastError", StringComparison.Ordinal))
            ?? lines.LastOrDefault(line => line.Contains("error", StringComparison.OrdinalIgnoreCase))
            ?? lines.LastOrDefault() ?? $"code {result.ExitCode}";
    }
}
