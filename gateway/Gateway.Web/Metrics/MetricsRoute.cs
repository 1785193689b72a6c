using System.Collections.Generic;
using System.Linq;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;
using Stethos.Gateway.Domain.View;
using Stethos.Gateway.Web.Live;

namespace Stethos.Gateway.Web.Metrics;

/// <summary>GET /metrics: the samples of the site and those of this server.</summary>
internal sealed class MetricsRoute(ISiteView view, LiveHub live)
{
    public void Map(IEndpointRouteBuilder routes) =>
        routes.MapGet("/metrics", Get)
            .WithTags("Operation")
            .WithSummary("All metrics in the Prometheus text format 0.0.4")
            .Produces<string>(StatusCodes.Status200OK, "text/plain");

    private ContentHttpResult Get() =>
        TypedResults.Text(PrometheusText.Format(view.GetMetrics().Concat(Own())), PrometheusText.ContentType);

    private IEnumerable<MetricSample> Own()
    {
        yield return new MetricSample("stethos_web_live_clients", "Pages connected for live values.", "gauge", live.ClientCount, []);
        yield return new MetricSample(
            "stethos_web_live_clients_dropped_total",
            "Pages dropped because they read slower than the site changes.",
            "counter",
            live.DroppedCount,
            []);
    }
}
