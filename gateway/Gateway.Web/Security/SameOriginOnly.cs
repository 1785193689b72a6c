using System;
using System.Threading.Tasks;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;

namespace Stethos.Gateway.Web.Security;

/// <summary>
/// Refuses requests that change something when a browser says another site made them. Without this, any page open in the
/// same browser could order bursts from a gateway on the local network. Tools that send neither header pass.
/// </summary>
internal static class SameOriginOnly
{
    public static void Use(IApplicationBuilder app) => app.Use((context, next) =>
        HttpMethods.IsGet(context.Request.Method) || HttpMethods.IsHead(context.Request.Method) || IsSameOrigin(context.Request)
            ? next(context)
            : RefuseAsync(context));

    private static bool IsSameOrigin(HttpRequest request)
    {
        var site = request.Headers["Sec-Fetch-Site"].ToString();
        if (site.Length > 0)
        {
            return site is "same-origin" or "none";
        }

        var origin = request.Headers.Origin.ToString();
        return origin.Length == 0
            || (Uri.TryCreate(origin, UriKind.Absolute, out var uri)
                && string.Equals(uri.Authority, request.Host.Value, StringComparison.OrdinalIgnoreCase));
    }

    private static Task RefuseAsync(HttpContext context) =>
        TypedResults.Problem(
            "A page of another site may not change anything here.",
            statusCode: StatusCodes.Status403Forbidden,
            title: "Foreign origin").ExecuteAsync(context);
}
