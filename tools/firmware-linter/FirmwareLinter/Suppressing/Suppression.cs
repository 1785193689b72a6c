namespace Stethos.FirmwareLinter.Suppressing;

/// <summary>One accepted finding: rule, end of the file's path (or <c>*</c>), line (0 for any) and why it is accepted.</summary>
public sealed record Suppression(int Number, string RuleId, string File, int Line, string Reason);
