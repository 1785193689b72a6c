using System;
using System.Net;
using System.Net.Http;
using System.Threading;
using System.Threading.Tasks;
using Stethos.ModelQuantizer.Cli.Ui;
using Stethos.ModelQuantizer.Onnx;

namespace Stethos.ModelQuantizer.Tests.Size;

public sealed class UiServerTests : IAsyncLifetime
{
    private readonly HttpClient _client = new();
    private UiServer _server = null!;

    public async Task InitializeAsync()
    {
        _server = await UiServer.StartAsync(0, [MadeTier.Of()], CancellationToken.None);
        _client.BaseAddress = _server.Address;
    }

    public async Task DisposeAsync()
    {
        _client.Dispose();
        await _server.DisposeAsync();
    }

    [Fact]
    public async Task The_page_takes_files_and_loads_nothing_from_elsewhere()
    {
        var page = await _client.GetStringAsync("/");
        Assert.Contains("type=\"file\"", page, StringComparison.Ordinal);
        Assert.Contains("'drop'", page, StringComparison.Ordinal);
        Assert.DoesNotContain("http", page, StringComparison.Ordinal);
        Assert.DoesNotContain("src=", page, StringComparison.Ordinal);
        Assert.Equal("127.0.0.1", _server.Address.Host);
    }

    [Fact]
    public async Task A_dropped_model_is_answered_with_the_report()
    {
        using var answer = await Post(OnnxModel.Write(TierCheckTests.Codes()), "/report?name=codes.onnx");
        var page = await answer.Content.ReadAsStringAsync();
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        Assert.Contains("<h1>codes.onnx</h1>", page, StringComparison.Ordinal);
        Assert.EndsWith("</html>\n", page, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_is_no_model_gets_one_line()
    {
        using var answer = await Post([1, 2, 3], "/report?name=..%2F..%2Fbad.onnx");
        var line = await answer.Content.ReadAsStringAsync();
        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
        Assert.StartsWith("bad.onnx: ", line, StringComparison.Ordinal);
        using var empty = await Post([], "/report");
        Assert.Equal(HttpStatusCode.BadRequest, empty.StatusCode);
    }

    [Theory]
    [InlineData("Host", "evil.example")]
    [InlineData("Origin", "https://evil.example")]
    [InlineData("Origin", "null")]
    public async Task Pages_of_other_sites_are_refused(string header, string value)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, "/");
        request.Headers.Add(header, value);
        using var answer = await _client.SendAsync(request);
        Assert.Equal(HttpStatusCode.Forbidden, answer.StatusCode);
    }

    [Fact]
    public async Task Other_addresses_are_not_found()
    {
        using var answer = await _client.GetAsync(new Uri("/etc/passwd", UriKind.Relative));
        Assert.Equal(HttpStatusCode.NotFound, answer.StatusCode);
    }

    private async Task<HttpResponseMessage> Post(byte[] bytes, string address)
    {
        using var content = new ByteArrayContent(bytes);
        return await _client.PostAsync(new Uri(address, UriKind.Relative), content);
    }
}
