using System;
using Stethos.Gateway.Domain.View;
using Stethos.Gateway.Host.Tests.Kit;
using Stethos.Protocol;

namespace Stethos.Gateway.Host.Tests.Ingest;

/// <summary>The registry: what nodes say they are, kept over a restart, held against what they do.</summary>
public sealed class DescriptionIntakeTests : IDisposable
{
    private readonly ViewRig _rig = new();
    private readonly Node _node = new(0x5354_0000_0000_0007);

    public void Dispose() => _rig.Dispose();

    [Fact]
    public void A_description_is_told_with_units_ranges_and_the_names_of_settings()
    {
        Take(Topics.Description, _node.Description());

        var view = _rig.View.GetDescription(_node.Text)!;
        var sensor = Assert.Single(view.Sensors);
        Assert.Equal((0, "adxl1002", "Features"), (sensor.Sensor, sensor.Part, sensor.Frames));
        Assert.Equal(new QuantityView("acceleration", "[g]", -50, 50), Assert.Single(sensor.Measures));
        Assert.Equal(new QuantityView("velocityRms", "mm/s", null, null), Assert.Single(sensor.Telemetry));
        Assert.Equal(new DescribedPropertyView("period", "period-ms", "ms", "Number", 100, 3_600_000), Assert.Single(view.Properties));
        Assert.Contains(_node.Device, _rig.Intake.Intake.Result.Changed);
        Assert.Equal(_node.Description(), Assert.Single(_rig.Intake.Reader.LoadDescriptions()).Message);
        Assert.Null(_rig.View.GetDescription("5354000000000099"));
    }

    [Fact]
    public void Another_device_s_description_and_a_damaged_one_are_refused()
    {
        _rig.Intake.Take(new Node(8).Topic(Topics.Description), _node.Description());
        Take(Topics.Description, _node.Description()[..^1]);

        Assert.Equal(2, _rig.Intake.Site.FramesMalformed);
        Assert.Null(_rig.View.GetDescription(_node.Text));
        Assert.Empty(_rig.Intake.Reader.LoadDescriptions());
    }

    [Fact]
    public void State_and_frames_that_agree_with_it_contradict_nothing()
    {
        Take(Topics.Description, _node.Description());
        Take(Topics.State, _node.State(1));
        Take(Topics.Frames, _node.Frame(1, _rig.Intake.Time.NowMs));

        Assert.Empty(Contradictions());
    }

    [Fact]
    public void Another_part_in_the_state_and_other_frames_than_described_are_named()
    {
        Take(Topics.State, _node.State(1));
        Take(Topics.Description, _node.Description("ov2640", MessageKindCode.VisionFeatures));
        Take(Topics.Frames, _node.Frame(1, _rig.Intake.Time.NowMs));

        Assert.Equal(
            [
                "Sensor 0 (ov2640) sends Features, described are VisionFeatures.",
                "Sensor 0 is adxl1002 in the state, ov2640 in the description."
            ],
            Contradictions());

        Take(Topics.Description, _node.Description());
        Assert.Empty(Contradictions());
    }

    [Fact]
    public void Frames_of_an_earlier_boot_are_not_held_against_it()
    {
        var later = new Node(_node.Device.Value, boot: 2);
        Take(Topics.Description, later.Description("ov2640", MessageKindCode.VisionFeatures));
        Take(Topics.Frames, _node.Frame(1, _rig.Intake.Time.NowMs));

        Assert.Empty(Contradictions());
    }

    private void Take(string channel, byte[] message)
    {
        _rig.Intake.Take(_node.Topic(channel), message);
        _rig.Intake.Writer.Commit();
    }

    private string[] Contradictions() => [.. _rig.View.GetNode(_node.Text)!.Contradictions];
}
