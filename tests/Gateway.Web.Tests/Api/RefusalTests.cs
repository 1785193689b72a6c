using System;
using System.Net;
using System.Net.Http;
using System.Text.Json;
using System.Threading.Tasks;

namespace Stethos.Gateway.Web.Tests.Api;

public sealed class RefusalTests
{
    [Theory]
    [InlineData("GET", "/api/nodes/ghost")]
    [InlineData("GET", "/api/nodes/ghost/trend")]
    [InlineData("GET", "/api/nodes/ghost/spectrum")]
    [InlineData("POST", "/api/nodes/ghost/burst")]
    [InlineData("POST", "/api/nodes/ghost/identify")]
    public async Task Unknown_device_is_a_404_problem_that_names_it(string method, string path)
    {
        await using var running = await RunningServer.StartAsync();
        var problem = await ReadProblemAsync(running, method, path, HttpStatusCode.NotFound);
        Assert.Contains("'ghost'", problem.GetProperty("detail").GetString(), StringComparison.Ordinal);
        Assert.Equal("Unknown device", problem.GetProperty("title").GetString());
    }

    [Fact]
    public async Task Unknown_sensor_is_a_404_problem_that_names_it()
    {
        await using var running = await RunningServer.StartAsync();
        var problem = await ReadProblemAsync(running, "GET", "/api/nodes/fan-3/trend?sensor=2", HttpStatusCode.NotFound);
        Assert.Contains("sensor 2", problem.GetProperty("detail").GetString(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("/api/nodes/fan-3/trend?sensor=abc", "sensor")]
    [InlineData("/api/nodes/fan-3/trend?sensor=-1", "sensor")]
    [InlineData("/api/nodes/fan-3/trend?sensor=", "sensor")]
    [InlineData("/api/nodes/fan-3/trend?minutes=0", "minutes")]
    [InlineData("/api/nodes/fan-3/trend?minutes=99999999999", "minutes")]
    [InlineData("/api/nodes/fan-3/trend?points=1e3", "points")]
    [InlineData("/api/nodes/fan-3/trend?points=5&points=6", "points")]
    [InlineData("/api/nodes/fan-3/spectrum?kind=cepstrum", "kind")]
    [InlineData("/api/alerts?open=yes", "open")]
    [InlineData("/api/alerts?limit=100000", "limit")]
    public async Task Bad_query_is_a_400_problem_that_names_the_field(string path, string field)
    {
        await using var running = await RunningServer.StartAsync();
        var problem = await ReadProblemAsync(running, "GET", path, HttpStatusCode.BadRequest);
        Assert.StartsWith(field, problem.GetProperty("errors").GetProperty(field)[0].GetString(), StringComparison.Ordinal);
        Assert.StartsWith(field, problem.GetProperty("detail").GetString(), StringComparison.Ordinal);
        Assert.Empty(running.View.Calls);
    }

    [Fact]
    public async Task A_node_that_cannot_burst_is_a_409_problem()
    {
        await using var running = await RunningServer.StartAsync(new FakeSiteView { BurstPossible = false });
        var problem = await ReadProblemAsync(running, "POST", "/api/nodes/fan-3/burst", HttpStatusCode.Conflict);
        Assert.Contains("fan-3", problem.GetProperty("detail").GetString(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("GET", "/api/nothing", HttpStatusCode.NotFound)]
    [InlineData("DELETE", "/api/status", HttpStatusCode.MethodNotAllowed)]
    public async Task What_is_not_mapped_is_a_problem_too(string method, string path, HttpStatusCode expected)
    {
        await using var running = await RunningServer.StartAsync();
        await ReadProblemAsync(running, method, path, expected);
    }

    [Fact]
    public async Task A_failing_site_is_a_500_problem_without_its_details()
    {
        await using var running = await RunningServer.StartAsync(
            new FakeSiteView { Failure = new InvalidOperationException("secret-path") });
        var problem = await ReadProblemAsync(running, "GET", "/api/status", HttpStatusCode.InternalServerError);
        Assert.DoesNotContain("secret-path", problem.GetRawText(), StringComparison.Ordinal);
    }

    private static async Task<JsonElement> ReadProblemAsync(RunningServer running, string method, string path, HttpStatusCode expected)
    {
        using var request = new HttpRequestMessage(new HttpMethod(method), path);
        using var response = await running.Http.SendAsync(request);
        Assert.Equal(expected, response.StatusCode);
        Assert.Equal("application/problem+json", response.Content.Headers.ContentType?.MediaType);
        Assert.True(response.Headers.Contains("Content-Security-Policy"));
        var problem = await RunningServer.ReadJsonAsync(response);
        Assert.Equal((int)expected, problem.GetProperty("status").GetInt32());
        return problem;
    }
}
