using System;
using System.IO;
using Stethos.EndToEnd.Tests.Kit;
using Stethos.Testing;

namespace Stethos.EndToEnd.Tests;

/// <summary>A node whose file has the site authority's certificate, a real broker with a TLS listener, a gateway beside it.</summary>
[Collection(Collections.Faults)]
public sealed class NodeTlsTests : IDisposable
{
    private const string Device = "5354000000000001";
    // 127.0.0.1 written so that it may be a broker's address: a node would look for that one on itself.
    private const string Loopback = "127.1";

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);
    private readonly TemporaryFolder _folder = new();
    private readonly int _securePort = FreePort.Next();
    private readonly int _plainPort = FreePort.Next();
    private RunningProgram? _broker;

    public void Dispose()
    {
        _broker?.Dispose();
        _folder.Dispose();
    }

    [Fact]
    public void A_node_streams_over_tls_to_the_broker_that_its_site_s_authority_certified()
    {
        StartBroker(Loopback);
        string file = NodeFile("plant");
        using ServedGateway gateway = new($"127.0.0.1:{_plainPort}");
        gateway.Start();
        using BoardsRun boards = Boards(file);
        boards.Program.WaitForOutput($"broker {Loopback}:{_securePort} with TLS", Patience);
        Until.True(() => gateway.FramesStored > 0, Patience, "a frame");

        Assert.Contains("\"name\":\"press-7\"", gateway.Get($"/api/nodes/{Device}").Text, StringComparison.Ordinal);
        boards.Program.WaitForOutput("lamp=Streaming", Patience);
        var account = boards.Stop();
        Assert.Equal(account.Made, account.Acknowledged);
    }

    [Theory]
    [InlineData("stranger", Loopback)]
    [InlineData("plant", "elsewhere")]
    public void A_node_sends_nothing_to_a_broker_of_another_authority_or_name(string trusted, string brokerName)
    {
        StartBroker(brokerName);
        using BoardsRun boards = Boards(NodeFile(trusted));
        boards.Program.WaitForOutput("lamp=NoBroker", Patience);
        _broker!.Signal(RunningProgram.SignalTerminate);
        _broker.WaitForExit(Patience);

        Assert.DoesNotContain("New client connected", _broker.ErrorText, StringComparison.Ordinal);
        Assert.Contains("New connection", _broker.ErrorText, StringComparison.Ordinal);
        Assert.Equal(0, boards.Stop().Acknowledged);
    }

    private static BoardsRun Boards(string nodeFile) => new(1, FreePort.Next(), "--node-file", nodeFile);

    private string NodeFile(string authority)
    {
        using RunningProgram command = RunningProgram.Start(
            Programs.Gateway, "node-config", "--board", "esp32-s3-n16r8-rev-a", "--broker", $"{Loopback}:{_securePort}", "--ca",
            _folder.Of(authority + ".pem"), "--device", Device, "--site", "demo", "--name", "press-7", "--period-ms", "300", "--keys",
            _folder.Of("keys"), "--out", _folder.Of("node"));
        Assert.True(command.WaitForExit(Patience) == 0, command.ErrorText);
        return Path.Combine(_folder.Of("node"), "node.cbr");
    }

    // As docs/flashing.md says: TLS for nodes, no TLS on loopback for the gateway.
    private void StartBroker(string name)
    {
        SiteAuthority.Write(_folder.Path, "stranger").Dispose();
        using (var authority = SiteAuthority.Write(_folder.Path, "plant"))
        {
            SiteAuthority.WriteServer(authority, _folder.Path, name);
        }

        File.WriteAllText(_folder.Of("broker.conf"), $"""
            allow_anonymous true
            listener {_plainPort} 127.0.0.1
            listener {_securePort} 127.0.0.1
            certfile {_folder.Of("server.pem")}
            keyfile {_folder.Of("server.key")}
            user root

            """);
        _broker = RunningProgram.Start("mosquitto", "-c", _folder.Of("broker.conf"), "-v");
        Until.True(() => _broker.ErrorText.Contains("running", StringComparison.Ordinal), Patience, "the broker");
    }
}
