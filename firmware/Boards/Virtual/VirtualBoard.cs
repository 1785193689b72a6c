using System;
using System.Globalization;
using System.Linq;
using System.Threading;
using Stethos.App;
using Stethos.App.Loading;
using Stethos.App.Provisioning;
using Stethos.App.Supervision;
using Stethos.App.Updates;
using Stethos.Features;
using Stethos.Hal;
using Stethos.Hal.Virtual;
using Stethos.Hal.Virtual.Board;
using Stethos.Protocol;
using Stethos.Update.Boot;

namespace Stethos.Boards.Virtual;

/// <summary>
/// Composition root of one virtual board: virtual parts on virtual buses under the real drivers and the real App, on
/// threads as on the device: capture, link, and the keeper of the flash.
/// </summary>
internal sealed class VirtualBoard : IDisposable
{
    /// <summary>Name of the board in hardware/boards.</summary>
    public const string BoardName = "virtual-rev-a";

    // A window of the analogue front end.
    private const int BurstSamples = 8192;
    private const string NoFirmware = "0.0.0";
    private const int CaptureTurnMs = 15;
    private const int HungMs = 500;
    private const int KeeperTurnMs = 50;
    private const int LinkTurnMs = 20;
    private const string Loopback = "127.0.0.1";
    private const int SupervisorTurnMs = 100;
    private const int UpdateTurnMs = 20;
    private readonly StoppableStep _capture;
    private readonly LinkLoop _linkLoop;
    private readonly IClock _clock;
    private readonly MosquittoLink _link;
    private readonly CancellationToken _stop;
    private readonly TrialHeap? _heap;
    private readonly UpdateAgent? _updates;
    private readonly Thread _capturing;
    private readonly Thread[] _threads;

    /// <summary>
    /// One boot, over when the token is cancelled. <paramref name="records"/>: last words and configurations, which outlive
    /// it.
    /// </summary>
    public VirtualBoard(
        BoardOptions options, CancellationToken stop, IFileStore? records = null, StartCauseCode cause = StartCauseCode.PowerOn)
    {
        _stop = stop;
        _clock = options.Trouble.In(new SystemClock(TimeProvider.System, stop));
        var configuration = Configure(options);
        var files = records ?? VirtualFlash.OpenRecords(options);
        var loader = new BoardLoader(files, cause);
        var state = new NodeState(VirtualFlash.OpenOutbox(options), BurstSamples);
        State = state;
        var clock = new NodeClock(_clock);
        Supervision = new VirtualSupervision(options, _clock, files, cause);
        Supervision.Begin(configuration, state, clock, new SystemRandom(options.Index), loader.Decision);
        _link = new MosquittoLink(options.File?.Host ?? Loopback, Supervision.Settings.BrokerPort, options.AuthorityPath, stop);
        var node = new VirtualNode(configuration, Supervision.Settings, state, clock, new VirtualBench(_clock, options))
        {
            Gauges = new VirtualGauges(_clock, options.Index, hasBattery: false),
            Model = loader.Model
        };
        var measuring = new StartedApplication(loader, node);
        if (StartCheck.Captures(state.Control.Mode))
        {
            measuring.Start(Supervision);
        }

        configuration.Firmware = loader.Version ?? NoFirmware;
        Supervision.Use(node.Gauges);
        _updates = BoardUpdates.Make(options, configuration, state, loader, files, _clock, Supervision.Memory);
        _heap = loader.Decision.Kind == BootKindCode.Trial ? new TrialHeap(Supervision.Memory, measuring.Roots) : null;
        state.Updates = _updates;
        Action step = measuring.Application is { } found ? found.Step : new ReportLoop(configuration, clock, state).Step;
        _capture = new StoppableStep(
            options.Trouble.In(step, _clock, stop), () => state.Control.Beats.Beat(LoopCode.Capture, _clock.UptimeMs));
        _linkLoop = new LinkLoop(configuration, measuring.Captures, _link, new SystemRandom(options.Index), clock, state);
        Memory = new BoardMemory([configuration, clock, state, measuring.Captures, _linkLoop, .. measuring.Roots]);
        _capturing = Start(RunCapture, "capture", options.Index);
        _threads =
        [
            _capturing, Start(RunLink, "link", options.Index),
            Start(RunKeeper, "keeper", options.Index), Start(RunSupervisor, "supervisor", options.Index),
            .. _updates is null ? (Thread[])[] : [Start(RunUpdates, "updates", options.Index)]
        ];
    }

