using System;
using System.IO;
using System.Linq;
using System.Security.Cryptography;
using System.Text;
using System.Threading;
using System.Threading.Tasks;
using Microsoft.Extensions.Logging;
using Stethos.Gateway.Host.Commands;
using Stethos.Gateway.Host.Provisioning;
using Stethos.Gateway.Host.Serving;
using Stethos.Gateway.Domain.Scoring;
using Stethos.Gateway.Storage;
using Stethos.Protocol;
using Stethos.Releases.KeySets;

namespace Stethos.Gateway.Host.Demo;

/// <summary>Starts everything, shows it, ends everything, and judges the run.</summary>
internal sealed class DemoRun(DemoOptions options, GatewayOptions given, TimeProvider time)
{
    private const string Marker = "made-by-demo";
    private static readonly TimeSpan Tick = TimeSpan.FromMilliseconds(500);
    private readonly GatewayOptions _gatewayOptions = WithKeys(given);
    private readonly DemoScreen _screen = new(Console.Out, !Console.IsOutputRedirected);

    public async Task<int> RunAsync(CancellationToken cancellation)
    {
        given.Check();
        var labels = Labels();
        var demo = options.Checked(labels);
        CleanFolder();
        MakeKeys(demo.Nodes);
        var logFile = Path.Combine(_gatewayOptions.DataFolder, "gateway.log");
        await using var logWriter = new StreamWriter(logFile);
        using var loggers = LoggerFactory.Create(builder => builder
            .AddFilter("Microsoft", LogLevel.Warning)
            .AddProvider(new LineLoggerProvider(logWriter, withStackTraces: true, time)));
        await using var gateway = await GatewayInstance
            .StartAsync(_gatewayOptions, loggers, time, cancellation).ConfigureAwait(false);
        using var boards = BoardsProcess.Start(demo, _gatewayOptions);
        _screen.Line($"Stethos demo: {demo.Nodes} virtual boards. Page: {gateway.Address}");
        _screen.Line($"Log: {logFile}. Ctrl-C ends everything.");
        using var interrupted = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        var signal = StopSignals.WaitAsync(interrupted.Token);
        await WatchAsync(gateway, boards, demo, signal).ConfigureAwait(false);
        var isInterrupted = signal.IsCompleted;
        if (!boards.IsRunning && !isInterrupted)
        {
            throw new GatewayException("the boards ended: " + await boards.ErrorsAsync().ConfigureAwait(false));
        }

        _screen.Line("stopping: the boards deliver what they hold");
        var account = await boards.StopAsync(time).ConfigureAwait(false);
        await interrupted.CancelAsync().ConfigureAwait(false);
        var summary = await SummariseAsync(gateway, demo, account, isInterrupted).ConfigureAwait(false);
        summary.Write(Console.Out);
        return summary.Succeeded ? 0 : 1;
    }

    private string[] Labels()
    {
        if (_gatewayOptions.ModelFile is null)
        {
            throw new GatewayException("no model: --model FILE, or build the sample model (gateway/models/bearing-condition)");
        }

        var owner = _gatewayOptions.KeySetFile is { } file ? KeySetFile.Read(File.ReadAllBytes(file)).Keys : null;
        using var scorer = ModelFiles.Load("--model", _gatewayOptions.ModelFile, owner, InputContract.Window);
        return [.. scorer.Facts.Labels];
    }

    // Every demonstration starts with nothing; only a folder an earlier one made is emptied.
    private void CleanFolder()
    {
        var folder = _gatewayOptions.DataFolder;
        try
        {
            if (Directory.Exists(folder) && Directory.GetFileSystemEntries(folder).Length > 0)
            {
                if (!File.Exists(Path.Combine(folder, Marker)))
                {
                    throw new GatewayException($"--data {folder}: not empty, and not made by an earlier demo");
                }

                Directory.Delete(folder, recursive: true);
            }

            Directory.CreateDirectory(folder);
            File.WriteAllText(Path.Combine(folder, Marker), "");
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
        {
            throw new GatewayException($"--data {folder}: {fault.Message}", fault);
        }
    }

    // Without a key a node takes no settings. They are made anew each time and readable by nobody else.
    private void MakeKeys(int nodes)
    {
        if (given.KeysFile is not null)
        {
            return;
        }

        var lines = Enumerable.Range(1, nodes).Select(board =>
            $"{DemoOptions.DeviceOf(board)} {Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(NodeFile.KeyLength))}\n");
        var text = "# Keys of the demonstration's boards.\n" + string.Concat(lines);
        OwnerFile.Write(_gatewayOptions.KeysFile!, Encoding.ASCII.GetBytes(text));
    }

    private static GatewayOptions WithKeys(GatewayOptions given) =>
        given.KeysFile is null ? given with { KeysFile = Path.Combine(given.DataFolder, "keys") } : given;

    private async Task WatchAsync(GatewayInstance gateway, BoardsProcess boards, DemoOptions demo, Task signal)
    {
        var start = time.GetTimestamp();
        while (!signal.IsCompleted && boards.IsRunning)
        {
            var elapsed = time.GetElapsedTime(start);
            if (demo.Duration is { } duration && elapsed >= duration)
            {
                return;
            }

            _screen.Alerts(elapsed, gateway.View.GetAlerts(openOnly: false, limit: 50));
            _screen.Status(elapsed, gateway.View.GetStatus());
            await Task.WhenAny(signal, Task.Delay(Tick, time)).ConfigureAwait(false);
        }
    }

    // The last verdicts are committed a moment after the last frames.
    private async Task<DemoSummary> SummariseAsync(
        GatewayInstance gateway, DemoOptions demo, BoardsAccount? account, bool isInterrupted)
    {
        await Task.Delay(Tick, time).ConfigureAwait(false);
        using var store = SqliteStore.Open(_gatewayOptions.DatabaseFile, time.GetUtcNow());
        using var reader = store.OpenReader();
        return new DemoSummary(
            demo, gateway.View.GetStatus(), account, reader.CountDoubled(), gateway.View.GetAlerts(openOnly: false, limit: 100),
            isInterrupted);
    }
}
