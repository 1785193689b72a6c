namespace Stethos.Gateway.Domain.View;

/// <summary>A configuration that is kept, and sent until the node answers, under <paramref name="Number"/>; 0 = it was not, and why.</summary>
public sealed record ConfigurationSentView(uint Number, string Problem);
