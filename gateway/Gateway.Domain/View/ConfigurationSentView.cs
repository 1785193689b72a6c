namespace Stethos.Gateway.Domain.View;

/// <summary>A configuration that was sent under <paramref name="Number"/>; 0 = it was not, and why.</summary>
public sealed record ConfigurationSentView(uint Number, string Problem);
