using System;
using System.IO;
using System.Net;
using Stethos.EndToEnd.Tests.Kit;
using Stethos.Testing;

namespace Stethos.EndToEnd.Tests;

/// <summary>The key that `node-config` writes is the key by which a gateway sets the node.</summary>
[Collection(Collections.Faults)]
public sealed class NodeConfigTests : IDisposable
{
    private const string Device = "5354000000000001";
    // 127.0.0.1 written so that it may be a broker's address: a node would look for that one on itself.
    private const string Loopback = "127.1";

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);
    private readonly TemporaryFolder _folder = new();
    private readonly LiveBroker _broker = new();
    private readonly ServedGateway _gateway;

    public NodeConfigTests()
    {
        _gateway = new ServedGateway($"127.0.0.1:{_broker.Port}").With("--keys", _folder.Of("keys"));
    }

    public void Dispose()
    {
        _gateway.Dispose();
        _broker.Dispose();
        _folder.Dispose();
    }

    [Fact]
    public void A_board_that_starts_from_the_file_of_node_config_takes_settings_from_the_gateway_that_reads_its_keys()
    {
        using (var command = RunningProgram.Start(
            Programs.Gateway, "node-config", "--board", "esp32-s3-n16r8-vision-rev-a", "--broker", $"{Loopback}:{_broker.Port}", "--device",
            Device, "--site", "demo", "--gateway", "gw1", "--name", "press-7", "--period-ms", "300", "--keys", _folder.Of("keys"), "--out",
            _folder.Of("node")))
        {
            Assert.Equal(0, command.WaitForExit(Patience));
            Assert.Contains("Boards/Esp32S3Vision/Esp32S3Vision.nfproj", command.OutputText, StringComparison.Ordinal);
        }

        Assert.True(File.Exists(Path.Combine(_folder.Of("node"), "node.cbr")), "the node's file");
        _gateway.Start();
        using BoardsRun boards = new(
            1, FreePort.Next(), ["--node-file", Path.Combine(_folder.Of("node"), "node.cbr"), "--flash", _folder.Of("flash")]);
        Until.True(() => Node.Contains("\"mode\":\"Normal\"", StringComparison.Ordinal), Patience, "the node");
        Assert.Contains("\"name\":\"press-7\"", Node, StringComparison.Ordinal);
        Assert.Contains($"{Device} as esp32-s3-n16r8-vision-rev-a would be: ", boards.Program.OutputText, StringComparison.Ordinal);

        Assert.Equal(HttpStatusCode.OK, _gateway.Post($"/api/nodes/{Device}/configuration?period-ms=400&name=flashed").Code);
        Until.True(() => Node.Contains("\"result\":\"Confirmed\"", StringComparison.Ordinal), Patience, "the confirmation");
        Assert.Contains("\"name\":\"flashed\"", Node, StringComparison.Ordinal);
        boards.Stop();
    }

    private string Node => _gateway.Get($"/api/nodes/{Device}").Text;
}
