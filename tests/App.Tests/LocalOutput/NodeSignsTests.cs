using System.Linq;
using System.Text.Json;
using Stethos.App.LocalOutput;
using Stethos.App.Tests.Supervision;
using Stethos.Hal;
using Stethos.Hal.Virtual;
using Stethos.Hal.Virtual.Board;
using Stethos.Hal.Virtual.Files;
using Stethos.Protocol;
using Stethos.Testing;

namespace Stethos.App.Tests.LocalOutput;

/// <summary>Lamp and relay say what the node does.</summary>
public sealed class NodeSignsTests
{
    private readonly SupervisedNode _node = new(new MemoryFileStore(64 * 1024), 1, adjust: options => options.LinkDeadlineMs = 0);

    [Fact]
    public void The_pin_plays_the_pattern_of_the_data_file()
    {
        using var codes = JsonDocument.Parse(System.IO.File.ReadAllText(RepositoryFiles.PathOf("hardware", "led-codes.json")));
        var stepMs = codes.RootElement.GetProperty("stepMs").GetInt32();
        foreach (var code in codes.RootElement.GetProperty("codes").EnumerateArray())
        {
            var clock = new VirtualClock();
            var pin = new VirtualPin(clock);
            var player = new LedPlayer(pin);
            var pattern = code.GetProperty("pattern").GetString()!;
            var seen = "";
            for (var i = 0; i < 2 * pattern.Length; i++)
            {
                player.Step((LedCode)code.GetProperty("code").GetInt32(), clock.UptimeMs);
                seen += pin.IsHigh ? '#' : '-';
                clock.Advance(stepMs);
            }

            Assert.Equal(pattern + pattern, seen);
            Assert.Equal(code.GetProperty("name").GetString(), player.Code.ToString());
        }
    }

    [Fact]
    public void The_lamp_tells_starting_joining_no_broker_streaming_and_a_backlog_apart()
    {
        _node.Run(1);
        Assert.Equal(LedCode.Starting, _node.Supervisor.Lamp);
        _node.Run(4);
        Assert.Equal(LedCode.JoiningNetwork, _node.Supervisor.Lamp);
        _node.Control.LinkStatus = LinkStatusCode.Unreachable;
        _node.Run(1);
        Assert.Equal(LedCode.NoBroker, _node.Supervisor.Lamp);
        _node.Control.LinkStatus = LinkStatusCode.Ok;
        _node.Run(1);
        Assert.Equal(LedCode.Streaming, _node.Supervisor.Lamp);
        _node.Run(60);
        Assert.Equal(LedCode.BacklogDraining, _node.Supervisor.Lamp);
        _node.Control.Identify(0, _node.Clock.UptimeMs);
        _node.Run(29);
        Assert.Equal(LedCode.Identify, _node.Supervisor.Lamp);
        _node.Run(2);
        Assert.NotEqual(LedCode.Identify, _node.Supervisor.Lamp);
    }

    [Fact]
    public void The_relay_is_energised_only_after_ten_healthy_seconds_and_drops_at_once()
    {
        _node.Run(9);
        Assert.False(_node.Relay.IsHigh);
        _node.Run(2);
        Assert.True(_node.Relay.IsHigh);
        _node.Run(30, captureHangs: true);
        Assert.False(_node.Relay.IsHigh);
        Assert.Equal([true, false], _node.Relay.Edges.Select(edge => edge.IsHigh));
    }

    [Fact]
    public void A_link_alarm_drops_the_relay_and_is_counted_once()
    {
        var node = new SupervisedNode(new MemoryFileStore(64 * 1024), 1);
        var signs = new NodeSigns(
            node.State,
            new App.Supervision.SupervisorHal(new MemoryFileStore(0), node.Watchdog, node.Restart, node.Memory) { Relay = node.Relay },
            30_000);
        var drops = 0;
        for (var now = 0L; now < 120_000; now += 100)
        {
            if (now is > 20_000 and < 60_000)
            {
                node.Control.NoteAnswer(now);
            }

            var before = signs.IsRelayOn;
            signs.Step(now, true);
            drops += before && !signs.IsRelayOn ? 1 : 0;
        }

        Assert.Equal((1, LedCode.Alarm), (drops, signs.Lamp));
        Assert.Equal(1u, node.Control.Errors.Of(NodeErrorCode.LinkAlarm));
    }
}
