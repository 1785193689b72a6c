using System;
using System.Collections.Generic;
using System.Linq;
using Stethos.FirmwareLinter.Reading;

namespace Stethos.FirmwareLinter.Rules;

/// <summary>Findings of one assembly; the same finding at the same place counts once.</summary>
public sealed class FindingList
{
    private readonly HashSet<Finding> _found = [];

    public void Add(Rule rule, SourcePlace place, string message) => Add(rule, place, message, rule.Remedy);

    public void Add(Rule rule, SourcePlace place, string message, string remedy) => _found.Add(new Finding(rule, place, message, remedy));

    /// <summary>By file, line, column and rule.</summary>
    public IReadOnlyList<Finding> Sorted() => _found
        .OrderBy(finding => finding.Place.File, StringComparer.Ordinal)
        .ThenBy(finding => finding.Place.Line)
        .ThenBy(finding => finding.Place.Column)
        .ThenBy(finding => finding.Rule.Id, StringComparer.Ordinal)
        .ThenBy(finding => finding.Message, StringComparer.Ordinal)
        .ToArray();
}
