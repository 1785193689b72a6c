using System;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Stethos.Gateway.Web.Api;
using Stethos.Gateway.Web.Health;
using Stethos.Gateway.Web.Json;
using Stethos.Gateway.Web.Live;
using Stethos.Gateway.Web.Metrics;
using Stethos.Gateway.Web.OpenApi;
using Stethos.Gateway.Web.Pages;
using Stethos.Gateway.Web.Security;

namespace Stethos.Gateway.Web;

/// <summary>Puts the request pipeline together. It takes nothing from environment variables or settings files.</summary>
internal static class WebPipeline
{
    /// <summary>A stuck reader may not hold up the stop of the gateway for longer.</summary>
    private static readonly TimeSpan LongestStop = TimeSpan.FromSeconds(3);

    /// <summary>Only a release bundle is longer; its route says so.</summary>
    private const long LargestBodyBytes = 16 * 1024;

    public static (WebApplication App, IDisposable? Files) Build(WebPipelineParts parts)
    {
        var builder = WebApplication.CreateSlimBuilder(new WebApplicationOptions
        {
            ApplicationName = typeof(WebPipeline).Assembly.GetName().Name,
            ContentRootPath = AppContext.BaseDirectory,
            EnvironmentName = Environments.Production,
        });
        builder.Configuration.Sources.Clear();
        builder.Services.AddSingleton(parts.Loggers);
        builder.Services.AddSingleton<IHostLifetime, NoLifetime>();
        builder.Services.Configure<HostOptions>(options => options.ShutdownTimeout = LongestStop);
        builder.Services.ConfigureHttpJsonOptions(options => WebJson.Configure(options.SerializerOptions));
        builder.Services.AddProblemDetails();
        builder.Services.AddResponseCompression();
        builder.Services.AddOpenApi(options => ApiDocument.Configure(options, parts.View));
        builder.WebHost.ConfigureKestrel(kestrel =>
        {
            kestrel.AddServerHeader = false;
            kestrel.Limits.MaxRequestBodySize = LargestBodyBytes;
            kestrel.Listen(parts.Endpoint);
        });
        var app = builder.Build();
        return (app, Configure(app, parts));
    }

    private static IDisposable? Configure(WebApplication app, WebPipelineParts parts)
    {
        SecurityHeaders.Use(app);
        app.UseExceptionHandler();
        app.UseStatusCodePages();
        SameOriginOnly.Use(app);
        app.UseResponseCompression();
        IDisposable? files = null;
        if (StaticPages.HasPage(parts.WebRoot))
        {
            files = StaticPages.UseFiles(app, parts.WebRoot);
        }
        else
        {
            StaticPages.MapMissing(app);
        }

        app.MapOpenApi(ApiDocument.Path);
        new SiteRoutes(parts.View).Map(app);
        new NodeRoutes(parts.View, parts.Time).Map(app);
        new VisionRoutes(parts.View).Map(app);
        new ConfigurationRoutes(parts.View).Map(app);
        new UpdateRoutes(parts.View).Map(app);
        new LiveRoute(parts.Live).Map(app);
        new HealthRoute(parts.View).Map(app);
        new MetricsRoute(parts.View, parts.Live).Map(app);
        return files;
    }
}
