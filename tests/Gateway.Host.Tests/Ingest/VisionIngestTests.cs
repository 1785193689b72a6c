using System;
using System.Linq;
using Stethos.Gateway.Domain.View;
using Stethos.Gateway.Host.Tests.Kit;
using Stethos.Protocol;
using Stethos.Testing;

namespace Stethos.Gateway.Host.Tests.Ingest;

public sealed class VisionIngestTests : IDisposable
{
    private readonly IngestRig _rig = new();
    private readonly Node _node = new(0x5354_0000_0000_0007);

    public void Dispose() => _rig.Dispose();

    [Fact]
    public void Vision_features_are_stored_once_acknowledged_and_never_scored_as_windows()
    {
        _rig.Start();
        Send(Topics.Frames, _node.Picture(1, _rig.Time.NowMs), _node.Picture(2, _rig.Time.NowMs), _node.Picture(2, _rig.Time.NowMs));
        Until.True(() => _rig.AcknowledgedUpTo(_node) == 2, IngestRig.Patience, "acknowledgement of 2 pictures");
        Assert.Equal(2, _rig.Sql("SELECT COUNT(*) FROM frames WHERE kind=7 AND sensor=2"));
        Assert.Equal(0, _rig.Sql("SELECT COUNT(*) FROM verdicts"));
        Assert.Equal(1, _rig.Site.FramesDuplicate);
    }

    [Fact]
    public void Two_suspicious_crops_raise_an_owned_alert_and_two_healthy_ones_clear_it()
    {
        _rig.Start();
        SendCrops(1, 1, isScratched: true);
        _rig.WaitForRows("crops", 1);
        Assert.Equal(0, _rig.Sql("SELECT COUNT(*) FROM alerts"));
        SendCrops(2, 1, isScratched: true);
        _rig.WaitForRows("alerts", 1);
        Assert.Equal(1, _rig.Sql("SELECT COUNT(*) FROM alerts WHERE cause='scratch' AND owner='maintenance' AND cleared_ms IS NULL"));
        Assert.Equal(1, _rig.Sql("SELECT COUNT(*) FROM crops WHERE id=1 AND label='scratch' AND model='fake-crops 1.0'"));
        Assert.Equal("scratch", _rig.Site.NodeOf(_node.Device).Verdict?.Label);
        SendCrops(3, 2, isScratched: false);
        Until.True(
            () => _rig.Sql("SELECT COUNT(*) FROM alerts WHERE cleared_ms IS NOT NULL") == 1, IngestRig.Patience, "the alert clears");
        Assert.Contains(_rig.Events, change => change.Kind == "alert" && change.Id == 1);
        Assert.Contains(new SiteEvent("spectrum", _node.Text, null), _rig.Events);
    }

    [Fact]
    public void Drift_raises_an_alert_which_a_restart_keeps()
    {
        _rig.Start();
        for (uint i = 1; i <= 12; i++)
        {
            Send(Topics.Frames, _node.Picture(i, _rig.Time.NowMs + (1000 * i), shiftPx: 6));
        }

        _rig.WaitForRows("alerts", 1);
        Assert.Equal(1, _rig.Sql("SELECT COUNT(*) FROM alerts WHERE cause='position-drift' AND sensor=2"));
        _rig.Stop();
        _rig.Start();
        Assert.Equal("position-drift", Assert.Single(_rig.Site.Open).Cause);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(100)]
    public void Light_that_fades_over_a_restart_is_held_against_what_the_boot_began_with(uint blind)
    {
        _rig.Start();
        uint sequence = 0;

        // Many unusable pictures at the start of a boot delay the learning beyond one read of the store.
        SendPictures(ref sequence, blind, light: 10, VisionFlags.Learning | VisionFlags.BusFault);
        SendPictures(ref sequence, 12, light: 100);
        SendPictures(ref sequence, 12, light: 80);
        Until.True(() => _rig.AcknowledgedUpTo(_node) == sequence, IngestRig.Patience, "acknowledgement");
        Assert.Equal(0, _rig.Sql("SELECT COUNT(*) FROM alerts WHERE cause='light-drift'"));
        _rig.Stop();
        _rig.Start();
        Assert.Equal(100, _rig.Site.Monitor.LightReference(_node.Device, 2));
        SendPictures(ref sequence, 12, light: 70);
        Until.True(
            () => _rig.Sql("SELECT COUNT(*) FROM alerts WHERE cause='light-drift'") == 1, IngestRig.Patience, "an alert for the light");
    }

