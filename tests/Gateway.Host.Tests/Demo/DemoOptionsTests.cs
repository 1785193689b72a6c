using System;
using System.IO;
using System.Linq;
using Stethos.Gateway.Host.Demo;
using Stethos.Gateway.Host.Serving;
using Stethos.Testing;

namespace Stethos.Gateway.Host.Tests.Demo;

public sealed class DemoOptionsTests
{
    private static readonly string[] Labels = ["normal", "outer", "inner", "ball"];
    private static readonly DemoOptions Good = new() { Nodes = 8, Fault = "outer" };

    [Theory]
    [InlineData("outer", "outer")]
    [InlineData("ball", "ball")]
    [InlineData("none", null)]
    public void The_injected_fault_is_the_alert_to_come(string fault, string? expected) =>
        Assert.Equal(expected, (Good with { Fault = fault }).Checked(Labels).Expected);

    [Theory]
    [InlineData("nonsense")]
    [InlineData("normal")]
    [InlineData("")]
    [InlineData("Outer")]
    public void An_unknown_fault_is_refused_with_the_known_ones(string fault) =>
        Refused(Good with { Fault = fault }, $"--fault '{fault}': none, outer, inner, ball");

    [Fact]
    public void A_run_too_short_for_its_fault_is_refused()
    {
        Refused(Good with { Duration = TimeSpan.FromSeconds(5) }, "--for 5s: at least 20s");
        Refused(Good with { Duration = TimeSpan.FromSeconds(19.9) }, "--for 19.9s: at least 20s");
        (Good with { Duration = TimeSpan.FromSeconds(20) }).Checked(Labels);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1001)]
    [InlineData(-1)]
    public void A_number_of_nodes_out_of_range_is_refused(int nodes) => Refused(Good with { Nodes = nodes }, $"--nodes {nodes}: 1 to 1000");

    [Theory]
    [InlineData(null, "40")]
    [InlineData(600, "40")]
    [InlineData(30, "12")]
    [InlineData(20, "8")]
    public void In_a_short_run_the_fault_comes_early(int? seconds, string after)
    {
        var options = Good with { Duration = seconds is { } value ? TimeSpan.FromSeconds(value) : null };

        Assert.Equal(after, Argument(options, "--fault-after"));
    }

    [Theory]
    [InlineData(1, "1", "1000")]
    [InlineData(2, "2", "1000")]
    [InlineData(8, "3", "1000")]
    [InlineData(200, "3", "10000")]
    public void The_fault_sits_on_a_node_that_exists_and_many_nodes_send_less_often(int nodes, string faultNode, string periodMs)
    {
        var options = Good with { Nodes = nodes };

        Assert.Equal(faultNode, Argument(options, "--fault-node"));
        Assert.Equal(periodMs, Argument(options, "--period-ms"));
        Assert.EndsWith(faultNode, options.FaultDevice, StringComparison.Ordinal);
        Assert.Equal(16, options.FaultDevice.Length);
    }

    [Theory]
    [InlineData("""{"label":"inner"}""", "inner")]
    [InlineData("""{"label":"normal"}""", null)]
    [InlineData("""{"label":"unheard of"}""", null)]
    [InlineData("""{"label":7}""", null)]
    [InlineData("{}", null)]
    [InlineData("[]", null)]
    [InlineData("not json", null)]
    public void A_recordings_label_is_the_alert_to_come(string sidecar, string? expected)
    {
        using var folder = new TemporaryFolder();
        File.WriteAllText(folder.Of("x.json"), sidecar);
        var options = Good with { Fault = "none", Recording = folder.Of("x.f32") };

        Assert.Equal(expected, options.Checked(Labels).Expected);
        Assert.Equal(folder.Of("x.f32"), Argument(options, "--recording"));
    }

    [Fact]
    public void A_recording_without_a_sidecar_is_left_to_the_boards_to_refuse()
    {
        using var folder = new TemporaryFolder();

        Assert.Null((Good with { Fault = "none", Recording = folder.Of("x.f32") }).Checked(Labels).Expected);
    }

    [Fact]
    public void Cameras_are_shown_a_scratch_a_hot_bearing_and_a_drift_unless_nothing_is_wrong()
    {
        var options = Good with { Nodes = 4, VisionNodes = 3, Fault = "outer" };

        Assert.Equal("3", Argument(options, "--vision"));
        Assert.Equal(
            ["3 scratch", "3 hot-spot", "1 position-drift"],
            options.Sights.Select(sight => $"{sight.Device[^1]} {sight.Cause}"));
        Assert.Empty((options with { Fault = "none" }).Sights);
        Refused(options with { VisionNodes = 5 }, "--vision 5");
    }

    private static string Argument(DemoOptions options, string name) =>
        options.BoardArguments(new GatewayOptions { DataFolder = "data" }).SkipWhile(argument => argument != name).Skip(1).First();

    private static void Refused(DemoOptions options, string message) =>
        Assert.StartsWith(message, Assert.Throws<GatewayException>(() => options.Checked(Labels)).Message, StringComparison.Ordinal);
}
