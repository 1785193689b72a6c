using System;
using System.Collections.Generic;
using System.Diagnostics;
using System.IO;
using System.Linq;
using System.Threading;
using Stethos.Benchmarks.Kit;
using Stethos.Mosquitto;

namespace Stethos.Benchmarks.Ingest;

/// <summary>
/// The gateway process against subscribers that do nothing, at one broker with the gateway's settings. A round either drains
/// a backlog (published while the receiver was paused, so that no publisher limits it) or runs live, publishers and receiver
/// together. The gateway has received a frame when its durable acknowledgement is back.
/// </summary>
internal sealed class IngestBenchmark : IBenchmark
{
    private const int Devices = 50;
    private const int BacklogFrames = 40_000;
    private const int BacklogRounds = 5;

    // Shorter and more: publishers, broker and receiver compete for the processors, which scatters most.
    private const int LiveFrames = 20_000;
    private const int LiveRounds = 11;
    private const int FramesPerSecond = 1000;
    private static readonly TimeSpan LatencyDuration = TimeSpan.FromSeconds(20);
    private static readonly TimeSpan Settling = TimeSpan.FromMilliseconds(300);
    private readonly List<double> _publishedLive = [];

    public string Name => "ingest";

    public string Purpose => "durable ingest against a bare subscriber, time to the durable acknowledgement";

    public void Run(Report report)
    {
        var folder = Repository.EmptyFolder("ingest");
        using var broker = new MosquittoBroker(new MosquittoBrokerOptions
        {
            Directory = Path.Combine(folder, "broker"),
            Port = GatewayProcess.FreePort(),
            MaxInFlight = 10_000
        });
        broker.Start();
        if (!broker.WaitReady(TimeSpan.FromSeconds(10)))
        {
            throw new BenchmarkException("the broker does not start");
        }

        using var gateway = GatewayProcess.Start(Path.Combine(folder, "gateway"), broker.Port, ownBroker: false);
        using var listener = new AcknowledgementListener(broker.Port, Devices);
        using var load = new FrameLoad(broker.Port, Devices, GatewayProcess.Site);
        double WithTheGateway(bool isLive) => WithGateway(gateway, listener, load, isLive);
        WithTheGateway(isLive: true);
        WithTheGateway(isLive: true);
        MeasureThroughput(report, broker.Port, WithTheGateway);
        MeasureLatency(report, listener, load);
        MeasureDisk(report, folder);
    }

    private void MeasureThroughput(Report report, int port, Func<bool, double> withGateway)
    {
        foreach (var isLive in (bool[])[false, true])
        {
            Func<double>[] receivers =
            [
                () => withGateway(isLive),
                () => WithSubscriber(new BareSubscriber("bare-sub", port, usesBinding: false), port, isLive),
                () => WithSubscriber(new BareSubscriber("bare-binding", port, usesBinding: true), port, isLive)
            ];
            _publishedLive.Clear();
            var rates = Alternate(receivers, isLive ? LiveRounds : BacklogRounds);
            var kind = isLive ? "ingest live" : "ingest backlog";
            report.Add($"{kind}: gateway durable / mosquitto_sub", Spread.OfRatios(rates[0], rates[1]), "", Goal.AtLeast(0.9));
            report.Add($"{kind}: gateway durable / bare binding", Spread.OfRatios(rates[0], rates[2]), "");
            report.Add($"{kind}: bare binding / mosquitto_sub", Spread.OfRatios(rates[2], rates[1]), "");
            report.Add($"{kind}: gateway durable", Spread.Of(rates[0]), "frames/s");
            report.Add($"{kind}: mosquitto_sub", Spread.Of(rates[1]), "frames/s");
            report.Add($"{kind}: bare binding", Spread.Of(rates[2]), "frames/s");
            if (isLive)
            {
                report.Add($"{kind}: two publishers until the broker has all", Spread.Of(_publishedLive), "frames/s");
            }
        }
    }

