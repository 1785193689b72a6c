using System;
using System.IO;
using System.Net;
using System.Net.Http;
using System.Text.Json;

namespace Stethos.EndToEnd.Tests.Kit;

/// <summary>Asks a gateway's API on loopback.</summary>
internal sealed class StatusClient(int port) : IDisposable
{
    private readonly HttpClient _http = new()
    {
        BaseAddress = new Uri($"http://127.0.0.1:{port}"),
        Timeout = TimeSpan.FromSeconds(5)
    };

    public long FramesStored => Status("framesStored");

    /// <summary>A number of the status, -1 while the gateway does not answer.</summary>
    public long Status(string name)
    {
        try
        {
            using var status = JsonDocument.Parse(Get("/api/status").Text);
            return status.RootElement.GetProperty(name).GetInt64();
        }
        catch (HttpRequestException)
        {
            return -1;
        }
    }

    public (HttpStatusCode Code, string Text) Get(string path)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, path);
        using var answer = _http.Send(request);
        using var reader = new StreamReader(answer.Content.ReadAsStream());
        return (answer.StatusCode, reader.ReadToEnd());
    }

    public (HttpStatusCode Code, string Text) Post(string path)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, path);
        using var answer = _http.Send(request);
        using var reader = new StreamReader(answer.Content.ReadAsStream());
        return (answer.StatusCode, reader.ReadToEnd());
    }

    public void Dispose() => _http.Dispose();
}
