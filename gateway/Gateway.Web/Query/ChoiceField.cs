using System;
using System.Collections.Generic;
using System.Diagnostics.CodeAnalysis;
using System.Linq;
using Microsoft.AspNetCore.Http;

namespace Stethos.Gateway.Web.Query;

/// <summary>One of a few words, compared exactly; the first is taken when the field is left out.</summary>
internal sealed class ChoiceField(string name, string description, params string[] choices) : QueryField(name, description)
{
    public IReadOnlyList<string> Choices { get; } = choices;

    public bool TryRead(HttpRequest request, [NotNullWhen(true)] out string? value, [NotNullWhen(false)] out QueryError? error)
    {
        if (!TryGetText(request, out value, out error))
        {
            return false;
        }

        value ??= Choices[0];
        if (Choices.Contains(value, StringComparer.Ordinal))
        {
            return true;
        }

        error = new QueryError(Name, $"{Name} must be one of: {string.Join(", ", Choices)}.");
        return false;
    }
}
