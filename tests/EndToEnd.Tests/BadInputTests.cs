using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Net;
using System.Text.Json;
using Stethos.EndToEnd.Tests.Kit;
using Stethos.Testing;

namespace Stethos.EndToEnd.Tests;

/// <summary>
/// What is wrong with nodes and with what they are sent is counted by name on the gateway, leaves them in a known state, and ends no
/// stream of windows: a fleet with a fault each, on one gateway.
/// </summary>
[Collection(Collections.Faults)]
public sealed class BadInputTests : IDisposable
{
    private const int Asked = 1;
    private const int Camera = 8;
    private const int Nodes = 8;
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    // By board: what is wrong with it and what the gateway must hear. Board 6 restarts once and reads what it had written.
    private static readonly (int Board, string Trouble, string Error)[] Faults =
    [
        (2, "wrong-id:adxl345", "PartWrongId"), (3, "silent:adxl1002", "PartFault"), (4, "wrong-id:max17048", "GaugeFault"),
        (5, "files-full", "FileStoreFull"), (6, "files-corrupt", "RecordCorrupt"), (7, "clock-jump", "ClockJumped"),
        (Camera, "wrong-id:arducam-ov2640", "PartWrongId"), (Camera, "silent:mlx90640", "PartFault")
    ];

    private readonly TemporaryFolder _folder = new();
    private readonly LiveBroker _broker = new();
    private readonly ServedGateway _gateway;

    public BadInputTests()
    {
        OwnFile.Write(_folder.Of("keys"), $"{Device(Asked)} 000102030405060708090a0b0c0d0e0f\n");
        _gateway = new ServedGateway($"127.0.0.1:{_broker.Port}").With("--keys", _folder.Of("keys"));
        _gateway.Start();
    }

    public void Dispose()
    {
        _gateway.Dispose();
        _broker.Dispose();
        _folder.Dispose();
    }

    [Fact]
    public void Every_fault_is_counted_by_name_and_every_node_goes_on()
    {
        using BoardsRun boards = new(Nodes, _broker.Port,
        [
            "--keys", _folder.Of("keys"), "--flash", _folder.Of("flash"), "--health-period-s", "5", "--signs", "--vision", "1",
            "--fault-node", $"{Camera}", "--trouble-node", "6", "--crash-after", "3", "--crashes", "1",
            .. Faults.SelectMany(fault => (string[])["--trouble", $"{fault.Board}:{fault.Trouble}"])
        ]);
        Until.True(() => Upkeep(Asked) is not null, Patience, "the node to ask is known");
        Refused("period-ms=99", "OutOfRange", "period-ms");
        Refused("takes-turns=2", "OutOfRange", "takes-turns");
        Refused("sensor-order=1,1", "OutOfRange", "sensor-order");
        Refused("picture-period-ms=1000", "UnknownKey", "picture-period-ms");
        foreach (var (board, trouble, error) in Faults)
        {
            Until.True(() => Errors(board).Contains(error), Patience, $"{error} of {trouble}");
            Assert.Equal("Normal", Upkeep(board)!.Value.GetProperty("mode").GetString());
        }

        Until.True(() => Errors(Asked).Contains("ConfigurationUnknownKey"), Patience, "what was refused is counted");
        Assert.Contains("ConfigurationOutOfRange", Errors(Asked));

        // It did end and says so; why is in the record that was damaged, and is not made up.
        Assert.Equal("None", Upkeep(6)!.Value.GetProperty("lastWords").GetProperty("cause").GetString());
        foreach (var board in (int[])[2, 3, Camera])
        {
            Assert.Contains($"{Device(board)} lamp=SensorFault", boards.Program.OutputText, StringComparison.Ordinal);
        }

        var seen = Enumerable.Range(1, Nodes).Select(Stored).ToArray();
        Until.True(() => Enumerable.Range(1, Nodes).All(board => Stored(board) > seen[board - 1]), Patience, "windows of every node");
        boards.Stop();
    }

    private static string Device(int board) => $"53540000000000{board:x2}";

    private void Refused(string settings, string result, string setting)
    {
        Assert.Equal(HttpStatusCode.OK, _gateway.Post($"/api/nodes/{Device(Asked)}/configuration?{settings}").Code);
        Until.True(() => Told("setting") == setting, Patience, $"the refusal of {settings}");
        Assert.Equal(result, Told("result"));
    }

    private string Told(string field) => Upkeep(Asked)!.Value.GetProperty("configuration") is { ValueKind: JsonValueKind.Object } told
        ? told.GetProperty(field).GetString()!
        : "";

    private List<string> Errors(int board) => Upkeep(board)?.GetProperty("health") is { ValueKind: JsonValueKind.Object } health
        ? [.. health.GetProperty("errors").EnumerateArray().Select(error => error.GetProperty("name").GetString()!)]
        : [];

    private long Stored(int board) => Node(board)?.GetProperty("framesStored").GetInt64() ?? 0;

    private JsonElement? Upkeep(int board) => Node(board)?.GetProperty("upkeep");

    private JsonElement? Node(int board)
    {
        var (code, text) = _gateway.Get($"/api/nodes/{Device(board)}");
        return code == HttpStatusCode.OK ? JsonDocument.Parse(text).RootElement : null;
    }
}
