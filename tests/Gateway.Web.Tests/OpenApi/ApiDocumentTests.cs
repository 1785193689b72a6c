using System;
using System.Collections.Generic;
using System.Linq;
using System.Text.Json;
using System.Threading.Tasks;
using Microsoft.AspNetCore.Routing;

namespace Stethos.Gateway.Web.Tests.OpenApi;

public sealed class ApiDocumentTests
{
    /// <summary>The document does not describe itself, nor the page.</summary>
    private static readonly string[] NotDescribed = ["GET /openapi.json", "GET /"];

    [Fact]
    public async Task Every_mapped_route_is_in_the_document_and_nothing_else()
    {
        await using var running = await RunningServer.StartAsync();
        var document = await running.GetJsonAsync("/openapi.json");
        var mapped = running.Server.Routes.SelectMany(Operations).Except(NotDescribed).Order(StringComparer.Ordinal).ToList();
        Assert.Equal(21, mapped.Count);
        Assert.Equal(mapped, Operations(document).Select(o => o.Name).Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task The_document_carries_the_version_of_the_product()
    {
        await using var running = await RunningServer.StartAsync();
        var info = (await running.GetJsonAsync("/openapi.json")).GetProperty("info");
        Assert.Equal("0.7.1", info.GetProperty("version").GetString());
        Assert.Equal("Stethos gateway", info.GetProperty("title").GetString());
    }

    [Fact]
    public async Task Every_operation_has_a_summary_and_the_type_of_its_answer()
    {
        await using var running = await RunningServer.StartAsync();
        foreach (var (name, operation) in Operations(await running.GetJsonAsync("/openapi.json")))
        {
            Assert.False(string.IsNullOrEmpty(operation.GetProperty("summary").GetString()), name);
            var success = operation.GetProperty("responses").EnumerateObject().First(r => r.Name[0] == '2');
            Assert.True(success.Name == "202" || success.Value.GetProperty("content").EnumerateObject().Any(), name);
        }
    }

    [Theory]
    [InlineData("/api/nodes/{device}", "get", "404")]
    [InlineData("/api/nodes/{device}/trend", "get", "400")]
    [InlineData("/api/nodes/{device}/trend", "get", "404")]
    [InlineData("/api/nodes/{device}/spectrum", "get", "400")]
    [InlineData("/api/nodes/{device}/burst", "post", "409")]
    [InlineData("/api/nodes/{device}/configuration", "post", "409")]
    [InlineData("/api/nodes/{device}/vision", "get", "404")]
    [InlineData("/api/nodes/{device}/crop", "get", "404")]
    [InlineData("/api/nodes/{device}/crop", "post", "409")]
    [InlineData("/api/alerts", "get", "400")]
    [InlineData("/api/updates/{release}/start", "post", "400")]
    public async Task Refusals_are_described_as_problem_documents(string path, string method, string status)
    {
        await using var running = await RunningServer.StartAsync();
        var document = await running.GetJsonAsync("/openapi.json");
        var response = document.GetProperty("paths").GetProperty(path).GetProperty(method).GetProperty("responses").GetProperty(status);
        Assert.True(response.GetProperty("content").TryGetProperty("application/problem+json", out _));
    }

    [Fact]
    public async Task Query_fields_are_described_with_bounds_and_default()
    {
        await using var running = await RunningServer.StartAsync();
        var document = await running.GetJsonAsync("/openapi.json");
        var trend = document.GetProperty("paths").GetProperty("/api/nodes/{device}/trend").GetProperty("get").GetProperty("parameters");
        Assert.Equal(["device", "sensor", "minutes", "points"], trend.EnumerateArray().Select(p => p.GetProperty("name").GetString()));
        var minutes = trend[2].GetProperty("schema");
        Assert.Equal("integer", minutes.GetProperty("type").GetString());
        Assert.Equal(1, minutes.GetProperty("minimum").GetInt32());
        Assert.Equal(60, minutes.GetProperty("default").GetInt32());
    }

    [Fact]
    public async Task Numbers_and_enums_have_their_types()
    {
        await using var running = await RunningServer.StartAsync();
        var schemas = (await running.GetJsonAsync("/openapi.json")).GetProperty("components").GetProperty("schemas");
        var score = schemas.GetProperty("VerdictView").GetProperty("properties").GetProperty("score");
        var states = schemas.GetProperty("NodeState").GetProperty("enum");
        Assert.Contains("number", score.GetProperty("type").EnumerateArray().Select(t => t.GetString()));
        Assert.Equal(["Unknown", "Online", "Late", "Offline"], states.EnumerateArray().Select(s => s.GetString()));
    }

    private static IEnumerable<string> Operations(RouteEndpoint endpoint) =>
        endpoint.Metadata.GetMetadata<IHttpMethodMetadata>()!.HttpMethods.Select(m => $"{m} {endpoint.RoutePattern.RawText}");

    private static IEnumerable<(string Name, JsonElement Operation)> Operations(JsonElement document) =>
        from path in document.GetProperty("paths").EnumerateObject()
        from operation in path.Value.EnumerateObject()
        select ($"{operation.Name.ToUpperInvariant()} {path.Name}", operation.Value);
}
