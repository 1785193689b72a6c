namespace Stethos.FirmwareLinter.Sizing;

/// <summary>Budgets of a hardware tier, in bytes.</summary>
public sealed record Tier(string Name, string Title, int PayloadBytes, int ManagedHeapBytes, int DeployBytes);
