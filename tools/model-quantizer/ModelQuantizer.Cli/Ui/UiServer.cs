using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Net;
using System.Threading;
using System.Threading.Tasks;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;
using Stethos.ModelQuantizer.Size.Check;
using Stethos.ModelQuantizer.Size.Report;
using Stethos.ModelQuantizer.Size.Tiers;

namespace Stethos.ModelQuantizer.Cli.Ui;

/// <summary>
/// The page and `POST /report`, on 127.0.0.1 only. A model stays in memory and is forgotten with the answer. Requests that another site's
/// page could send (a foreign host name or origin) are refused.
/// </summary>
internal sealed class UiServer : IAsyncDisposable
{
    private const long MostBytes = 256L << 20;
    private const int LongestName = 120;
    private readonly WebApplication _app;
    private readonly IReadOnlyList<HardwareTier> _tiers;

    private UiServer(int port, IReadOnlyList<HardwareTier> tiers)
    {
        _tiers = tiers;
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.ConfigureKestrel(options =>
        {
            options.Listen(IPAddress.Loopback, port);
            options.Limits.MaxRequestBodySize = MostBytes;
        });
        _app = builder.Build();
        _app.Run(Answer);
    }

    /// <summary>With the port really taken.</summary>
    public Uri Address => new(_app.Urls.First());

    /// <exception cref="IOException">The port is taken.</exception>
    /// <exception cref="ModelException">No port.</exception>
    public static async Task<UiServer> StartAsync(int port, IReadOnlyList<HardwareTier> tiers, CancellationToken cancellation)
    {
        if (port is < 0 or > IPEndPoint.MaxPort)
        {
            throw new ModelException("--port", $"{port} is not 0 to {IPEndPoint.MaxPort}");
        }

        var server = new UiServer(port, tiers);
        try
        {
            await server._app.StartAsync(cancellation);
            return server;
        }
        catch
        {
            await server.DisposeAsync();
            throw;
        }
    }

    public async ValueTask DisposeAsync() => await _app.DisposeAsync();

    private async Task Answer(HttpContext context)
    {
        var (request, response) = (context.Request, context.Response);
        response.Headers.CacheControl = "no-store";
        response.Headers.XContentTypeOptions = "nosniff";
        if (!IsOurs(request))
        {
            response.StatusCode = StatusCodes.Status403Forbidden;
        }
        else if (request.Path == "/" && HttpMethods.IsGet(request.Method))
        {
            response.ContentType = "text/html; charset=utf-8";
            await response.WriteAsync(UiPage.Html);
        }
        else if (request.Path == "/report" && HttpMethods.IsPost(request.Method))
        {
            await Report(request, response);
        }
        else
        {
            response.StatusCode = StatusCodes.Status404NotFound;
        }
    }

    private async Task Report(HttpRequest request, HttpResponse response)
    {
        try
        {
            using var body = new MemoryStream();
            await request.Body.CopyToAsync(body, request.HttpContext.RequestAborted);
            var name = NameOf(request);
            var graph = ModelLoader.Parse(body.ToArray(), name, null);
            var page = ReportPage.Write(SizeCheck.Run(graph, _tiers, new SizeCheckOptions { Dimensions = Dimensions(request, name) }));
            response.ContentType = "text/html; charset=utf-8";
            await response.WriteAsync(page);
        }
        catch (Exception exception) when (exception is ModelException or BadHttpRequestException)
        {
            response.StatusCode = StatusCodes.Status400BadRequest;
            response.ContentType = "text/plain; charset=utf-8";
            // Said for the command line; the page has a field for it.
            var message = exception.Message.Replace("with --dim", "in the field \"open dimensions\":", StringComparison.Ordinal);
            await response.WriteAsync(message);
        }
    }

    // A page of another site reaches 127.0.0.1 too: by its own name pointing there, or by sending across origins.
    private bool IsOurs(HttpRequest request)
    {
        var origin = request.Headers.Origin.ToString();
        return IsLoopback(request.Host.Host)
            && (origin.Length == 0
                || (Uri.TryCreate(origin, UriKind.Absolute, out var from) && IsLoopback(from.Host) && from.Port == Address.Port));
    }

    private static bool IsLoopback(string host) => host is "127.0.0.1" or "localhost";

    private static string NameOf(HttpRequest request)
    {
        var name = Path.GetFileName(request.Query["name"].ToString().Replace('\\', '/'));
        return name.Length == 0 ? "model" : name.Length <= LongestName ? name : name[..LongestName];
    }

    private static IReadOnlyDictionary<string, long> Dimensions(HttpRequest request, string name) => DimensionOption.Parse(
        name, request.Query["dim"].ToString().Split([' ', ','], StringSplitOptions.RemoveEmptyEntries));
}
