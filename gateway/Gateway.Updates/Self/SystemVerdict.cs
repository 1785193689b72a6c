namespace Stethos.Gateway.Updates.Self;

/// <summary>What became of a system that was just booted, and why, for people.</summary>
public sealed record SystemVerdict(SystemOutcomeCode Outcome, string Text);
