using System;
using System.Collections.Generic;
using System.Threading.Tasks;
using Stethos.Gateway.Domain.View;
using Stethos.Gateway.Web.Metrics;

namespace Stethos.Gateway.Web.Tests.Metrics;

public sealed class MetricsTests
{
    [Fact]
    public async Task The_route_serves_the_samples_of_the_site_and_of_the_server()
    {
        await using var running = await RunningServer.StartAsync();
        using var response = await running.GetAsync("/metrics");
        Assert.Equal("text/plain; version=0.0.4; charset=utf-8", response.Content.Headers.ContentType?.ToString());
        var families = MetricsParser.Parse(await response.Content.ReadAsStringAsync());
        Assert.Equal(1200, families["stethos_frames_stored_total"].Samples[0].Value);
        Assert.Equal("counter", families["stethos_frames_stored_total"].Type);
        Assert.Equal("gauge", families["stethos_web_live_clients"].Type);
        Assert.Equal(0, families["stethos_web_live_clients_dropped_total"].Samples[0].Value);
    }

    [Fact]
    public void Names_and_label_values_of_any_content_read_back_as_they_were()
    {
        const string Nasty = "a\\b\"c\nd{e}=,f ü";
        var families = MetricsParser.Parse(PrometheusText.Format(
        [
            new MetricSample("stethos_x", "Help with \\ and\nbreak", "gauge", 1.5, [new("node", Nasty), new("b", "")]),
        ]));
        Assert.Equal("Help with \\ and\nbreak", families["stethos_x"].Help);
        Assert.Equal(("stethos_x|node=" + Nasty + "|b=", 1.5), families["stethos_x"].Samples[0]);
    }

    [Theory]
    [InlineData(double.NaN, "NaN")]
    [InlineData(double.PositiveInfinity, "+Inf")]
    [InlineData(double.NegativeInfinity, "-Inf")]
    [InlineData(0.1, "0.1")]
    [InlineData(1e21, "1E+21")]
    public void Values_are_written_as_the_format_wants(double value, string expected) =>
        Assert.EndsWith(
            $"stethos_x {expected}\n",
            PrometheusText.Format([new MetricSample("stethos_x", "h", "gauge", value, [])]),
            StringComparison.Ordinal);

    [Fact]
    public void Samples_of_a_family_stand_together_under_one_head()
    {
        var families = MetricsParser.Parse(PrometheusText.Format(
        [
            new MetricSample("stethos_a", "A", "gauge", 1, Node("1")),
            new MetricSample("stethos_b", "B", "counter", 2, []),
            new MetricSample("stethos_a", "A", "gauge", 3, Node("2")),
        ]));
        Assert.Equal([("stethos_a|node=1", 1d), ("stethos_a|node=2", 3d)], families["stethos_a"].Samples);
    }

    [Fact]
    public void Parts_of_a_histogram_share_the_head_of_their_family()
    {
        var families = MetricsParser.Parse(PrometheusText.Format(
        [
            new MetricSample("stethos_ack_seconds_bucket", "Ack", "histogram", 5, [new("le", "+Inf")]),
            new MetricSample("stethos_ack_seconds_sum", "Ack", "histogram", 0.25, []),
            new MetricSample("stethos_ack_seconds_count", "Ack", "histogram", 5, []),
        ]));
        var family = Assert.Single(families);
        Assert.Equal("stethos_ack_seconds", family.Key);
        Assert.Equal("histogram", family.Value.Type);
        Assert.Equal(3, family.Value.Samples.Count);
    }

    [Fact]
    public void An_illegal_character_in_a_name_does_not_spoil_the_answer() =>
        Assert.Contains("stethos_a_b", MetricsParser.Parse(PrometheusText.Format(
            [new MetricSample("stethos_a-b", "A", "gauge", 1, [])])).Keys);

    private static List<KeyValuePair<string, string>> Node(string node) => [new("node", node)];
}
