using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Threading.Tasks;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;
using Stethos.Gateway.Domain.View;
using Stethos.Gateway.Web.Query;

namespace Stethos.Gateway.Web.Api;

/// <summary>Releases for nodes: take in, hand out, stop, and what became of it.</summary>
internal sealed class UpdateRoutes(ISiteView view)
{
    /// <summary>Two components of 4 MB with their chunk lists.</summary>
    private const int LargestBundle = 9 << 20;

    public void Map(IEndpointRouteBuilder routes)
    {
        routes.MapGet("/api/updates", Get)
            .WithTags("Updates").WithSummary("Releases taken in, and what becomes of them on nodes, newest first")
            .ProducesProblem(StatusCodes.Status404NotFound);
        routes.MapPost("/api/updates/releases", AddAsync)
            .WithTags("Updates").WithSummary("Take a release bundle in: its bytes are the body")
            .ProducesValidationProblem().ProducesProblem(StatusCodes.Status404NotFound);
        routes.MapPost("/api/updates/keys", AddKeySetAsync)
            .WithTags("Updates").WithSummary("Take a key set of the nodes' owner in: its bytes are the body")
            .ProducesValidationProblem().ProducesProblem(StatusCodes.Status404NotFound);
        routes.MapPost("/api/updates/{release}/start", Start)
            .WithTags("Updates").WithSummary("Hand a release or key set out to nodes (query field node, several times) or to all it fits")
            .ProducesValidationProblem().ProducesProblem(StatusCodes.Status404NotFound);
        routes.MapPost("/api/updates/{release}/stop", Stop)
            .WithTags("Updates").WithSummary("Stop handing a release out to nodes (query field node, several times) or to all")
            .ProducesValidationProblem().ProducesProblem(StatusCodes.Status404NotFound);
    }

    private Results<Ok<UpdatesView>, ProblemHttpResult> Get() =>
        view.Updates is { } updates ? TypedResults.Ok(updates.Get()) : Problems.NoUpdates();

    private Task<Results<Ok<UpdateAnswerView>, ProblemHttpResult>> AddAsync(HttpRequest request) =>
        TakeAsync(request, "bundle", (updates, bytes) => updates.Add(bytes));

    private Task<Results<Ok<UpdateAnswerView>, ProblemHttpResult>> AddKeySetAsync(HttpRequest request) =>
        TakeAsync(request, "keySet", (updates, bytes) => updates.AddKeySet(bytes));

    private async Task<Results<Ok<UpdateAnswerView>, ProblemHttpResult>> TakeAsync(
        HttpRequest request, string field, Func<IUpdatesView, byte[], UpdateAnswerView> take)
    {
        if (view.Updates is not { } updates)
        {
            return Problems.NoUpdates();
        }

        if (request.HttpContext.Features.Get<IHttpMaxRequestBodySizeFeature>() is { IsReadOnly: false } limit)
        {
            limit.MaxRequestBodySize = LargestBundle;
        }

        using var bytes = new MemoryStream();
        try
        {
            await request.Body.CopyToAsync(bytes, request.HttpContext.RequestAborted).ConfigureAwait(false);
        }
        catch (BadHttpRequestException)
        {
            return Problems.BadQuery(new QueryError(field, $"a bundle has at most {LargestBundle} bytes"));
        }

        return Answer(take(updates, bytes.ToArray()), field);
    }

    private Results<Ok<UpdateAnswerView>, ProblemHttpResult> Start(string release, HttpRequest request) =>
        Run(release, request, (updates, devices) => updates.Start(release, devices));

    private Results<Ok<UpdateAnswerView>, ProblemHttpResult> Stop(string release, HttpRequest request) =>
        Run(release, request, (updates, devices) => updates.Stop(release, devices));

    private Results<Ok<UpdateAnswerView>, ProblemHttpResult> Run(
        string release, HttpRequest request, Func<IUpdatesView, IReadOnlyList<string>, UpdateAnswerView> run)
    {
        var devices = request.Query["node"].OfType<string>().ToArray();
        var isAll = request.Query.ContainsKey("all");
        return view.Updates is not { } updates ? Problems.NoUpdates()
            : devices.Length == 0 == !isAll ? Problems.BadQuery(new QueryError("node", "name nodes by node=…, or all of them by all"))
            : Answer(run(updates, devices), "release");
    }

    private static Results<Ok<UpdateAnswerView>, ProblemHttpResult> Answer(UpdateAnswerView answer, string field) =>
        answer.Problem.Length == 0 ? TypedResults.Ok(answer) : Problems.BadQuery(new QueryError(field, answer.Problem));
}
