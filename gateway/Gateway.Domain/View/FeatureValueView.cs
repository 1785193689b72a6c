namespace Stethos.Gateway.Domain.View;

/// <summary>One feature of a burst.</summary>
/// <param name="Name">Name as in docs/glossary.md.</param>
/// <param name="Unit">Unit; empty for a ratio.</param>
/// <param name="Value">The value.</param>
public sealed record FeatureValueView(string Name, string Unit, double Value);
