using Stethos.FirmwareLinter.Reading;

namespace Stethos.FirmwareLinter.Rules;

/// <summary>A rule broken at a place.</summary>
public sealed record Finding(Rule Rule, SourcePlace Place, string Message, string Remedy)
{
    /// <summary><c>file(line,column): NF0001: message; what to do instead</c></summary>
    public override string ToString() => Place.Line > 0
        ? $"{Place.File}({Place.Line},{Place.Column}): {Rule.Id}: {Message}; {Remedy}"
        : $"{Place.File}: {Rule.Id}: {Message}; {Remedy}";
}
