namespace Stethos.Gateway.Domain.View;

/// <summary>
/// A configuration that is kept under <paramref name="Number"/> and sent until the node answers; 0 = it was not, and why.
/// </summary>
public sealed record ConfigurationSentView(uint Number, string Problem);
