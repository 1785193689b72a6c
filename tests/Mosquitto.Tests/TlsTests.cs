using System;
using System.IO;
using System.Net;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Threading;

namespace Stethos.Mosquitto.Tests;

/// <summary>A real broker with a TLS listener and certificates made for the test.</summary>
public sealed class TlsTests : IDisposable
{
    private readonly string _directory = LiveBroker.TemporaryDirectory();
    private readonly int _port = LiveBroker.FreePort();
    private readonly BrokerProcess _broker;

    public TlsTests()
    {
        WriteAuthority("other-ca").Dispose();
        using (X509Certificate2 authority = WriteAuthority("ca"))
        {
            WriteServerCertificate(authority);
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

    private X509Certificate2 WriteAuthority(string name)
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest("CN=" + name, key, HashAlgorithmName.SHA256);
        request.CertificateExtensions.Add(new X509BasicConstraintsExtension(true, false, 0, true));
        X509Certificate2 certificate = request.CreateSelfSigned(NotBefore(), NotAfter());
        File.WriteAllText(PathOf(name + ".pem"), certificate.ExportCertificatePem());
        return certificate;
    }

    private void WriteServerCertificate(X509Certificate2 authority)
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var names = new SubjectAlternativeNameBuilder();
        names.AddIpAddress(IPAddress.Loopback);
        var request = new CertificateRequest("CN=broker", key, HashAlgorithmName.SHA256);
        request.CertificateExtensions.Add(names.Build());
        using X509Certificate2 certificate = request.Create(authority, NotBefore(), NotAfter(), [1, 2, 3]);
        File.WriteAllText(PathOf("server.pem"), certificate.ExportCertificatePem());
        File.WriteAllText(PathOf("server.key"), key.ExportPkcs8PrivateKeyPem());
    }

    private static DateTimeOffset NotBefore() => new(2000, 1, 1, 0, 0, 0, TimeSpan.Zero);

    private static DateTimeOffset NotAfter() => new(2049, 1, 1, 0, 0, 0, TimeSpan.Zero);
}
