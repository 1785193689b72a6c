using System;
using System.Collections.Generic;
using System.Linq;
using Stethos.Gateway.Domain.Alerts;
using Stethos.Gateway.Domain.Frames;
using Stethos.Gateway.Domain.Scoring;
using Stethos.Gateway.Domain.View;
using Xunit.Abstractions;

namespace Stethos.Gateway.Domain.Tests.Alerts;

public sealed class AlertEngineTests(ITestOutputHelper output)
{
    private static readonly string[] Labels = ["healthy", "inner", "outer"];
    private static readonly DeviceKey Device = new(7);
    private static readonly AlertPolicy Unsmoothed = new(0.8, 0.4, 5_000, 30_000, 5, 1.0);
    private long _nowMs = 1_000_000;

    [Fact]
    public void An_alert_is_raised_after_the_delay_with_owner_cause_score_and_drivers()
    {
        var engine = Engine(Unsmoothed);
        var steps = Feed(engine, 10, 0.9);
        var (at, step, alert) = Assert.Single(steps);
        Assert.Equal((5, AlertStep.Raise), (at, step));
        Assert.Equal(("outer", "maintenance", 1_005_000L, 0), (alert.Cause, alert.Owner, alert.RaisedMs, alert.Sensor));
        Assert.Equal(0.9, alert.Score, 0.001);
        Assert.Equal("driver of label 2 with 18 inputs", Assert.Single(alert.Drivers).Feature);
        Assert.Same(alert, Assert.Single(engine.Open));
    }

    [Theory]
    [InlineData(5)]
    [InlineData(1)]
    public void A_spike_shorter_than_the_delay_raises_nothing(int windows)
    {
        var engine = Engine(Unsmoothed);
        for (var i = 0; i < 20; i++)
        {
            Assert.Empty(Feed(engine, windows, 0.95));
            Assert.Empty(Feed(engine, 1, 0.79));
        }
    }

    [Fact]
    public void A_slow_sensor_needs_its_least_number_of_windows_however_long_they_take()
    {
        var engine = Engine(Unsmoothed);
        Assert.Equal([4], Feed(engine, 10, 0.9, periodMs: 60_000).Select(step => step.At));
    }

    [Fact]
    public void A_fast_sensor_needs_the_whole_delay_however_many_windows_it_sends()
    {
        var engine = Engine(Unsmoothed);
        Assert.Equal([50], Feed(engine, 60, 0.9, periodMs: 100).Select(step => step.At));
    }

    [Fact]
    public void An_open_alert_stays_open_between_the_two_thresholds_and_clears_after_the_off_delay()
    {
        var engine = Engine(Unsmoothed);
        Feed(engine, 10, 0.9);
        Assert.Empty(Feed(engine, 200, 0.41));
        Assert.Empty(Feed(engine, 30, 0.39));
        Assert.Empty(Feed(engine, 1, 0.41));
        var (at, step, alert) = Assert.Single(Feed(engine, 40, 0.39));
        Assert.Equal((30, AlertStep.Clear), (at, step));
        Assert.Equal(_nowMs - 10_000, alert.ClearedMs);
        Assert.Empty(engine.Open);
    }

    [Fact]
    public void A_cause_that_comes_back_opens_a_new_alert()
    {
        var engine = Engine(Unsmoothed);
        var first = Assert.Single(Feed(engine, 10, 0.9)).Alert;
        Feed(engine, 60, 0.1);
        var second = Assert.Single(Feed(engine, 10, 0.9)).Alert;
        Assert.NotSame(first, second);
        Assert.NotNull(first.ClearedMs);
        Assert.Null(second.ClearedMs);
    }

    [Fact]
    public void There_is_one_open_alert_per_device_sensor_and_cause()
    {
        var engine = Engine(Unsmoothed);
        for (var i = 0; i < 100; i++)
        {
            _nowMs += 1000;
            foreach (var (device, sensor) in ((DeviceKey, int)[])[(Device, 0), (Device, 1), (new DeviceKey(8), 0)])
            {
                engine.Apply(new Verdict(i, device, sensor, _nowMs, "", [0f, 1f, 1f], new float[18]));
            }
        }

        Assert.Equal(6, engine.Open.Count());
        Assert.Equal(6, engine.Open.Select(alert => (alert.Device, alert.Sensor, alert.Cause)).Distinct().Count());
    }

