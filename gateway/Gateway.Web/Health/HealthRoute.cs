using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;
using Stethos.Gateway.Domain.View;

namespace Stethos.Gateway.Web.Health;

/// <summary>GET /healthz.</summary>
internal sealed class HealthRoute(ISiteView view)
{
    public void Map(IEndpointRouteBuilder routes) =>
        routes.MapGet("/healthz", Get)
            .WithTags("Operation")
            .WithSummary("Whether the gateway does its work: broker connected, storage writing")
            .Produces<HealthReport>(StatusCodes.Status200OK)
            .Produces<HealthReport>(StatusCodes.Status503ServiceUnavailable);

    private JsonHttpResult<HealthReport> Get()
    {
        var report = HealthReport.From(view.GetStatus());
        return TypedResults.Json(
            report,
            statusCode: report.IsOk ? StatusCodes.Status200OK : StatusCodes.Status503ServiceUnavailable);
    }
}
