using System;
using System.IO;
using System.Threading.Tasks;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Routing;

namespace Stethos.Gateway.Web.Live;

/// <summary>GET /api/live: server-sent events.</summary>
internal sealed class LiveRoute(LiveHub hub)
{
    private const string Description =
        "Begins with `status` (an object), `nodes` and `alerts` (arrays of everything). Then, at most four times a second: "
        + "`status`, `nodes` (only those that changed), `alert` (one that changed) and `spectrum` (`{\"device\"}`: a newer one "
        + "can be fetched). Data is the same JSON as of the other routes. A comment every 15 s keeps the line open. A client "
        + "that reads too slowly is disconnected and starts over.";

    public void Map(IEndpointRouteBuilder routes) =>
        routes.MapGet("/api/live", (Delegate)ServeAsync)
            .WithTags("Live")
            .WithSummary("Changes as server-sent events")
            .WithDescription(Description)
            .Produces<string>(StatusCodes.Status200OK, "text/event-stream")
            .ProducesProblem(StatusCodes.Status503ServiceUnavailable);

    private async Task ServeAsync(HttpContext context)
    {
        var client = hub.Connect();
        if (client is null)
        {
            context.Response.Headers.RetryAfter = "5";
            await TypedResults.Problem(
                "Too many pages are open, or the gateway is stopping; try again in a moment.",
                statusCode: StatusCodes.Status503ServiceUnavailable,
                title: "No live values now").ExecuteAsync(context);
            return;
        }

        // A dropped client is usually stuck in a write; only aborting the connection gets it out.
        using var abort = client.Dropped.Register(context.Abort);
        try
        {
            await StreamAsync(client, context);
        }
        catch (Exception exception) when (exception is OperationCanceledException or IOException)
        {
            // The reader went away or was dropped: both are normal ends of a stream.
        }
        finally
        {
            hub.Disconnect(client);
        }
    }

    private static async Task StreamAsync(LiveClient client, HttpContext context)
    {
        var response = context.Response;
        response.ContentType = "text/event-stream";
        response.Headers["X-Accel-Buffering"] = "no";
        context.Features.Get<IHttpResponseBodyFeature>()?.DisableBuffering();
        await foreach (var batch in client.ReadAllAsync(context.RequestAborted))
        {
            await response.Body.WriteAsync(batch, context.RequestAborted);
            await response.Body.FlushAsync(context.RequestAborted);
        }
    }
}
