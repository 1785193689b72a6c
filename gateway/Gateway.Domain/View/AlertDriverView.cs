namespace Stethos.Gateway.Domain.View;

/// <summary>One feature that drove an alert.</summary>
/// <param name="Feature">Name of the feature.</param>
/// <param name="Unit">Unit of value and reference; empty for a ratio.</param>
/// <param name="Value">What was measured.</param>
/// <param name="Reference">What it is compared with.</param>
/// <param name="ReferenceName">Where the reference comes from, such as <c>healthy p95</c>; empty when there are no figures.</param>
/// <param name="Contribution">Share of the score this feature explains, 0 to 1.</param>
public sealed record AlertDriverView(
    string Feature,
    string Unit,
    double Value,
    double Reference,
    string ReferenceName,
    double Contribution)
{
    /// <summary>A sentence in the place of a feature, without figures.</summary>
    public static AlertDriverView Saying(string sentence) => new(sentence, "", 0, 0, "", 0);
}
