using System.Diagnostics.CodeAnalysis;
using Microsoft.AspNetCore.Http;

namespace Stethos.Gateway.Web.Query;

/// <summary>
/// One query field: what it is called, what it may be and what it is when left out. The same object checks the request
/// and describes the field in the API document, so the two cannot disagree.
/// </summary>
internal abstract class QueryField(string name, string description)
{
    public string Name { get; } = name;

    public string Description { get; } = description;

    /// <summary>The only text given for this field; false with a reason when it is given twice.</summary>
    protected bool TryGetText(HttpRequest request, out string? text, [NotNullWhen(false)] out QueryError? error)
    {
        var values = request.Query[Name];
        text = values.Count == 0 ? null : values[0];
        error = values.Count > 1 ? new QueryError(Name, $"{Name} must be given once.") : null;
        return error is null;
    }
}
