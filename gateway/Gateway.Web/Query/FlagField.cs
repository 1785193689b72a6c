using System.Diagnostics.CodeAnalysis;
using Microsoft.AspNetCore.Http;

namespace Stethos.Gateway.Web.Query;

/// <summary><c>true</c> or <c>false</c>; false when left out.</summary>
internal sealed class FlagField(string name, string description) : QueryField(name, description)
{
    public bool TryRead(HttpRequest request, out bool value, [NotNullWhen(false)] out QueryError? error)
    {
        value = false;
        if (!TryGetText(request, out var text, out error) || text is null)
        {
            return error is null;
        }

        if (text is "true" or "false")
        {
            value = text == "true";
            return true;
        }

        error = new QueryError(Name, $"{Name} must be true or false.");
        return false;
    }
}
