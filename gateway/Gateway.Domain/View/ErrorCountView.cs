namespace Stethos.Gateway.Domain.View;

/// <summary>How often an error happened on a node in its present boot.</summary>
public sealed record ErrorCountView(int Code, string Name, uint Count);
