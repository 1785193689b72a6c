using System;
using System.IO;
using System.Net;
using System.Net.Http;
using System.Threading.Tasks;

namespace Stethos.Gateway.Web.Tests.Pages;

public sealed class PageTests : IDisposable
{
    private readonly DirectoryInfo _root = Directory.CreateTempSubdirectory("stethos-page-");

    public PageTests()
    {
        Directory.CreateDirectory(Path.Combine(_root.FullName, "assets"));
        File.WriteAllText(Path.Combine(_root.FullName, "index.html"), "<!doctype html><title>built page</title>");
        File.WriteAllText(Path.Combine(_root.FullName, "assets", "index-1a2b.js"), new string('a', 4000));
    }

    public void Dispose() => _root.Delete(recursive: true);

    [Fact]
    public async Task The_page_is_asked_for_again_each_time()
    {
        await using var running = await RunningServer.StartAsync(webRoot: _root.FullName);
        using var response = await running.GetAsync("/");
        Assert.Equal("text/html", response.Content.Headers.ContentType?.MediaType);
        Assert.Contains("built page", await response.Content.ReadAsStringAsync(), StringComparison.Ordinal);
        Assert.True(response.Headers.CacheControl?.NoCache);
        Assert.NotNull(response.Headers.ETag);
    }

    [Fact]
    public async Task Files_with_a_hash_in_their_name_are_kept_for_ever()
    {
        await using var running = await RunningServer.StartAsync(webRoot: _root.FullName);
        using var response = await running.GetAsync("/assets/index-1a2b.js");
        Assert.Equal("public, max-age=31536000, immutable", response.Headers.CacheControl?.ToString());
        Assert.Equal("text/javascript", response.Content.Headers.ContentType?.MediaType);
    }

    [Fact]
    public async Task Files_travel_compressed_to_who_understands_it()
    {
        await using var running = await RunningServer.StartAsync(webRoot: _root.FullName);
        using var request = new HttpRequestMessage(HttpMethod.Get, "/assets/index-1a2b.js");
        request.Headers.AcceptEncoding.ParseAdd("gzip");
        using var response = await running.Http.SendAsync(request);
        Assert.Equal(["gzip"], response.Content.Headers.ContentEncoding);
        Assert.InRange((await response.Content.ReadAsByteArrayAsync()).Length, 1, 1000);
    }

    [Theory]
    [InlineData("/../secret.txt")]
    [InlineData("/%2e%2e/secret.txt")]
    [InlineData("/..%2fsecret.txt")]
    public async Task Nothing_outside_the_folder_is_served(string path)
    {
        var page = _root.CreateSubdirectory("page");
        File.WriteAllText(Path.Combine(page.FullName, "index.html"), "inside");
        File.WriteAllText(Path.Combine(_root.FullName, "secret.txt"), "outside");
        await using var running = await RunningServer.StartAsync(webRoot: page.FullName);
        using var response = await running.GetAsync(path);
        Assert.Equal(HttpStatusCode.NotFound, response.StatusCode);
    }

    [Theory]
    [InlineData(null)]
    [InlineData("does-not-exist")]
    public async Task Without_a_built_page_it_says_how_to_build_it(string? webRoot)
    {
        await using var running = await RunningServer.StartAsync(webRoot: webRoot);
        using var response = await running.GetAsync("/");
        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        Assert.Contains("npm run build", await response.Content.ReadAsStringAsync(), StringComparison.Ordinal);
    }
}
