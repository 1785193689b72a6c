using System.Collections.Generic;

namespace Stethos.Architecture.Tests.Device;

/// <summary>One listed type: where its line is, its kind and bases as written, and its members with their lines.</summary>
internal sealed record DeviceType(
    int Line, string Assembly, bool IsListedElsewhere, string Text, string Kind, string Name, IReadOnlyList<string> Bases,
    List<(int Line, string Text)> Members)
{
    /// <summary>Name as C# writes it: nested types with a dot.</summary>
    public string CSharpName => Name.Replace('/', '.');
}
