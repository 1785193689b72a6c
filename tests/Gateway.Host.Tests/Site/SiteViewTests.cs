using System;
using System.Linq;
using Stethos.Gateway.Domain.Alerts;
using Stethos.Gateway.Domain.View;
using Stethos.Gateway.Host.Tests.Kit;
using Stethos.Protocol;

namespace Stethos.Gateway.Host.Tests.Site;

public sealed class SiteViewTests : IDisposable
{
    private readonly ViewRig _rig = new();
    private readonly Node _node = new(0x5354_0000_0000_0007);

    public void Dispose() => _rig.Dispose();

    [Theory]
    [InlineData(0, NodeState.Online)]
    [InlineData(30_000, NodeState.Online)]
    [InlineData(30_001, NodeState.Late)]
    [InlineData(90_000, NodeState.Late)]
    [InlineData(90_001, NodeState.Offline)]
    public void A_silent_node_becomes_late_and_then_offline(int silentMs, NodeState expected)
    {
        Frame(1);
        _rig.Intake.Time.Advance(TimeSpan.FromMilliseconds(silentMs));

        var node = _rig.View.GetNode(_node.Text)!;
        Assert.Equal((expected, silentMs / 1000.0), (node.State, node.AgeSeconds));
        Assert.Equal(expected == NodeState.Online ? 1 : 0, _rig.View.GetStatus().NodesOnline);
    }

    [Fact]
    public void A_node_is_shown_with_what_it_told_and_what_is_missing()
    {
        _rig.Intake.Take(_node.Topic(Topics.State), _node.State(5));
        Frame(1);
        Frame(4);

        var node = Assert.Single(_rig.View.GetNodes());
        Assert.Equal((_node.Text, "node-07", "feed pump 1", "0.1.0"), (node.Device, node.Name, node.Machine, node.Firmware));
        Assert.Equal((2, 3), (node.FramesStored, node.FramesMissing));
        Assert.Equal("adxl1002", Assert.Single(node.Sensors).Part);
        var status = _rig.View.GetStatus();
        Assert.Equal((2, 3, 1), (status.FramesStored, status.FramesMissing, status.Nodes));
        Assert.Equal((true, 3, "fake 1.0"), (status.BrokerConnected, status.BrokerRestarts, status.Model));
    }

    [Fact]
    public void A_node_without_state_is_called_by_its_id()
    {
        Frame(1);

        Assert.Equal(_node.Text, _rig.View.GetNode(_node.Text)!.Name);
    }

    [Theory]
    [InlineData("")]
    [InlineData("nonsense")]
    [InlineData("5354000000000099")]
    public void An_unknown_device_gets_empty_answers(string device)
    {
        Frame(1);

        Assert.Null(_rig.View.GetNode(device));
        Assert.Empty(_rig.View.GetTrend(device, 0, DateTimeOffset.UnixEpoch, 10));
        Assert.Null(_rig.View.GetSpectrum(device, 0, "spectrum"));
        Assert.Null(_rig.View.GetFeatures(device, 0));
        Assert.False(_rig.View.RequestBurst(device, 0));
    }

    [Fact]
    public void A_node_that_can_be_reached_is_asked_to_blink()
    {
        Assert.False(_rig.View.Identify(_node.Text, 30));
        _rig.Intake.Take(_node.Topic(Topics.State), _node.State(1));
        Assert.True(_rig.View.Identify(_node.Text, 30));
        _rig.IsBrokerConnected = false;
        Assert.False(_rig.View.Identify(_node.Text, 31));
        _rig.Intake.Time.Advance(TimeSpan.FromMinutes(5));
        Assert.False(_rig.View.Identify(_node.Text, 32));

        Assert.Equal([(_node.Device, 30), (_node.Device, 31)], _rig.AskedToBlink);
    }

    [Fact]
    public void A_burst_is_asked_of_a_node_that_can_be_reached_and_has_the_sensor()
    {
        _rig.Intake.Take(_node.Topic(Topics.State), _node.State(1));
        Assert.True(_rig.View.RequestBurst(_node.Text, 0));
        Assert.False(_rig.View.RequestBurst(_node.Text, 1));
        _rig.IsBrokerConnected = false;
        Assert.False(_rig.View.RequestBurst(_node.Text, 0));
        _rig.IsBrokerConnected = true;
        _rig.Intake.Time.Advance(TimeSpan.FromMinutes(5));
        Assert.False(_rig.View.RequestBurst(_node.Text, 0));

        Assert.Equal([(_node.Device, 0), (_node.Device, 0)], _rig.Asked);
    }

    [Theory]
    [InlineData(40, 100)]
    [InlineData(300, 100)]
    [InlineData(300, 2)]
    public void A_trend_is_thinned_evenly_also_when_sensors_take_turns(int frames, int points)
    {
        var start = _rig.Intake.Time.NowMs;
        for (uint i = 0; i < frames; i++)
        {
            // Every other sequence is another sensor's.
            _rig.Intake.Take(_node.Topic(Topics.Frames), _node.Frame(2 * i + 1, start - (frames - i) * 1000));
        }

        _rig.Intake.Writer.Commit();
        var trend = _rig.View.GetTrend(_node.Text, 0, DateTimeOffset.UnixEpoch, points);

        Assert.InRange(trend.Count, Math.Min(frames, points) * 2 / 5, points);
        Assert.Equal(trend.OrderBy(point => point.Time), trend);
        var steps = trend.Zip(trend.Skip(1), (a, b) => (b.Time - a.Time).TotalSeconds).ToArray();
        Assert.True(points == 2 || steps.Max() <= 2 * steps.Min() + 1, string.Join(' ', steps));
        Assert.Equal((0.5, 3, 4), (trend[0].Rms, trend[0].Kurtosis, trend[0].Crest));
        Assert.Null(trend[0].FaultScore);
    }

