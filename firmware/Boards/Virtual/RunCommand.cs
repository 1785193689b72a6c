using System;
using System.Collections.Generic;
using System.CommandLine;
using System.IO;
using System.Linq;
using System.Runtime.InteropServices;
using System.Threading;
using Stethos.Hal;
using Stethos.Hal.Virtual;
using Stethos.Hal.Virtual.Recordings;
using Stethos.Hal.Virtual.Signals;

namespace Stethos.Boards.Virtual;

/// <summary>`run`: a number of boards against one broker until told to stop.</summary>
internal static class RunCommand
{
    private const int DeliveryPatienceMs = 15_000;

    // Frames that are in flash go out the next time.
    private const int BrokerPatienceMs = 3_000;
    private const int MemorySampleMs = 500;

    public static Command Make()
    {
        var nodes = new Option<int>("--nodes") { Description = "Boards to run, 1 to 1000.", DefaultValueFactory = _ => 8 };
        var port = new Option<int>("--broker-port") { Description = "Broker on 127.0.0.1.", DefaultValueFactory = _ => 1883 };
        var site = new Option<string>("--site") { Description = "Site in the topics.", DefaultValueFactory = _ => "demo" };
        var gateway = new Option<string>("--gateway") { Description = "Gateway in the topics.", DefaultValueFactory = _ => "gw1" };
        var period = new Option<int>("--period-ms") { Description = "Time between windows.", DefaultValueFactory = _ => 1000 };
        var fault = new Option<MachineFault>("--fault") { Description = "Fault one machine develops." };
        var faultNode = new Option<int>("--fault-node")
        {
            Description = "Board whose machine develops it, from 1.",
            DefaultValueFactory = _ => 1
        };
        var faultAfter = new Option<double>("--fault-after") { Description = "Seconds until it begins.", DefaultValueFactory = _ => 40 };
        var recording = new Option<FileInfo?>("--recording") { Description = "Replay X.f32 (with X.json) on the fault board." };
        var flash = new Option<DirectoryInfo?>("--flash")
        {
            Description = "Folder for the boards' flash: frames survive a kill; none = memory only."
        };
        var vision = new VisionArguments();
        var trouble = new TroubleOptions();
        var seed = new Option<int>("--seed") { Description = "Seed of everything random.", DefaultValueFactory = _ => 1 };
        var memory = new Option<bool>("--memory") { Description = "Say what the first board's node would take of a device's heap." };
        var untilEof = new Option<bool>("--until-eof") { Description = "Also stop when standard input ends." };
        var command = new Command("run", "Runs virtual boards until interrupted.")
        {
            nodes, port, site, gateway, period, fault, faultNode, faultAfter, recording, flash, seed, untilEof, memory
        };
        vision.AddTo(command);
        trouble.AddTo(command);
        var edge = EdgeArguments.AddedTo(command);
        command.SetAction(result =>
        {
            try
            {
                Run(edge.Into(result, trouble.Into(result, new FleetOptions
                {
                    Nodes = result.GetValue(nodes),
                    BrokerPort = result.GetValue(port),
                    Site = result.GetValue(site)!,
                    Gateway = result.GetValue(gateway)!,
                    PeriodMs = result.GetValue(period),
                    Fault = result.GetValue(fault),
                    FaultNode = result.GetValue(faultNode),
                    FaultAfterSeconds = result.GetValue(faultAfter),
                    Recording = result.GetValue(recording) is { } file ? Recording.Load(file.FullName) : null,
                    FlashFolder = result.GetValue(flash)?.FullName,
                    Seed = result.GetValue(seed),
                    Vision = vision.Of(result)
                })), result.GetValue(untilEof), result.GetValue(memory));
                return 0;
            }
            catch (Exception wrong) when (wrong is RecordingException or ArgumentException or FormatException or IOException)
            {
                Console.Error.WriteLine($"stethos-virtual-board: {wrong.Message}");
                return 2;
            }
        });
        return command;
    }

    private static void Run(FleetOptions options, bool untilEof, bool withMemory)
    {
        using var authority = new AuthorityFolder(options.File);
        options = FlashedFile.Say(options, authority);
        var fault = options.Vision.Fault;
        using var asked = new ManualResetEventSlim();
        void Stop(PosixSignalContext context)
        {
            context.Cancel = true;
            asked.Set();
        }

        using var interrupt = PosixSignalRegistration.Create(PosixSignal.SIGINT, Stop);
        using var terminate = PosixSignalRegistration.Create(PosixSignal.SIGTERM, Stop);
        if (untilEof)
        {
            new Thread(() =>
            {
                while (Console.In.ReadLine() is not null)
                {
                    fault?.Begin();
                }

                asked.Set();
            })
            { IsBackground = true }.Start();
        }

        using var flash = FlashLock.Take(options.FlashFolder);
        using var off = new CancellationTokenSource();
        var clock = new SystemClock(TimeProvider.System, CancellationToken.None);
        var unflashed = options.Boards().Where(board => board.Trouble.IsUnflashed)
            .Select(board => new UnflashedBoard(board.Index, clock, off.Token, Console.WriteLine)).ToList();
        var boards = options.Boards().Where(board => !board.Trouble.IsUnflashed)
            .Select(board => Power(board, options.ShowsSigns, off.Token)).ToList();
        withMemory &= boards.Count > 0;
        while (!asked.Wait(MemorySampleMs))
        {
            if (withMemory)
            {
                boards[0].Board.Memory.Sample();
            }
        }

        Deliver(boards, clock, options.FlashFolder is not null);
        FleetReport.Write(boards, Console.Out);
        if (withMemory)
        {
            boards[0].Board.Memory.Sample();
            boards[0].Board.Memory.Write(Console.Error);
        }

        off.Cancel();
        boards.ForEach(board => board.Dispose());
        unflashed.ForEach(board => board.Dispose());
    }

    private static PoweredBoard Power(BoardOptions board, bool showsSigns, CancellationToken off) =>
        new(board, off) { OnSign = showsSigns ? Console.WriteLine : null };

    // Sampling ends first; then the outboxes get a few seconds to empty.
    private static void Deliver(List<PoweredBoard> boards, SystemClock clock, bool isDurable)
    {
        boards.ForEach(board => board.StopCapture());
        var endMs = clock.UptimeMs + DeliveryPatienceMs;
        var brokerMs = clock.UptimeMs;
        while (boards.Any(board => board.State.Outbox.Depth > 0) && clock.UptimeMs < endMs
            && (!isDurable || clock.UptimeMs - brokerMs < BrokerPatienceMs))
        {
            clock.Wait(50);
            brokerMs = boards.Any(board => board.State.Control.LinkStatus == LinkStatusCode.Ok) ? clock.UptimeMs : brokerMs;
        }
    }
}
