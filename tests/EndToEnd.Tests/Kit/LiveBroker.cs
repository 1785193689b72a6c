using System;
using Stethos.Mosquitto;
using Stethos.Testing;

namespace Stethos.EndToEnd.Tests.Kit;

/// <summary>A broker that belongs to no gateway.</summary>
internal sealed class LiveBroker : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);
    private readonly TemporaryFolder _folder = new();
    private readonly MosquittoBroker _broker;

    public LiveBroker()
    {
        Port = FreePort.Next();
        _broker = new MosquittoBroker(new MosquittoBrokerOptions { Directory = _folder.Path, Port = Port, MaxInFlight = 10_000 });
        _broker.Start();
        Assert.True(_broker.WaitReady(Patience), "no broker");
    }

    public int Port { get; }

    public string Address => $"127.0.0.1:{Port}";

    public void Dispose()
    {
        _broker.Dispose();
        _folder.Dispose();
    }
}
