using System;
using System.Collections.Generic;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;
using Stethos.Gateway.Domain.View;
using Stethos.Gateway.Web.Query;

namespace Stethos.Gateway.Web.Api;

/// <summary>Routes about nodes: list, detail, trend, spectrum, burst, blinking.</summary>
internal sealed class NodeRoutes(ISiteView view, TimeProvider time)
{
    public void Map(IEndpointRouteBuilder routes)
    {
        routes.MapGet("/api/nodes", GetNodes)
            .WithTags("Nodes").WithSummary("All nodes with state, sensors and newest verdict");
        routes.MapGet("/api/nodes/{device}", GetNode)
            .WithTags("Nodes")
            .WithSummary("One node, with what it says it is: sensors, telemetry with units, properties with ranges, commands")
            .ProducesProblem(StatusCodes.Status404NotFound);
        routes.MapGet("/api/nodes/{device}/trend", GetTrend)
            .WithTags("Nodes").WithSummary("Trend of one sensor, oldest first")
            .WithMetadata(SiteQuery.Sensor, SiteQuery.Minutes, SiteQuery.Points)
            .ProducesValidationProblem().ProducesProblem(StatusCodes.Status404NotFound);
        routes.MapGet("/api/nodes/{device}/spectrum", GetSpectrum)
            .WithTags("Nodes").WithSummary("Newest spectrum of one sensor with its fault lines; 204 when none has arrived")
            .WithMetadata(SiteQuery.Sensor, SiteQuery.Kind)
            .ProducesValidationProblem().ProducesProblem(StatusCodes.Status404NotFound);
        routes.MapGet("/api/nodes/{device}/features", GetFeatures)
            .WithTags("Nodes").WithSummary("Full feature set of the newest burst of one sensor; 204 when none has arrived")
            .WithMetadata(SiteQuery.Sensor)
            .ProducesValidationProblem().ProducesProblem(StatusCodes.Status404NotFound);
        routes.MapPost("/api/nodes/{device}/burst", PostBurst)
            .WithTags("Nodes").WithSummary("Ask a node for a burst of raw samples; it arrives later as a new spectrum")
            .WithMetadata(SiteQuery.Sensor)
            .ProducesValidationProblem()
            .ProducesProblem(StatusCodes.Status404NotFound).ProducesProblem(StatusCodes.Status409Conflict);
        routes.MapPost("/api/nodes/{device}/identify", PostIdentify)
            .WithTags("Nodes").WithSummary("Ask a node's lamp to blink, so that a person finds it")
            .WithMetadata(SiteQuery.Seconds)
            .ProducesValidationProblem()
            .ProducesProblem(StatusCodes.Status404NotFound).ProducesProblem(StatusCodes.Status409Conflict);
    }

    private Results<Accepted, ProblemHttpResult> PostIdentify(string device, HttpRequest request)
    {
        if (!SiteQuery.Seconds.TryRead(request, out var seconds, out var error))
        {
            return Problems.BadQuery(error);
        }

        return view.GetNode(device) is null ? Problems.UnknownDevice(device)
            : view.Identify(device, seconds) ? TypedResults.Accepted((string?)null) : Problems.IdentifyRefused(device);
    }

    private Ok<IReadOnlyList<NodeView>> GetNodes() => TypedResults.Ok(view.GetNodes());

    private Results<Ok<NodeView>, ProblemHttpResult> GetNode(string device) =>
        view.GetNode(device) is { } node
            ? TypedResults.Ok(node with { Description = view.GetDescription(device) })
            : Problems.UnknownDevice(device);

    private Results<Ok<IReadOnlyList<TrendPoint>>, ProblemHttpResult> GetTrend(string device, HttpRequest request)
    {
        if (!SiteQuery.Minutes.TryRead(request, out var minutes, out var error)
            || !SiteQuery.Points.TryRead(request, out var points, out error))
        {
            return Problems.BadQuery(error);
        }

        if (!SensorOfRequest.TryFind(view, device, request, out var sensor, out var problem))
        {
            return problem;
        }

        var since = time.GetUtcNow() - TimeSpan.FromMinutes(minutes);
        return TypedResults.Ok(view.GetTrend(device, sensor, since, points));
    }

    private Results<Ok<SpectrumView>, NoContent, ProblemHttpResult> GetSpectrum(string device, HttpRequest request)
    {
        if (!SiteQuery.Kind.TryRead(request, out var kind, out var error))
        {
            return Problems.BadQuery(error);
        }

        if (!SensorOfRequest.TryFind(view, device, request, out var sensor, out var problem))
        {
            return problem;
        }

        return view.GetSpectrum(device, sensor, kind) is { } spectrum ? TypedResults.Ok(spectrum) : TypedResults.NoContent();
    }

    private Results<Ok<FeatureSetView>, NoContent, ProblemHttpResult> GetFeatures(string device, HttpRequest request)
    {
        if (!SensorOfRequest.TryFind(view, device, request, out var sensor, out var problem))
        {
            return problem;
        }

        return view.GetFeatures(device, sensor) is { } features ? TypedResults.Ok(features) : TypedResults.NoContent();
    }

    private Results<Accepted, ProblemHttpResult> PostBurst(string device, HttpRequest request)
    {
        if (!SensorOfRequest.TryFind(view, device, request, out var sensor, out var problem))
        {
            return problem;
        }

        return view.RequestBurst(device, sensor) ? TypedResults.Accepted((string?)null) : Problems.BurstRefused(device);
    }
}
