using System;
using System.Collections.Generic;

namespace Stethos.FirmwareLinter.Api;

/// <summary>A public type of a class library: its bases and its members, written as <c>Name(int,string)</c> or as a field's name.</summary>
public sealed class ApiType(string name, ApiKind kind, IReadOnlyList<string> bases)
{
    public string Name { get; } = name;

    public ApiKind Kind { get; } = kind;

    /// <summary>Base class and interfaces, full names.</summary>
    public IReadOnlyList<string> Bases { get; } = bases;

    public SortedSet<string> Members { get; } = new(StringComparer.Ordinal);
}