    [Fact]
    public void A_trend_begins_at_the_time_asked_for()
    {
        Frame(1);
        _rig.Intake.Time.Advance(TimeSpan.FromSeconds(60));
        Frame(2);
        _rig.Intake.Writer.Commit();

        Assert.Single(_rig.View.GetTrend(_node.Text, 0, _rig.Intake.Time.GetUtcNow(), 10));
        Assert.Empty(_rig.View.GetTrend(_node.Text, 1, DateTimeOffset.UnixEpoch, 10));
    }

    [Fact]
    public void A_spectrum_shows_the_tone_of_the_newest_burst_and_the_nodes_fault_lines()
    {
        Tone(1600, orders: [3.5f, 5.5f, 2f, 0.4f]);

        var spectrum = _rig.View.GetSpectrum(_node.Text, 0, "spectrum")!;
        var peak = spectrum.Amplitude.ToList().IndexOf(spectrum.Amplitude.Max());
        Assert.Equal(1600, peak * spectrum.DfHz, 3);
        Assert.Equal(10, spectrum.Amplitude[peak], 0.2);
        Assert.Equal(
            [("shaft", 25), ("BPFO", 87.5), ("BPFI", 137.5), ("2xBSF", 100), ("FTF", 10)],
            spectrum.Lines.Select(line => (line.Name, Math.Round(line.Hz, 3))));
        Assert.Equal("envelope", _rig.View.GetSpectrum(_node.Text, 0, "envelope")!.Kind);
        Assert.NotEmpty(_rig.View.GetFeatures(_node.Text, 0)!.Features);
    }

    [Theory]
    [InlineData(0, 0, 0, 0)]
    [InlineData(3.5f, 0, 0, 0)]
    [InlineData(3.5f, -5.5f, 2, 0.4f)]
    public void A_node_that_tells_its_bearing_in_part_has_a_shaft_line_only(float bpfo, float bpfi, float bsf, float ftf)
    {
        Tone(1600, [bpfo, bpfi, bsf, ftf]);

        Assert.Equal("shaft", Assert.Single(_rig.View.GetSpectrum(_node.Text, 0, "spectrum")!.Lines).Name);
        Assert.DoesNotContain(
            _rig.View.GetFeatures(_node.Text, 0)!.Features, feature => feature.Name.Contains("BPFO", StringComparison.Ordinal));
    }

    [Fact]
    public void Alerts_come_newest_first_with_the_nodes_name_and_owner()
    {
        _rig.Intake.Take(_node.Topic(Topics.State), _node.State(1));
        _rig.Intake.Writer.Raise(AlertOf("outer", clearedMs: null));
        var cleared = AlertOf("inner", clearedMs: null);
        _rig.Intake.Writer.Raise(cleared);
        cleared.ClearedMs = 2000;
        _rig.Intake.Writer.Clear(cleared);
        _rig.Intake.Writer.Commit();

        Assert.Equal(["inner", "outer"], _rig.View.GetAlerts(openOnly: false, 10).Select(alert => alert.Cause));
        Assert.Equal("inner", Assert.Single(_rig.View.GetAlerts(openOnly: false, 1)).Cause);
        var open = Assert.Single(_rig.View.GetAlerts(openOnly: true, 10));
        Assert.Equal(("node-07", "feed pump 1", "maintenance", true), (open.NodeName, open.Machine, open.Owner, open.Open));
    }

    [Fact]
    public void A_problem_reaches_the_status()
    {
        _rig.Intake.Site.Problem = "The disk is full.";

        Assert.Equal("The disk is full.", _rig.View.GetStatus().Problem);
    }

    private Alert AlertOf(string cause, long? clearedMs) => new()
    {
        Device = _node.Device, Sensor = 0, Cause = cause, RaisedMs = 1000, ClearedMs = clearedMs, Score = 0.9, Owner = "maintenance"
    };

    private void Tone(double hz, float[] orders)
    {
        _rig.Intake.Take(_node.Topic(Topics.State), _node.State(1, orders: orders));
        var samples = Enumerable.Range(0, 512).Select(i => (short)(10_000 * Math.Sin(2 * Math.PI * hz * i / 12_800))).ToArray();
        _rig.Intake.Take(_node.Topic(Topics.Bursts), _node.Chunk(1, 0, 1, samples, (ulong)_rig.Intake.Time.NowMs));
        _rig.Intake.Writer.Commit();
    }

    private void Frame(uint sequence) => _rig.Intake.Take(_node.Topic(Topics.Frames), _node.Frame(sequence, _rig.Intake.Time.NowMs));
}
