namespace Stethos.Gateway.Domain.View;

/// <summary>A command a node understands.</summary>
/// <param name="Code">Number on the wire.</param>
/// <param name="Name">Name in camelCase.</param>
public sealed record DescribedCommandView(int Code, string Name);