    public NodeState State { get; }

    /// <summary>What the node's own objects would take on the device.</summary>
    public BoardMemory Memory { get; }

    public VirtualSupervision Supervision { get; }

    /// <summary>
    /// Ends sampling; what is in the outbox is still delivered. When it returns, no frame is in the making any more.
    /// </summary>
    public void StopCapture() => _capture.Stop();

    /// <summary>Device id of the n-th virtual board.</summary>
    public static string DeviceText(int index) =>
        (0x5354_0000_0000_0000UL + (uint)index + 1).ToString("x16", CultureInfo.InvariantCulture);

    /// <summary>Device id of a board: its node file's, or that of its number.</summary>
    public static string DeviceText(BoardOptions options) =>
        options.File is { } file ? DeviceId.ToText(file.Device, 0) : DeviceText(options.Index);

    /// <summary>Waits for the loops after the token was cancelled, then stores what was in memory only.</summary>
    public void Dispose()
    {
        foreach (var thread in _threads.Where(thread => thread != _capturing))
        {
            thread.Join();
        }

        // What hangs there no one can end but a chip's reset; left alone it is the next boot's no more.
        if (!_capturing.Join(Supervision.Ended == StartCauseCode.Watchdog ? HungMs : Timeout.Infinite))
        {
            Console.Error.WriteLine($"{_capturing.Name}: hangs and is left alone");
        }

        State.Outbox.Flush(_clock.UptimeMs);
        _link.Dispose();
    }

    internal static NodeConfiguration Configure(BoardOptions options)
    {
        if (options.File is { } file)
        {
            var flashed = NodeFileReader.ConfigurationOf(file, options.OutboxCapacity);
            flashed.Board = BoardName;
            return flashed;
        }

        var device = new byte[8];
        DeviceId.TryParse(DeviceText(options.Index), device);
        var orders = options.Recording?.Orders ?? options.Machine.Orders;
        var configuration = new NodeConfiguration
        {
            Site = options.Site,
            Gateway = options.Gateway,
            Device = device,
            Name = "node-" + (options.Index + 1).ToString("00", CultureInfo.InvariantCulture),
            Machine = MachineNames.Of(options.Index),
            Board = BoardName,
            ShaftHz = (float)(options.Recording?.ShaftHz ?? options.Machine.ShaftHz),
            Geometry = orders is null
                ? null
                : new BearingGeometry((float)orders.Bpfo, (float)orders.Bpfi, (float)(orders.TwoBsf / 2), (float)orders.Ftf),
            PeriodMs = options.PeriodMs,
            OutboxCapacity = options.OutboxCapacity
        };
        var fault = configuration.Check();
        return fault == ConfigurationFaultCode.None
            ? configuration
            : throw new ArgumentException($"board {options.Index + 1}: configuration field {fault} is out of range");
    }

    private static Thread Start(ThreadStart loop, string name, int index)
    {
        var thread = new Thread(loop, 256 * 1024) { IsBackground = true, Name = $"{name}-{index + 1}" };
        thread.Start();
        return thread;
    }

    private void RunCapture() => Run(_capture.Run, CaptureTurnMs, LoopCode.Capture);

    private void RunLink() => Run(_linkLoop.Step, LinkTurnMs, LoopCode.Link);

    private void RunKeeper() => Run(
        () =>
        {
            State.Control.Beats.Beat(LoopCode.Storage, _clock.UptimeMs);
            State.Outbox.Step(_clock.UptimeMs);
        },
        KeeperTurnMs, LoopCode.Storage);

    private void RunUpdates() => Run(
        () =>
        {
            _heap?.Step(_clock.UptimeMs);
            _updates!.Step();
        },
        UpdateTurnMs, LoopCode.Storage);

    private void RunSupervisor() => Run(Supervision.Step, SupervisorTurnMs, LoopCode.Supervisor);

    private void Run(Action step, int turnMs, LoopCode loop)
    {
        try
        {
            while (!_stop.IsCancellationRequested)
            {
                step();
                _clock.Wait(turnMs);
            }
        }
        catch (OperationCanceledException)
        {
            // The way a board is switched off.
        }
        catch (Exception fault)
        {
            // Whatever ends a loop ends the boot; the next one tells.
            Console.Error.WriteLine($"{Thread.CurrentThread.Name}: {fault.Message}");
            Supervision.NoteCrash(loop);
        }
    }
}
