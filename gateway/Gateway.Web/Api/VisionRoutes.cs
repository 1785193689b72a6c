using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;
using Stethos.Gateway.Domain.View;
using Stethos.Gateway.Web.Query;

namespace Stethos.Gateway.Web.Api;

/// <summary>Routes about cameras and thermal arrays: newest picture by its features, newest crop, crop on demand.</summary>
internal sealed class VisionRoutes(ISiteView view)
{
    public void Map(IEndpointRouteBuilder routes)
    {
        routes.MapGet("/api/nodes/{device}/vision", GetVision)
            .WithTags("Vision").WithSummary("Newest picture of one sensor by its features, with its trend; 204 when none has arrived")
            .WithMetadata(SiteQuery.Sensor)
            .ProducesValidationProblem().ProducesProblem(StatusCodes.Status404NotFound);
        routes.MapGet("/api/nodes/{device}/crop", GetCrop)
            .WithTags("Vision").WithSummary("Newest crop of one sensor with the model's verdict; 204 when none has arrived")
            .WithMetadata(SiteQuery.Sensor)
            .ProducesValidationProblem().ProducesProblem(StatusCodes.Status404NotFound);
        routes.MapPost("/api/nodes/{device}/crop", PostCrop)
            .WithTags("Vision").WithSummary("Ask a node for a crop of its next picture; it arrives later")
            .WithMetadata(SiteQuery.Sensor)
            .ProducesValidationProblem()
            .ProducesProblem(StatusCodes.Status404NotFound).ProducesProblem(StatusCodes.Status409Conflict);
    }

    private Results<Ok<VisionView>, NoContent, ProblemHttpResult> GetVision(string device, HttpRequest request)
    {
        if (!SensorOfRequest.TryFind(view, device, request, out var sensor, out var problem))
        {
            return problem;
        }

        return view.GetVision(device, sensor) is { } picture ? TypedResults.Ok(picture) : TypedResults.NoContent();
    }

    private Results<Ok<CropView>, NoContent, ProblemHttpResult> GetCrop(string device, HttpRequest request)
    {
        if (!SensorOfRequest.TryFind(view, device, request, out var sensor, out var problem))
        {
            return problem;
        }

        return view.GetCrop(device, sensor) is { } crop ? TypedResults.Ok(crop) : TypedResults.NoContent();
    }

    private Results<Accepted, ProblemHttpResult> PostCrop(string device, HttpRequest request)
    {
        if (!SensorOfRequest.TryFind(view, device, request, out var sensor, out var problem))
        {
            return problem;
        }

        return view.RequestCrop(device, sensor) ? TypedResults.Accepted((string?)null) : Problems.CropRefused(device);
    }
}