    [Fact]
    public void Random_scores_never_open_an_alert_twice_or_clear_one_that_is_not_open()
    {
        const int seed = 99;
        output.WriteLine($"seed {seed}");
        var random = new Random(seed);
        var engine = Engine(new AlertPolicy(0.6, 0.4, 2_000, 3_000, 2, 0.5));
        var open = new HashSet<string>();
        var raised = 0;
        var level = 0.5;
        for (var i = 0; i < 100_000; i++)
        {
            _nowMs += random.Next(0, 2000);
            level = Math.Clamp(level + (random.NextDouble() - 0.5) * 0.2, 0, 1);
            foreach (var (step, alert) in engine.Apply(Verdict(level, random.NextDouble())))
            {
                Assert.True(step == AlertStep.Raise ? open.Add(alert.Cause) : open.Remove(alert.Cause));
                Assert.True(step == AlertStep.Raise || alert.ClearedMs >= alert.RaisedMs + 3_000);
                raised += step == AlertStep.Raise ? 1 : 0;
            }

            Assert.Equal(open.Order(), engine.Open.Select(alert => alert.Cause).Order());
        }

        Assert.InRange(raised, 10, 10_000);
    }

    [Fact]
    public void Backlog_moves_nothing()
    {
        var engine = Engine(Unsmoothed);
        Feed(engine, 3, 0.1);
        var live = _nowMs;
        _nowMs -= 100_000;
        Assert.Empty(Feed(engine, 50, 0.99));
        _nowMs = live;
        Assert.Empty(Feed(engine, 5, 0.9));
        Assert.Single(Feed(engine, 1, 0.9));
    }

    [Fact]
    public void Backlog_of_one_sensor_does_not_hide_another()
    {
        var engine = Engine(Unsmoothed);
        engine.Apply(new Verdict(1, Device, 1, _nowMs + 1_000_000, "", [1f, 0f, 0f], new float[18]));
        Assert.Single(Feed(engine, 10, 0.9));
    }

    [Fact]
    public void A_restored_alert_is_not_raised_again_and_clears_as_any_other()
    {
        var engine = Engine(Unsmoothed);
        var alert = new Alert
        {
            Id = 41,
            Device = Device,
            Sensor = 0,
            Cause = "outer",
            RaisedMs = 1,
            Score = 0.9,
            Owner = "x"
        };
        Assert.True(engine.Restore(alert));
        Assert.Empty(Feed(engine, 20, 0.9));
        var (_, step, cleared) = Assert.Single(Feed(engine, 31, 0.1));
        Assert.Equal(AlertStep.Clear, step);
        Assert.Same(alert, cleared);
    }

    [Theory]
    [InlineData("healthy")]
    [InlineData("ball")]
    [InlineData("")]
    public void An_alert_of_a_label_the_model_does_not_know_is_not_restored(string cause)
    {
        var engine = Engine(Unsmoothed);
        Assert.False(engine.Restore(new Alert
        {
            Device = Device,
            Sensor = 0,
            Cause = cause,
            RaisedMs = 1,
            Score = 1,
            Owner = "x"
        }));
        Assert.Empty(engine.Open);
    }

    [Fact]
    public void Smoothing_carries_single_outliers_over()
    {
        var engine = Engine(Unsmoothed with { Smoothing = 0.3 });
        var steps = new List<AlertStep>();
        for (var i = 0; i < 30; i++)
        {
            steps.AddRange(Feed(engine, 1, i % 8 == 7 ? 0.4 : 0.99).Select(step => step.Step));
        }

        Assert.Equal([AlertStep.Raise], steps);
    }

    [Theory]
    [InlineData(double.NaN)]
    [InlineData(double.PositiveInfinity)]
    [InlineData(double.NegativeInfinity)]
    public void A_probability_that_is_no_number_does_not_silence_the_cause(double probability)
    {
        var engine = Engine(Unsmoothed with { Smoothing = 0.3 });
        Feed(engine, 3, 0.1);
        Assert.Empty(Feed(engine, 1, probability));
        Assert.Single(Feed(engine, 60, 0.95));
    }

    private static AlertEngine Engine(AlertPolicy policy) => new(
        Labels, policy, "maintenance",
        (inputs, label) => [new AlertDriverView($"driver of label {label} with {inputs.Length} inputs", "", 0, 0, "", 0)]);

    private Verdict Verdict(double outer, double inner = 0) => new(
        1, Device, 0, _nowMs, "", [(float)(1 - outer), (float)inner, (float)outer], new float[18]);

    // Windows one period apart; returns what happened and at which of them.
    private List<(int At, AlertStep Step, Alert Alert)> Feed(AlertEngine engine, int windows, double outer, long periodMs = 1000)
    {
        var steps = new List<(int, AlertStep, Alert)>();
        for (var i = 0; i < windows; i++)
        {
            steps.AddRange(engine.Apply(Verdict(outer)).Select(step => (i, step.Step, step.Alert)));
            _nowMs += periodMs;
        }

        return steps;
    }
}