    [Fact]
    public void A_restart_after_a_new_boot_keeps_what_that_boot_began_with()
    {
        _rig.Start();
        uint sequence = 0;
        SendPictures(ref sequence, 12, light: 100);
        Until.True(() => _rig.AcknowledgedUpTo(_node) == sequence, IngestRig.Patience, "acknowledgement");
        var again = new Node(0x5354_0000_0000_0007, boot: _node.Boot + 1);
        for (uint i = 1; i <= 12; i++)
        {
            _rig.Send(again.Topic(Topics.Frames), again.Picture(i, _rig.Time.NowMs + (1000 * i), light: 60));
        }

        Until.True(() => _rig.AcknowledgedUpTo(again) == 12, IngestRig.Patience, "acknowledgement of the new boot");
        _rig.Stop();
        _rig.Start();
        Assert.Equal(60, _rig.Site.Monitor.LightReference(_node.Device, 2));
    }

    [Fact]
    public void A_change_asks_for_a_crop_around_it()
    {
        _rig.Start();
        Send(Topics.State, _node.State(0));
        Send(Topics.Frames, _node.Picture(1, _rig.Time.NowMs, isChanged: true));
        Until.True(() => _rig.AcknowledgedUpTo(_node) == 1, IngestRig.Patience, "acknowledgement");
        _rig.Time.Advance(TimeSpan.FromSeconds(6));
        Until.True(() => _rig.Link.Commands.Any(IsCrop), IngestRig.Patience, "a request for a crop");
        var (device, command) = _rig.Link.Commands.First(IsCrop);
        Assert.Equal((_node.Device, 2, true), (device, command.Sensor, command.HasRegion));

        // Block 100 is column 4, row 6: its middle is pixel (45, 65).
        Assert.Equal((0, 17), (command.Column, command.Row));
    }

    [Fact]
    public void Damaged_chunks_are_counted_and_stop_nothing()
    {
        _rig.Start();
        Send(Topics.Bursts, _node.Crop(1, _rig.Time.NowMs, false)[0][..40]);
        Send(Topics.Frames, _node.Picture(1, _rig.Time.NowMs)[..60]);
        SendCrops(1, 1, isScratched: false);
        _rig.WaitForRows("crops", 1);
        Assert.Equal(2, _rig.Site.FramesMalformed);
    }

    private static bool IsCrop((Domain.Frames.DeviceKey Device, Command Command) sent) => sent.Command.Code == CommandCode.SendCrop;

    private void SendCrops(uint first, int count, bool isScratched)
    {
        for (uint picture = first; picture < first + count; picture++)
        {
            Send(Topics.Bursts, _node.Crop(picture, _rig.Time.NowMs + picture, isScratched));
        }
    }

    private void SendPictures(ref uint sequence, uint count, int light, int quality = 0)
    {
        for (uint i = 0; i < count; i++)
        {
            sequence++;
            _rig.Time.Advance(TimeSpan.FromSeconds(1));
            Send(Topics.Frames, _node.Picture(sequence, _rig.Time.NowMs, light: light, quality: quality));
        }
    }

    private void Send(string channel, params byte[][] messages)
    {
        foreach (var message in messages)
        {
            _rig.Send(_node.Topic(channel), message);
        }
    }
}
