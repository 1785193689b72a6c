using System.Linq;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;
using Stethos.Gateway.Domain.View;
using Stethos.Gateway.Web.Query;

namespace Stethos.Gateway.Web.Api;

/// <summary>Sends settings to a node. They travel as query fields, as everything this interface takes.</summary>
internal sealed class ConfigurationRoutes(ISiteView view)
{
    public void Map(IEndpointRouteBuilder routes) =>
        routes.MapPost("/api/nodes/{device}/configuration", Post)
            .WithTags("Nodes")
            .WithSummary("Send settings to a node, each a query field; what became of them is told by the node")
            .ProducesValidationProblem()
            .ProducesProblem(StatusCodes.Status404NotFound).ProducesProblem(StatusCodes.Status409Conflict);

    private Results<Ok<ConfigurationSentView>, ProblemHttpResult> Post(string device, HttpRequest request)
    {
        if (view.GetNode(device) is null)
        {
            return Problems.UnknownDevice(device);
        }

        var sent = view.Configure(device, request.Query.ToDictionary(field => field.Key, field => field.Value.ToString()));
        return sent.Number > 0 ? TypedResults.Ok(sent)
            : sent.Problem.Length > 0 ? Problems.BadQuery(new QueryError("settings", sent.Problem))
            : Problems.ConfigurationRefused(device);
    }
}
