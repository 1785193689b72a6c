using System;
using System.Net;
using System.Net.Http;
using System.Text.Json;
using System.Threading.Tasks;

namespace Stethos.Gateway.Web.Tests.Api;

public sealed class UpdateRouteTests
{
    [Fact]
    public async Task Releases_and_runs_are_told()
    {
        await using var running = await RunningServer.StartAsync(new FakeSiteView { Updates = new FakeUpdates() });
        var updates = await running.GetJsonAsync("/api/updates");
        Assert.Equal("application 1.2.3", updates.GetProperty("releases")[0].GetProperty("label").GetString());
        Assert.Equal(40, updates.GetProperty("runs")[0].GetProperty("percent").GetInt32());
    }

    [Fact]
    public async Task A_gateway_that_hands_nothing_out_says_so()
    {
        await using var running = await RunningServer.StartAsync();
        using var response = await running.GetAsync("/api/updates");
        Assert.Equal(HttpStatusCode.NotFound, response.StatusCode);
    }

    [Theory]
    [InlineData("/api/updates/00112233/start?node=5354&node=5355", "start 00112233 5354,5355")]
    [InlineData("/api/updates/00112233/start?all", "start 00112233")]
    [InlineData("/api/updates/00112233/stop?node=5354", "stop 00112233 5354")]
    public async Task Nodes_are_named_or_all_are_meant(string path, string call)
    {
        var (code, answer, updates) = await PostAsync(path, null);
        Assert.Equal(HttpStatusCode.OK, code);
        Assert.Equal("5354", answer.GetProperty("devices")[0].GetString());
        Assert.StartsWith("pump-6: boards", answer.GetProperty("refused")[0].GetString(), StringComparison.Ordinal);
        Assert.Equal([call], updates.Calls);
    }

    [Theory]
    [InlineData("/api/updates/00112233/start", "name nodes by node=")]
    [InlineData("/api/updates/00112233/start?all&node=5354", "name nodes by node=")]
    [InlineData("/api/updates/99/stop?all", "no release begins with '99'")]
    public async Task A_wrong_request_is_400_with_its_cause(string path, string cause)
    {
        var (code, answer, _) = await PostAsync(path, null);
        Assert.Equal(HttpStatusCode.BadRequest, code);
        Assert.Contains(cause, answer.GetProperty("detail").GetString(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(9, HttpStatusCode.BadRequest)]
    [InlineData(2_000_000, HttpStatusCode.OK)]
    public async Task A_bundle_may_be_longer_than_any_other_body(int bytes, HttpStatusCode expected)
    {
        using var content = new ByteArrayContent(new byte[bytes]);
        var (code, _, updates) = await PostAsync("/api/updates/releases", content);
        Assert.Equal(expected, code);
        Assert.Equal([$"add {bytes}"], updates.Calls);
    }

    [Fact]
    public async Task What_is_longer_than_any_bundle_is_not_taken()
    {
        var updates = new FakeUpdates();
        await using var running = await RunningServer.StartAsync(new FakeSiteView { Updates = updates });
        using var content = new ByteArrayContent(new byte[10 << 20]);
        try
        {
            using var response = await running.Http.PostAsync(new Uri("/api/updates/releases", UriKind.Relative), content);
            Assert.Equal(HttpStatusCode.BadRequest, response.StatusCode);
        }
        catch (HttpRequestException)
        {
            // The server may end the connection before all was sent.
        }

        Assert.Empty(updates.Calls);
    }

    private static async Task<(HttpStatusCode Code, JsonElement Answer, FakeUpdates Updates)> PostAsync(string path, HttpContent? content)
    {
        var updates = new FakeUpdates();
        await using var running = await RunningServer.StartAsync(new FakeSiteView { Updates = updates });
        using var response = await running.Http.PostAsync(new Uri(path, UriKind.Relative), content);
        return (response.StatusCode, await RunningServer.ReadJsonAsync(response), updates);
    }
}