    private static double[][] Alternate(Func<double>[] receivers, int rounds)
    {
        var rates = receivers.Select(_ => new double[rounds]).ToArray();
        for (var round = 0; round < rounds; round++)
        {
            for (var i = 0; i < receivers.Length; i++)
            {
                var receiver = (round + i) % receivers.Length;
                rates[receiver][round] = receivers[receiver]();
            }
        }

        return rates;
    }

    private double WithGateway(GatewayProcess gateway, AcknowledgementListener listener, FrameLoad load, bool isLive)
    {
        var expected = load.Sequence + (uint)(FramesOf(isLive) / Devices);
        return Measure(isLive, load, gateway.Pause, gateway.Resume, () => listener.WaitFor(expected));
    }

    private double WithSubscriber(BareSubscriber subscriber, int port, bool isLive)
    {
        subscriber.OpenSession();
        using var load = new FrameLoad(port, Devices, subscriber.Site);
        using var process = subscriber.Start(FramesOf(isLive));
        Settle(Settling);
        return Measure(isLive, load, process.Pause, process.Resume, process.WaitForSuccess);
    }

    private static int FramesOf(bool isLive) => isLive ? LiveFrames : BacklogFrames;

    // Frames per second from the moment the receiver may begin until it has all.
    private double Measure(bool isLive, FrameLoad load, Action pause, Action resume, Action wait)
    {
        if (!isLive)
        {
            pause();
        }

        var frames = FramesOf(isLive);
        load.Prepare(frames);
        var start = Stopwatch.GetTimestamp();
        load.Publish();
        if (isLive)
        {
            _publishedLive.Add(frames / Stopwatch.GetElapsedTime(start).TotalSeconds);
        }
        else
        {
            start = Stopwatch.GetTimestamp();
            resume();
        }

        wait();
        return frames / Stopwatch.GetElapsedTime(start).TotalSeconds;
    }

    // The publisher plays the nodes' sending, the listener their waiting.
    private static void MeasureLatency(Report report, AcknowledgementListener listener, FrameLoad load)
    {
        var first = load.Sequence + 1;
        var sent = new long[(int)(FramesPerSecond * LatencyDuration.TotalSeconds)];
        var milliseconds = new double[sent.Length];
        int Index(int device, uint sequence) => (int)(sequence - first) * Devices + device;
        listener.Advanced = (device, from, to) =>
        {
            for (var sequence = from; sequence <= to; sequence++)
            {
                var index = Index(device, sequence);
                milliseconds[index] = Stopwatch.GetElapsedTime(Volatile.Read(ref sent[index])).TotalMilliseconds;
            }
        };
        load.PublishAtRate(
            FramesPerSecond, LatencyDuration,
            (device, sequence) => Volatile.Write(ref sent[Index(device, sequence)], Stopwatch.GetTimestamp()));
        listener.WaitFor(load.Sequence);
        listener.Advanced = null;
        Array.Sort(milliseconds);
        var rate = GatewayProcess.Text(FramesPerSecond);
        report.Add($"ingest: publish to durable acknowledgement at {rate} frames/s, p50", Spread.Percentile(milliseconds, 0.5), "ms");
        report.Add(
            $"ingest: publish to durable acknowledgement at {rate} frames/s, p99", Spread.Percentile(milliseconds, 0.99), "ms",
            Goal.AtMost(50));
        report.Add($"ingest: publish to durable acknowledgement at {rate} frames/s, worst", milliseconds[^1], "ms");
    }

    private static void MeasureDisk(Report report, string folder)
    {
        var milliseconds = DiskFloor.CommitMilliseconds(Path.Combine(folder, "commits"), 8192, 1000);
        report.Add("ingest: write of 8 KiB and fdatasync in C", 1e3 / milliseconds.Average(), "commits/s");
        report.Add("ingest: the same, p99", Spread.Percentile(milliseconds, 0.99), "ms");
    }

    private static void Settle(TimeSpan time)
    {
        using var pause = new ManualResetEventSlim();
        pause.Wait(time);
    }
}
