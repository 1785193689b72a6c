using System;
using System.Linq;
using System.Net;
using System.Net.Http;
using System.Threading.Tasks;

namespace Stethos.Gateway.Web.Tests.Security;

public sealed class SecurityTests
{
    [Theory]
    [InlineData("/")]
    [InlineData("/api/status")]
    [InlineData("/metrics")]
    [InlineData("/nothing")]
    public async Task Every_answer_forbids_foreign_content_and_sniffing(string path)
    {
        await using var running = await RunningServer.StartAsync();
        using var response = await running.GetAsync(path);
        var policy = Assert.Single(response.Headers.GetValues("Content-Security-Policy"));
        Assert.StartsWith("default-src 'self';", policy, StringComparison.Ordinal);
        Assert.DoesNotContain("unsafe", policy, StringComparison.Ordinal);
        Assert.DoesNotContain("http", policy, StringComparison.Ordinal);
        Assert.Equal("nosniff", response.Headers.GetValues("X-Content-Type-Options").Single());
        Assert.Empty(response.Headers.Server);
    }

    [Theory]
    [InlineData("Sec-Fetch-Site", "cross-site")]
    [InlineData("Sec-Fetch-Site", "same-site")]
    [InlineData("Origin", "http://elsewhere.example")]
    [InlineData("Origin", "null")]
    public async Task A_foreign_page_cannot_order_a_burst(string header, string value)
    {
        await using var running = await RunningServer.StartAsync();
        using var response = await PostBurstAsync(running, header, value);
        Assert.Equal(HttpStatusCode.Forbidden, response.StatusCode);
        Assert.Empty(running.View.Calls);
    }

    [Fact]
    public async Task The_own_page_can_order_a_burst()
    {
        await using var running = await RunningServer.StartAsync();
        using var modern = await PostBurstAsync(running, "Sec-Fetch-Site", "same-origin");
        using var older = await PostBurstAsync(running, "Origin", running.Server.Address.GetLeftPart(UriPartial.Authority));
        Assert.Equal(HttpStatusCode.Accepted, modern.StatusCode);
        Assert.Equal(HttpStatusCode.Accepted, older.StatusCode);
    }

    private static async Task<HttpResponseMessage> PostBurstAsync(RunningServer running, string header, string value)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, "/api/nodes/fan-3/burst");
        request.Headers.Add(header, value);
        return await running.Http.SendAsync(request);
    }
}
