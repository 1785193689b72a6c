using System;
using System.Collections.Generic;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Stethos.Gateway.Web.Query;

namespace Stethos.Gateway.Web.Api;

/// <summary>The refusals of the API as RFC 9457 problem documents.</summary>
internal static class Problems
{
    public static ProblemHttpResult UnknownDevice(string device) =>
        Create(StatusCodes.Status404NotFound, "Unknown device", $"No node '{device}' is known to this site.");

    public static ProblemHttpResult UnknownSensor(string device, int sensor) =>
        Create(StatusCodes.Status404NotFound, "Unknown sensor", $"Node '{device}' has no sensor {sensor}.");

    public static ProblemHttpResult BurstRefused(string device) =>
        Create(
            StatusCodes.Status409Conflict,
            "Burst not possible",
            $"Node '{device}' cannot take a burst now: it is not reachable, or a burst is already under way.");

    public static ProblemHttpResult ConfigurationRefused(string device) =>
        Create(
            StatusCodes.Status409Conflict, "Configuration not possible",
            $"Node '{device}' cannot be configured now: the gateway has no key for it, or its store takes nothing.");

    public static ProblemHttpResult CropRefused(string device) =>
        Create(StatusCodes.Status409Conflict, "Crop not possible", $"Node '{device}' cannot send a crop now: it is not reachable.");

    public static ProblemHttpResult IdentifyRefused(string device) =>
        Create(StatusCodes.Status409Conflict, "Node does not hear", $"Node '{device}' cannot be asked to blink now: it is not reachable.");

    public static ProblemHttpResult NoUpdates() =>
        Create(StatusCodes.Status404NotFound, "No updates", "This gateway hands no releases out.");

    public static ProblemHttpResult BadQuery(QueryError error)
    {
        var errors = new Dictionary<string, string[]>(StringComparer.Ordinal) { [error.Field] = [error.Reason] };
        return TypedResults.Problem(new HttpValidationProblemDetails(errors)
        {
            Status = StatusCodes.Status400BadRequest,
            Title = "Bad query",
            Detail = error.Reason,
        });
    }

    private static ProblemHttpResult Create(int status, string title, string detail) =>
        TypedResults.Problem(detail: detail, statusCode: status, title: title);
}
