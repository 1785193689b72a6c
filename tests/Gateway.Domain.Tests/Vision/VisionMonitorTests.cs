using System;
using System.Collections.Generic;
using System.Linq;
using Stethos.Gateway.Domain.Alerts;
using Stethos.Gateway.Domain.Frames;
using Stethos.Gateway.Domain.Vision;
using Stethos.Protocol;

namespace Stethos.Gateway.Domain.Tests.Vision;

public sealed class VisionMonitorTests
{
    private readonly VisionMonitor _monitor = new(new VisionLimits());
    private readonly AlertEngine _engine;
    private long _timeMs;
    private uint _boot = 1;

    public VisionMonitorTests()
    {
        _engine = new AlertEngine(
            VisionMonitor.Labels, new AlertPolicy(VisionLimits.AtLimit, VisionLimits.ClearAt, Smoothing: 0.5), "shift lead",
            _monitor.Explain);
    }

    [Fact]
    public void Drift_beyond_the_limit_raises_one_owned_alert_after_the_delay_and_clears_when_it_is_undone()
    {
        Assert.Empty(Run(20, _ => { }));
        var raised = Assert.Single(Run(20, picture => (picture.ShiftX, picture.ShiftY) = (-64, 48)));
        Assert.Equal((AlertStep.Raise, "position-drift", "shift lead"), (raised.Step, raised.Alert.Cause, raised.Alert.Owner));
        var driver = Assert.Single(raised.Alert.Drivers);
        Assert.Equal(("px", 5.0, 4.0), (driver.Unit, driver.Value, driver.Reference));
        Assert.InRange(raised.Alert.RaisedMs, 25_000, 30_000);
        var cleared = Assert.Single(Run(60, picture => picture.ShiftX = 16));
        Assert.Equal(AlertStep.Clear, cleared.Step);
    }

    [Fact]
    public void Drift_below_the_limit_and_short_jolts_raise_nothing()
    {
        Assert.Empty(Run(60, picture => picture.ShiftX = 60));
        Assert.Empty(Run(3, picture => picture.ShiftX = 400));
        Assert.Empty(Run(60, picture => picture.ShiftX = 60));
    }

    [Fact]
    public void A_shift_the_node_is_not_sure_of_says_nothing()
    {
        Assert.Empty(Run(60, picture => (picture.ShiftX, picture.ShiftConfidence) = (400, 20)));
        Assert.Empty(Run(60, picture => (picture.ShiftX, picture.Quality) = (400, VisionFlags.NoReference)));
        Assert.Empty(Run(60, picture => (picture.ShiftX, picture.Quality) = (400, VisionFlags.RowsLost)));
    }

    [Theory]
    [InlineData(0.7)]
    [InlineData(1.3)]
    public void Light_that_leaves_what_the_boot_began_with_raises_an_alert(double factor)
    {
        Assert.Empty(Run(20, _ => { }));
        Assert.Empty(Run(60, picture => picture.Light = (int)(picture.Light * (1 + ((factor - 1) * 0.6)))));
        var raised = Assert.Single(Run(20, picture => picture.Light = (int)(picture.Light * factor)));
        Assert.Equal("light-drift", raised.Alert.Cause);
        Assert.Equal(100, raised.Alert.Drivers[0].Reference, 1);
    }

    [Fact]
    public void A_new_boot_learns_its_light_again()
    {
        Assert.Empty(Run(20, _ => { }));
        _boot = 2;
        Assert.Empty(Run(60, picture => picture.Light = 40 * 256));
    }

    [Fact]
    public void A_growing_hot_spot_raises_an_alert_and_a_machine_that_warms_as_a_whole_does_not()
    {
        Assert.Empty(Run(20, picture => Heat(picture, 40, 30)));
        Assert.Empty(Run(60, picture => Heat(picture, 60, 50)));
        var raised = Assert.Single(Run(20, picture => Heat(picture, 72, 50)));
        Assert.Equal("hot-spot", raised.Alert.Cause);
        Assert.Equal((72.0, 60.0), (raised.Alert.Drivers[0].Value, raised.Alert.Drivers[0].Reference));
    }

    [Theory]
    [InlineData(VisionFlags.Blank)]
    [InlineData(VisionFlags.TooDark)]
    public void A_blocked_view_raises_an_alert(int flag)
    {
        Assert.Empty(Run(20, _ => { }));
        var raised = Assert.Single(Run(20, picture => picture.Quality = flag));
        Assert.Equal("view-blocked", raised.Alert.Cause);
    }

    private static void Heat(VisionFeatures picture, int hottest, int mean)
    {
        picture.HasTemperatures = true;
        picture.Light = 0;
        picture.MaxCentiCelsius = hottest * 100;
        picture.MeanCentiCelsius = mean * 100;
    }

    // One picture a second.
    private List<(AlertStep Step, Alert Alert)> Run(int count, Action<VisionFeatures> change)
    {
        List<(AlertStep, Alert)> steps = [];
        for (var i = 0; i < count; i++)
        {
            _timeMs += 1000;
            var picture = new VisionFeatures { Light = 100 * 256, HasShift = true, ShiftConfidence = 200 };
            change(picture);
            var frame = new FrameRow(
                new FrameId(new DeviceKey(7), _boot, 1), MessageKindCode.VisionFeatures, 2, _timeMs, _timeMs, []);
            steps.AddRange(_engine.Apply(_monitor.Judge(frame, picture)).Select(step => (step.Step, step.Alert)));
        }

        return steps;
    }
}
