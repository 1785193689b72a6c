using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using Microsoft.AspNetCore.Http;

namespace Stethos.Gateway.Web.Query;

/// <summary>A whole number within bounds, both included.</summary>
internal sealed class NumberField(string name, string description, int fallback, int minimum, int maximum)
    : QueryField(name, description)
{
    public int Fallback { get; } = fallback;

    public int Minimum { get; } = minimum;

    public int Maximum { get; } = maximum;

    public bool TryRead(HttpRequest request, out int value, [NotNullWhen(false)] out QueryError? error)
    {
        value = Fallback;
        if (!TryGetText(request, out var text, out error) || text is null)
        {
            return error is null;
        }

        if (int.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out value)
            && value >= Minimum && value <= Maximum)
        {
            return true;
        }

        error = new QueryError(Name, $"{Name} must be a whole number from {Minimum} to {Maximum}.");
        return false;
    }
}
