namespace Stethos.Architecture.Tests.Kit;

/// <summary>One broken rule: where, what is wrong, and what to do about it. Line 0 means the file as a whole.</summary>
internal sealed record Violation(string File, int Line, string Cause, string Remedy)
{
    public override string ToString() =>
        Line > 0 ? $"{File}({Line}): {Cause}. {Remedy}." : $"{File}: {Cause}. {Remedy}.";
}
