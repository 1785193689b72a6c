using System;
using System.IO;
using System.Threading;
using Stethos.Benchmarks.Kit;

namespace Stethos.Benchmarks.Footprint;

/// <summary>Memory of the gateway process with 200 boards, and the time it takes to start.</summary>
internal sealed class FootprintBenchmark : IBenchmark
{
    private const int Nodes = 200;
    private const int FramesPerNode = 2000;
    private const int Starts = 5;
    private static readonly TimeSpan Duration = TimeSpan.FromSeconds(60);

    public string Name => "footprint";

    public string Purpose => "memory with 200 virtual boards, time until the gateway is healthy";

    public void Run(Report report)
    {
        MeasureStarts(report);
        MeasureMemory(report);
    }

    private static void MeasureStarts(Report report)
    {
        var folder = Repository.EmptyFolder("history");
        var megabytes = History.Write(folder, Nodes, FramesPerNode);
        var seconds = new[] { new double[Starts], new double[Starts] };
        for (var i = 0; i < Starts; i++)
        {
            seconds[0][i] = Start(Repository.EmptyFolder("start"));
            seconds[1][i] = Start(folder);
        }

        report.Add("footprint: start until healthy, empty store", Spread.Of(seconds[0]), "s", Goal.AtMost(3));
        report.Add(
            $"footprint: start until healthy, {Nodes * FramesPerNode:N0} frames of {Nodes} nodes stored", Spread.Of(seconds[1]), "s",
            Goal.AtMost(3));
        report.Add("footprint: size of that store", megabytes, "MB");
        Directory.Delete(folder, recursive: true);
    }

    private static double Start(string folder)
    {
        using var gateway = GatewayProcess.Start(folder, GatewayProcess.FreePort(), ownBroker: true);
        return gateway.Started.TotalSeconds;
    }

    private static void MeasureMemory(Report report)
    {
        var port = GatewayProcess.FreePort();
        using var gateway = GatewayProcess.Start(Repository.EmptyFolder("memory"), port, ownBroker: true);
        var idle = gateway.MemoryMegabytes("VmRSS");
        using var boards = new Child(
            Repository.Boards, "run", "--nodes", GatewayProcess.Text(Nodes), "--period-ms", "10000", "--until-eof",
            "--broker-port", GatewayProcess.Text(port), "--site", GatewayProcess.Site, "--gateway", GatewayProcess.Gateway);
        using var pause = new ManualResetEventSlim();
        pause.Wait(Duration);
        if (boards.HasExited)
        {
            throw new BenchmarkException("the boards ended: " + boards.LastWords);
        }

        report.Add($"footprint: nodes online after {Duration.TotalSeconds:F0} s", gateway.Metric("stethos_nodes_online"), "");
        report.Add("footprint: frames stored by then", gateway.Metric("stethos_frames_stored_total"), "");
        report.Add($"footprint: resident with {Nodes} boards", gateway.MemoryMegabytes("VmRSS"), "MB", Goal.AtMost(150));
        report.Add("footprint: of that not backed by files", gateway.MemoryMegabytes("RssAnon"), "MB");
        report.Add("footprint: highest so far", gateway.MemoryMegabytes("VmHWM"), "MB");
        report.Add("footprint: resident after the start", idle, "MB");
        boards.EndInput();
        boards.WaitForSuccess();
    }
}
