namespace Stethos.Gateway.Updates.Self;

/// <summary>How a program ended.</summary>
/// <param name="ExitCode">Its code; null when there is no such program.</param>
/// <param name="Output">Standard output.</param>
/// <param name="Errors">Standard error.</param>
public sealed record ProgramResult(int? ExitCode, string Output, string Errors);
