using System;
using System.Globalization;
using System.IO;
using System.Linq;
using Stethos.Gateway.Domain.View;
using Stethos.Gateway.Host.Demo;

namespace Stethos.Gateway.Host.Tests.Demo;

public sealed class DemoSummaryTests
{
    private static readonly BoardsAccount Account = new(Made: 280, Acknowledged: 280, Waiting: 0, Resent: 3, Dropped: 0, Connects: 8);
    private static readonly DemoOptions Options =
        new DemoOptions { Nodes = 8, Fault = "outer" }.Checked(["normal", "outer", "inner"]);

    [Fact]
    public void All_stored_and_the_fault_found_is_a_success()
    {
        var summary = Summary();

        Assert.True(summary.Succeeded);
        Assert.Equal("280", Row(summary, "frames stored"));
        Assert.Equal("0", Row(summary, "frames lost"));
        Assert.Equal("0  (2 received again and dropped by their key)", Row(summary, "frames doubled"));
        Assert.Equal("outer, found", Row(summary, "injected fault"));
        Assert.Equal("ok", Row(summary, "result"));
    }

    [Fact]
    public void A_lost_frame_is_a_failure()
    {
        var summary = Summary() with { Boards = Account with { Made = 281 } };

        Assert.Equal((1, false), (summary.Lost, summary.Succeeded));
        Assert.Equal("FAILED", Row(summary, "result"));
    }

    [Fact]
    public void A_doubled_row_is_a_failure() => Assert.False((Summary() with { RowsDoubled = 1 }).Succeeded);

    [Fact]
    public void Boards_without_an_account_are_a_failure_that_says_so()
    {
        var summary = Summary() with { Boards = null };

        Assert.False(summary.Succeeded);
        Assert.Equal("unknown", Row(summary, "frames sent"));
        Assert.Contains("no account", Row(summary, "result"), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("inner", true)]
    [InlineData("outer", false)]
    public void An_alert_of_another_cause_or_another_node_is_not_the_one_to_come(string cause, bool isOnTheNode)
    {
        var summary = Summary() with { Alerts = [Alert(cause, isOnTheNode ? Options.FaultDevice : "5354000000000001")] };

        Assert.Equal((false, false), (summary.Found, summary.Succeeded));
        Assert.Equal("outer, NOT FOUND", Row(summary, "injected fault"));
    }

    [Fact]
    public void Whoever_interrupts_is_not_told_that_the_fault_was_missed()
    {
        var summary = Summary() with { Alerts = [], IsInterrupted = true };

        Assert.True(summary.Succeeded);
        Assert.Equal("outer, not found before the interruption", Row(summary, "injected fault"));
    }

    [Theory]
    [InlineData(120, false, "NOT FOUND")]
    [InlineData(60, true, "not found in this run")]
    [InlineData(null, true, "not found in this run")]
    public void A_sight_that_is_missed_fails_only_a_run_long_enough_for_it(int? seconds, bool isSuccess, string said)
    {
        var options = Options with { VisionNodes = 1, Duration = seconds is { } value ? TimeSpan.FromSeconds(value) : null };
        var summary = Summary() with
        {
            Options = options, Alerts = [Alert("outer", Options.FaultDevice), Alert("hot-spot", Options.FaultDevice)]
        };

        Assert.Equal(isSuccess, summary.Succeeded);
        Assert.Equal("found", Row(summary, "shown: hot-spot"));
        Assert.Equal(said, Row(summary, "shown: scratch"));
        Assert.True((summary with { IsInterrupted = true }).Succeeded);
        Assert.True((summary with { Alerts = [.. summary.Alerts, Alert("scratch", Options.FaultDevice)] }).Succeeded);
    }

    [Fact]
    public void Alerts_that_nothing_explains_are_counted()
    {
        var summary = Summary() with { Alerts = [Alert("outer", Options.FaultDevice), Alert("inner", "5354000000000001")] };

        Assert.Equal(1, summary.Unexplained);
        Assert.StartsWith("2  (1 not explained", Row(summary, "alerts"), StringComparison.Ordinal);
        var healthy = summary with { Options = Options with { Fault = "none" } };
        Assert.Equal(2, (healthy with { Options = healthy.Options.Checked(["normal", "outer"]) }).Unexplained);
    }

    private static DemoSummary Summary() => new(
        Options,
        new SiteStatusView("demo", "gw1", DateTimeOffset.UnixEpoch, 280, 2, 0, 0, 160, 1, 8, 8, true, 0, "model 1.0", null),
        Account, 0, [Alert("outer", Options.FaultDevice)], IsInterrupted: false);

    private static AlertView Alert(string cause, string device) => new(
        1, device, "node-03", "conveyor drive 1", 0, cause, true, DateTimeOffset.UnixEpoch, null, 0.96, "maintenance", []);

    private static string Row(DemoSummary summary, string name)
    {
        using var text = new StringWriter(CultureInfo.InvariantCulture);
        summary.Write(text);
        return text.ToString().Split('\n').Single(line => line.StartsWith(name, StringComparison.Ordinal))[22..].Trim();
    }
}
