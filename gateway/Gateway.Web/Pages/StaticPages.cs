using System;
using System.Diagnostics.CodeAnalysis;
using System.IO;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.StaticFiles;
using Microsoft.Extensions.FileProviders;

namespace Stethos.Gateway.Web.Pages;

/// <summary>Serves the built page, or says how to build it.</summary>
internal static class StaticPages
{
    /// <summary>The build puts a hash of the content into every name in this folder.</summary>
    private const string HashedFolder = "/assets";

    private const string MissingPage =
        """
        <!doctype html>
        <html lang="en">
        <head><meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>Stethos</title></head>
        <body>
        <h1>Stethos</h1>
        <p>The gateway is running, but its page has not been built. In the source folder run:</p>
        <pre>cd gateway/web
        npm ci
        npm run build</pre>
        <p>and start the gateway again. Until then: <a href="/api/status">status</a>, <a href="/api/nodes">nodes</a>,
        <a href="/api/alerts">alerts</a>, <a href="/openapi.json">API document</a>, <a href="/healthz">health</a>,
        <a href="/metrics">metrics</a>.</p>
        </body>
        </html>
        """;

    /// <summary>False when the folder holds no page.</summary>
    public static bool HasPage([NotNullWhen(true)] string? webRoot) =>
        webRoot is not null && File.Exists(Path.Combine(webRoot, "index.html"));

    /// <summary>Ties the files to the application, which must dispose the returned provider after it stops.</summary>
    public static IDisposable UseFiles(IApplicationBuilder app, string webRoot)
    {
        var files = new PhysicalFileProvider(Path.GetFullPath(webRoot));
        app.UseDefaultFiles(new DefaultFilesOptions { FileProvider = files });
        app.UseStaticFiles(new StaticFileOptions { FileProvider = files, OnPrepareResponse = SetCaching });
        return files;
    }

    public static void MapMissing(WebApplication app) =>
        app.MapGet("/", () => TypedResults.Text(MissingPage, "text/html; charset=utf-8")).ExcludeFromDescription();

    private static void SetCaching(StaticFileResponseContext context)
    {
        var hashed = context.Context.Request.Path.StartsWithSegments(HashedFolder, StringComparison.Ordinal);
        context.Context.Response.Headers.CacheControl = hashed ? "public, max-age=31536000, immutable" : "no-cache";
    }
}
