using System;
using System.Linq;
using System.Net;
using System.Text.Json;
using System.Threading.Tasks;

namespace Stethos.Gateway.Web.Tests.Api;

public sealed class AnswerTests
{
    [Fact]
    public async Task Status_is_camel_case_json_and_never_cached()
    {
        await using var running = await RunningServer.StartAsync();
        using var response = await running.GetAsync("/api/status");
        var status = await RunningServer.ReadJsonAsync(response);
        Assert.Equal("north-hall", status.GetProperty("site").GetString());
        Assert.Equal(1200, status.GetProperty("framesStored").GetInt64());
        Assert.Equal(JsonValueKind.Null, status.GetProperty("problem").ValueKind);
        Assert.True(response.Headers.CacheControl?.NoStore);
    }

    [Fact]
    public async Task Nodes_carry_state_by_name_sensors_and_verdict()
    {
        await using var running = await RunningServer.StartAsync();
        var nodes = await running.GetJsonAsync("/api/nodes");
        var one = await running.GetJsonAsync("/api/nodes/fan-3");
        Assert.Equal(["fan-3", "pump-1"], nodes.EnumerateArray().Select(n => n.GetProperty("device").GetString()));
        Assert.Equal("Online", one.GetProperty("state").GetString());
        Assert.Equal("ADXL355", one.GetProperty("sensors")[0].GetProperty("part").GetString());
        Assert.Equal(0.93, one.GetProperty("verdict").GetProperty("probabilities").GetProperty("outer-race").GetDouble());
    }

    [Fact]
    public async Task A_node_asked_for_alone_carries_what_it_says_it_is()
    {
        await using var running = await RunningServer.StartAsync();
        var nodes = await running.GetJsonAsync("/api/nodes");
        var description = (await running.GetJsonAsync("/api/nodes/fan-3")).GetProperty("description");
        Assert.Equal(JsonValueKind.Null, nodes[0].GetProperty("description").ValueKind);
        var sensor = description.GetProperty("sensors")[0];
        Assert.Equal("[g]", sensor.GetProperty("measures")[0].GetProperty("unit").GetString());
        Assert.Equal(JsonValueKind.Null, sensor.GetProperty("telemetry")[0].GetProperty("low").ValueKind);
        var property = description.GetProperty("properties")[0];
        Assert.Equal(("period-ms", 100), (property.GetProperty("setting").GetString(), property.GetProperty("low").GetInt32()));
        Assert.Equal("sendBurst", description.GetProperty("commands")[0].GetProperty("name").GetString());
        var gauge = description.GetProperty("gauges")[0];
        Assert.Equal("max17048", gauge.GetProperty("part").GetString());
        Assert.Equal("charge", gauge.GetProperty("measures")[0].GetProperty("name").GetString());
    }

    [Fact]
    public async Task Trend_asks_for_the_wanted_window_and_writes_not_a_number_as_null()
    {
        await using var running = await RunningServer.StartAsync();
        var trend = await running.GetJsonAsync("/api/nodes/fan-3/trend?sensor=0&minutes=90&points=50");
        Assert.Equal(["trend fan-3 0 10:30 50"], running.View.Calls);
        Assert.Equal(1.2, trend[0].GetProperty("velocityRms").GetDouble());
        Assert.Equal(JsonValueKind.Null, trend[1].GetProperty("velocityRms").ValueKind);
        Assert.Equal(JsonValueKind.Null, trend[1].GetProperty("faultScore").ValueKind);
    }

    [Fact]
    public async Task Left_out_query_fields_take_their_documented_values()
    {
        await using var running = await RunningServer.StartAsync();
        await running.GetJsonAsync("/api/nodes/fan-3/trend");
        await running.GetJsonAsync("/api/nodes/fan-3/spectrum");
        Assert.Equal(["trend fan-3 0 11:00 600", "spectrum fan-3 0 spectrum"], running.View.Calls);
    }

    [Fact]
    public async Task Features_carry_name_unit_and_value()
    {
        await using var running = await RunningServer.StartAsync();
        var set = await running.GetJsonAsync("/api/nodes/fan-3/features?sensor=0");
        var first = set.GetProperty("features")[0];
        Assert.Equal("RMS", first.GetProperty("name").GetString());
        Assert.Equal("g", first.GetProperty("unit").GetString());
        Assert.Equal(0.25, first.GetProperty("value").GetDouble());
    }

    [Fact]
    public async Task Spectrum_carries_amplitudes_and_fault_lines()
    {
        await using var running = await RunningServer.StartAsync();
        var spectrum = await running.GetJsonAsync("/api/nodes/fan-3/spectrum?kind=envelope");
        Assert.Equal(0.25, spectrum.GetProperty("amplitude")[1].GetDouble());
        Assert.Equal("BPFO", spectrum.GetProperty("lines")[0].GetProperty("name").GetString());
        Assert.Equal(["spectrum fan-3 0 envelope"], running.View.Calls);
    }

    [Fact]
    public async Task No_spectrum_yet_is_no_content_and_not_an_error()
    {
        await using var running = await RunningServer.StartAsync(new FakeSiteView { Spectrum = null });
        using var response = await running.GetAsync("/api/nodes/fan-3/spectrum");
        Assert.Equal(HttpStatusCode.NoContent, response.StatusCode);
    }

    [Theory]
    [InlineData("/api/alerts", new long[] { 7, 6 })]
    [InlineData("/api/alerts?open=true", new long[] { 7 })]
    [InlineData("/api/alerts?limit=1", new long[] { 7 })]
    public async Task Alerts_can_be_narrowed(string path, long[] expected)
    {
        await using var running = await RunningServer.StartAsync();
        var alerts = await running.GetJsonAsync(path);
        Assert.Equal(expected, alerts.EnumerateArray().Select(a => a.GetProperty("id").GetInt64()));
        Assert.Equal("healthy p95", alerts[0].GetProperty("drivers")[0].GetProperty("referenceName").GetString());
    }

    [Fact]
    public async Task Burst_is_accepted_and_reaches_the_site()
    {
        await using var running = await RunningServer.StartAsync();
        using var response = await running.Http.PostAsync(new Uri("/api/nodes/fan-3/burst?sensor=0", UriKind.Relative), null);
        Assert.Equal(HttpStatusCode.Accepted, response.StatusCode);
        Assert.Equal(["burst fan-3 0"], running.View.Calls);
    }

    [Theory]
    [InlineData("", 30)]
    [InlineData("?seconds=5", 5)]
    public async Task A_node_is_asked_to_blink(string query, int seconds)
    {
        await using var running = await RunningServer.StartAsync();
        using var response = await running.Http.PostAsync(new Uri("/api/nodes/fan-3/identify" + query, UriKind.Relative), null);
        Assert.Equal(HttpStatusCode.Accepted, response.StatusCode);
        Assert.Equal([$"identify fan-3 {seconds}"], running.View.Calls);
    }
}
