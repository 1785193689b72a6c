using System;
using System.Collections.Concurrent;
using System.IO;
using System.Threading;

namespace Stethos.Mosquitto.Tests;

/// <summary>A real broker on a free loopback port, with its own temporary folder.</summary>
public sealed class LiveBroker : IDisposable
{
    public static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);

    private const int FirstPort = 20_000;

    private static int _portsTaken;

    private readonly string _directory = TemporaryDirectory();

    public LiveBroker()
    {
        Broker = new MosquittoBroker(new MosquittoBrokerOptions
        {
            Directory = _directory,
            Port = FreePort(),
            RestartDelayMin = TimeSpan.FromMilliseconds(20),
        })
        {
            Error = Errors.Add,
        };
        Broker.Start();
        Assert.True(Broker.WaitReady(Patience), "the broker did not become ready");
    }

    public MosquittoBroker Broker { get; }

    public BlockingCollection<MosquittoException> Errors { get; } = [];

    /// <summary>
    /// A port nobody else takes meanwhile: below the range the kernel hands out, counted up, and starting elsewhere in each process.
    /// </summary>
    public static int FreePort()
    {
        int port;
        do
        {
            port = FirstPort + ((Environment.ProcessId % 400 * 30) + Interlocked.Increment(ref _portsTaken)) % 12_000;
        }
        while (!BrokerProcess.IsFree(port));
        return port;
    }

    public static string TemporaryDirectory() => Directory.CreateTempSubdirectory("stethos-mosquitto-").FullName;

    public MosquittoOptions ClientOptions(string clientId) => new()
    {
        ClientId = clientId,
        Port = Broker.Port,
        ReconnectDelayMin = TimeSpan.FromMilliseconds(20),
        ReconnectDelayMax = TimeSpan.FromMilliseconds(100),
    };

    public void Dispose()
    {
        Broker.Dispose();
        Errors.Dispose();
        Directory.Delete(_directory, recursive: true);
    }
}
