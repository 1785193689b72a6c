using System;
using System.IO;
using System.Net.Http;
using System.Text.Json;
using System.Threading;
using System.Threading.Tasks;

namespace Stethos.Gateway.Web.Tests;

/// <summary>A server on a free loopback port with a client for it.</summary>
internal sealed class RunningServer : IAsyncDisposable
{
    private RunningServer(FakeSiteView view, ManualTime time, WebServer server)
    {
        View = view;
        Time = time;
        Server = server;
        Http = new HttpClient { BaseAddress = server.Address, Timeout = TimeSpan.FromSeconds(20) };
    }

    public FakeSiteView View { get; }

    public ManualTime Time { get; }

    public WebServer Server { get; }

    public HttpClient Http { get; }

    public static async Task<RunningServer> StartAsync(FakeSiteView? view = null, string? webRoot = null)
    {
        view ??= new FakeSiteView();
        var time = new ManualTime();
        var server = new WebServer(view, new WebOptions { Port = 0, WebRoot = webRoot }, time);
        await server.StartAsync(CancellationToken.None);
        return new RunningServer(view, time, server);
    }

    public async Task<JsonElement> GetJsonAsync(string path)
    {
        using var response = await Http.GetAsync(new Uri(path, UriKind.Relative));
        response.EnsureSuccessStatusCode();
        Assert.Equal("application/json", response.Content.Headers.ContentType?.MediaType);
        return await ReadJsonAsync(response);
    }

    public Task<HttpResponseMessage> GetAsync(string path) => Http.GetAsync(new Uri(path, UriKind.Relative));

    public static async Task<JsonElement> ReadJsonAsync(HttpResponseMessage response)
    {
        using var document = await JsonDocument.ParseAsync(await response.Content.ReadAsStreamAsync());
        return document.RootElement.Clone();
    }

    public async Task<EventReader> OpenLiveAsync()
    {
        var response = await Http.GetAsync(new Uri("/api/live", UriKind.Relative), HttpCompletionOption.ResponseHeadersRead);
        response.EnsureSuccessStatusCode();
        return new EventReader(response, new StreamReader(await response.Content.ReadAsStreamAsync()));
    }

    public async ValueTask DisposeAsync()
    {
        Http.Dispose();
        await Server.DisposeAsync();
    }
}
