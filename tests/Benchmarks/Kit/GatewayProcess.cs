using System;
using System.Collections.Generic;
using System.Diagnostics;
using System.Globalization;
using System.IO;
using System.Net;
using System.Net.Http;
using System.Net.Sockets;
using System.Threading;

namespace Stethos.Benchmarks.Kit;

/// <summary>`stethos serve` as people run it.</summary>
internal sealed class GatewayProcess : IDisposable
{
    public const string Site = "bench";
    public const string Gateway = "gw1";
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);
    private static readonly HttpClient Http = new() { Timeout = TimeSpan.FromSeconds(2) };
    private readonly Child _child;
    private readonly Uri _page;

    private GatewayProcess(Child child, Uri page, TimeSpan started)
    {
        _child = child;
        _page = page;
        Started = started;
    }

    /// <summary>From the start of the process until its health route answered 200.</summary>
    public TimeSpan Started { get; }

    /// <param name="data">Its data folder.</param>
    /// <param name="brokerPort">Port of its broker.</param>
    /// <param name="ownBroker">Whether it runs that broker itself.</param>
    public static GatewayProcess Start(string data, int brokerPort, bool ownBroker)
    {
        var port = FreePort();
        List<string> arguments =
        [
            "serve", "--data", data, "--site", Site, "--gateway", Gateway, "--port", Text(port)
        ];
        arguments.AddRange(ownBroker ? ["--broker-port", Text(brokerPort)] : ["--broker", "127.0.0.1:" + Text(brokerPort)]);
        var start = Stopwatch.GetTimestamp();
        var child = new Child(Repository.Gateway, arguments);
        try
        {
            var page = new Uri($"http://127.0.0.1:{port}/");
            WaitHealthy(child, new Uri(page, "healthz"), start);
            return new GatewayProcess(child, page, Stopwatch.GetElapsedTime(start));
        }
        catch
        {
            child.Dispose();
            throw;
        }
    }

    public void Pause() => _child.Pause();

    public void Resume() => _child.Resume();

    /// <summary>A line of /proc/PID/status in MB (10^6 bytes).</summary>
    public double MemoryMegabytes(string name)
    {
        foreach (var line in File.ReadLines($"/proc/{_child.Id}/status"))
        {
            if (line.StartsWith(name + ":", StringComparison.Ordinal))
            {
                return double.Parse(line[(name.Length + 1)..^2], CultureInfo.InvariantCulture) * 1024 / 1e6;
            }
        }

        throw new BenchmarkException($"the system does not tell {name}");
    }

    /// <summary>Value of a metric without labels.</summary>
    public double Metric(string name)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, new Uri(_page, "metrics"));
        using var answer = Http.Send(request);
        using var reader = new StreamReader(answer.Content.ReadAsStream());
        for (var line = reader.ReadLine(); line is not null; line = reader.ReadLine())
        {
            if (line.StartsWith(name + " ", StringComparison.Ordinal))
            {
                return double.Parse(line[name.Length..], CultureInfo.InvariantCulture);
            }
        }

        throw new BenchmarkException($"the gateway has no metric {name}");
    }

    public void Dispose() => _child.Dispose();

    public static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }

    public static string Text(int number) => number.ToString(CultureInfo.InvariantCulture);

    private static void WaitHealthy(Child child, Uri address, long start)
    {
        using var pause = new ManualResetEventSlim();
        while (Stopwatch.GetElapsedTime(start) < Patience)
        {
            if (child.HasExited)
            {
                throw new BenchmarkException("the gateway ended: " + child.LastWords);
            }

            if (IsHealthy(address))
            {
                return;
            }

            pause.Wait(5);
        }

        throw new BenchmarkException("the gateway does not become healthy: " + child.LastWords);
    }

    private static bool IsHealthy(Uri address)
    {
        try
        {
            using var request = new HttpRequestMessage(HttpMethod.Get, address);
            using var answer = Http.Send(request);
            return answer.StatusCode == HttpStatusCode.OK;
        }
        catch (Exception fault) when (fault is HttpRequestException or OperationCanceledException)
        {
            return false;
        }
    }
}
