using System;
using System.IO;
using System.Security.Cryptography.X509Certificates;
using System.Threading;
using Stethos.Testing;

namespace Stethos.Mosquitto.Tests;

/// <summary>A real broker with a TLS listener and certificates made for the test.</summary>
public sealed class TlsTests : IDisposable
{
    private readonly string _directory = LiveBroker.TemporaryDirectory();
    private readonly int _port = LiveBroker.FreePort();
    private readonly BrokerProcess _broker;

    public TlsTests()
    {
        SiteAuthority.Write(_directory, "other-ca").Dispose();
        using (X509Certificate2 authority = SiteAuthority.Write(_directory, "ca"))
        {
            SiteAuthority.WriteServer(authority, _directory, "localhost");
        }

        string configuration = $"""
            listener {_port} 127.0.0.1
            cafile {PathOf("ca.pem")}
            certfile {PathOf("server.pem")}
            keyfile {PathOf("server.key")}
            allow_anonymous true
            user root

            """;
        File.WriteAllText(PathOf("tls.conf"), configuration);
        _broker = new BrokerProcess(BrokerProgram.Find(null), null, PathOf("tls.conf"), _ => { });
        Assert.True(SpinWait.SpinUntil(() => BrokerProcess.Accepts(_port), LiveBroker.Patience), "the broker did not become ready");
    }

    [Fact]
    public void Trusted_broker_is_used()
    {
        using RecordingClient client = RecordingClient.Connected(Options("ca.pem"), "tls/#");
        client.Publish("tls/1", "secret");

        Assert.Equal("secret", RecordingClient.Next(client.Messages).Text);
    }

    [Fact]
    public void Broker_of_an_unknown_authority_is_refused_again_and_again()
    {
        using var client = new RecordingClient(Options("other-ca.pem"));
        client.Client.Connect();

        // libmosquitto's own loop would give up for good after the first.
        Assert.Equal(MosquittoErrorCode.Tls, RecordingClient.Next(client.Disconnects));
        Assert.Equal(MosquittoErrorCode.Tls, RecordingClient.Next(client.Disconnects));
        Assert.False(client.Client.IsConnected);
    }

    public void Dispose()
    {
        _broker.Dispose();
        Directory.Delete(_directory, recursive: true);
    }

    private MosquittoOptions Options(string authorityFile) => new()
    {
        ClientId = "tls",
        Port = _port,
        TlsCaFile = PathOf(authorityFile),
        ReconnectDelayMin = TimeSpan.FromMilliseconds(5),
    };

    private string PathOf(string file) => Path.Combine(_directory, file);
}
