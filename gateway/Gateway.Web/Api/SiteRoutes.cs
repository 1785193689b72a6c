using System.Collections.Generic;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;
using Stethos.Gateway.Domain.View;
using Stethos.Gateway.Web.Query;

namespace Stethos.Gateway.Web.Api;

/// <summary>Routes about the whole site: status and alerts.</summary>
internal sealed class SiteRoutes(ISiteView view)
{
    public void Map(IEndpointRouteBuilder routes)
    {
        routes.MapGet("/api/status", GetStatus)
            .WithTags("Site")
            .WithSummary("The site at one glance: frames, verdicts, alerts, broker, model");
        routes.MapGet("/api/alerts", GetAlerts)
            .WithTags("Alerts")
            .WithSummary("Alerts, newest first, each with the features that drove it")
            .WithMetadata(SiteQuery.Open, SiteQuery.Limit)
            .ProducesValidationProblem();
    }

    private Ok<SiteStatusView> GetStatus() => TypedResults.Ok(view.GetStatus());

    private Results<Ok<IReadOnlyList<AlertView>>, ProblemHttpResult> GetAlerts(HttpRequest request)
    {
        if (!SiteQuery.Open.TryRead(request, out var open, out var error)
            || !SiteQuery.Limit.TryRead(request, out var limit, out error))
        {
            return Problems.BadQuery(error);
        }

        return TypedResults.Ok(view.GetAlerts(open, limit));
    }
}
