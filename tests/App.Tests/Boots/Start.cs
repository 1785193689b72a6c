namespace Stethos.App.Tests.Boots;

/// <summary>What one start of a node came to know.</summary>
internal sealed record Start(uint Boot, uint Previous, uint Faults);
