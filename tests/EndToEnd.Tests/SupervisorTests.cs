using System;
using System.IO;
using System.Linq;
using System.Net;
using System.Text.Json;
using Stethos.EndToEnd.Tests.Kit;
using Stethos.Testing;

namespace Stethos.EndToEnd.Tests;

/// <summary>A node that hangs or crashes comes back by itself, says why on the gateway, and can be mended from there.</summary>
[Collection(Collections.Faults)]
public sealed class SupervisorTests : IDisposable
{
    private const string Device = "5354000000000001";
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);
    private readonly TemporaryFolder _folder = new();
    private readonly LiveBroker _broker = new();
    private readonly ServedGateway _gateway;

    public SupervisorTests()
    {
        OwnFile.Write(_folder.Of("keys"), $"# device key\n{Device} 000102030405060708090a0b0c0d0e0f\n");
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
    public void A_hung_capture_loop_ends_by_the_watchdog_and_the_last_words_name_it()
    {
        using var boards = Boards("--hang-after", "4");
        Until.True(() => Told("lastWords", "cause") == "Watchdog", Patience, "the watchdog is told");
        Assert.Equal(("Capture", "LoopHung"), (Told("lastWords", "loop"), Told("lastWords", "error")));
        var stored = _gateway.FramesStored;
        Until.True(() => _gateway.FramesStored > stored + 10, Patience, "windows flow again");
        Assert.Contains("relay=off", boards.Program.OutputText, StringComparison.Ordinal);
        boards.Stop();
    }

    [Fact]
    public void Repeated_crashes_lead_to_safe_mode_and_a_configuration_from_the_gateway_ends_it()
    {
        using var boards = Boards("--crash-after", "2", "--crashes", "3");
        Until.True(() => Mode == "Safe", Patience, "safe mode");
        Until.True(() => Alerts(open: true).Contains("node-safe-mode", StringComparison.Ordinal), Patience, "an alert");
        Assert.Contains("\"owner\":\"maintenance\"", Alerts(open: true), StringComparison.Ordinal);
        Assert.Equal("Crash", Told("lastWords", "cause"));

        Assert.Equal(HttpStatusCode.BadRequest, Configure("colour=red").Code);
        Assert.Equal(HttpStatusCode.OK, Configure("period-ms=1").Code);
        Until.True(() => Told("configuration", "result") == "OutOfRange", Patience, "the refusal");
        Assert.Equal(("period-ms", "Safe"), (Told("configuration", "setting"), Mode));

        Assert.Equal(HttpStatusCode.OK, Configure("period-ms=400&name=mended").Code);
        Until.True(() => Told("configuration", "result") == "Confirmed", Patience, "the confirmation");
        Until.True(() => Mode == "Normal", Patience, "normal mode");
        Assert.Contains("\"name\":\"mended\"", Node, StringComparison.Ordinal);
        Until.True(() => !Alerts(open: true).Contains("node-safe-mode", StringComparison.Ordinal), Patience, "the alert's end");
        var stored = _gateway.FramesStored;
        Until.True(() => _gateway.FramesStored > stored + 5, Patience, "windows flow again");
        Assert.Contains("lamp=SafeMode", boards.Program.OutputText, StringComparison.Ordinal);
        boards.Stop();
    }

    [Fact]
    public void Settings_wanted_while_a_node_is_away_are_kept_over_a_restart_of_the_gateway_and_applied_when_it_comes()
    {
        using (var first = Boards())
        {
            Until.True(() => Mode == "Normal", Patience, "the node is known");
            first.Stop();
        }

        Assert.Equal(HttpStatusCode.OK, Configure("period-ms=300").Code);
        Assert.Equal("Waiting", Told("wanted", "status"));
        _gateway.Stop();
        _gateway.Start();
        Until.True(() => Told("wanted", "status") == "Waiting", Patience, "the wish outlives the gateway");

        using var boards = Boards();
        Until.True(() => Told("wanted", "status") == "Applied", Patience, "the node applies it");
        Until.True(() => Mode == "Normal", Patience, "normal mode, which the node's next state tells");
        Assert.Equal("200", Former("period-ms"));

        Assert.Equal(HttpStatusCode.OK, Configure("period-ms=400").Code);
        Until.True(() => Told("wanted", "status") == "Applied", Patience, "the second");
        Assert.Equal("300", Former("period-ms"));
        boards.Stop();
    }

    private string Node => _gateway.Get($"/api/nodes/{Device}").Text;

    private string Mode => Upkeep()?.GetProperty("mode").GetString() ?? "";

    private string Alerts(bool open) => _gateway.Get($"/api/alerts?open={(open ? "true" : "false")}").Text;

    private string? Former(string setting) =>
        Upkeep()!.Value.GetProperty("wanted").GetProperty("former").GetProperty(setting).GetString();

    private (HttpStatusCode Code, string Text) Configure(string settings) =>
        _gateway.Post($"/api/nodes/{Device}/configuration?{settings}");

    private string Told(string part, string field) =>
        Upkeep() is { } upkeep && upkeep.GetProperty(part) is { ValueKind: JsonValueKind.Object } told
            ? told.GetProperty(field).GetString() ?? ""
            : "";

    private JsonElement? Upkeep()
    {
        var (code, text) = _gateway.Get($"/api/nodes/{Device}");
        return code == HttpStatusCode.OK ? JsonDocument.Parse(text).RootElement.GetProperty("upkeep") : null;
    }

    private BoardsRun Boards(params string[] trouble) => new(
        1, _broker.Port, [.. trouble.Concat(["--signs", "--keys", _folder.Of("keys"), "--flash", _folder.Of("flash")])]);
}
