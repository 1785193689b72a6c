using System;
using System.Collections.Generic;
using System.Linq;
using System.Text.RegularExpressions;
using Stethos.Architecture.Tests.Kit;

namespace Stethos.Architecture.Tests.Arrows;

/// <summary>
/// The folder table of docs/architecture.md says what <see cref="ArrowTable"/> enforces: same folders, same order, same arrows,
/// and the word "Portable" first in the purpose of the portable ones.
/// </summary>
internal static partial class ArrowDocumentRule
{
    public const string FilePath = "docs/architecture.md";

    private const string Remedy = "Change the document and ArrowTable.cs together, with a decision record";

    public static IEnumerable<Violation> Check(RepoFile document)
    {
        Dictionary<string, int> lines = new(StringComparer.Ordinal);
        for (int i = 0; i < document.Lines.Count; i++)
        {
            if (FolderLine().Match(document.Lines[i]) is { Success: true } match)
            {
                string folder = match.Groups["folder"].Value;
                string? cause = lines.TryAdd(folder, i + 1) ? CauseOf(match, folder) : $"{folder} is listed twice";
                if (cause is not null)
                {
                    yield return new Violation(document.Path, i + 1, cause, Remedy);
                }
            }
        }

        foreach (ArrowRow row in ArrowTable.Rows.Where(row => !lines.ContainsKey(row.Folder)))
        {
            yield return new Violation(document.Path, 0, $"{row.Folder} is enforced but not in the folder table", Remedy);
        }
    }

    private static string? CauseOf(Match line, string folder)
    {
        ArrowRow? row = ArrowTable.Rows.FirstOrDefault(candidate => candidate.Folder == folder);
        string[] arrows = Quoted().Matches(line.Groups["arrows"].Value).Select(match => match.Groups[1].Value).ToArray();
        if (row is null)
        {
            return $"{folder} is not in the enforced table";
        }

        if (!arrows.SequenceEqual(row.MayReference))
        {
            string enforced = row.MayReference.Count == 0 ? "nothing" : string.Join(", ", row.MayReference);
            return $"{folder} is said to reference {string.Join(", ", arrows)}; enforced is {enforced}";
        }

        bool saysPortable = line.Groups["purpose"].Value.TrimStart().StartsWith("Portable", StringComparison.Ordinal);
        return saysPortable == row.Portable ? null : $"{folder} is {(row.Portable ? "" : "not ")}enforced as portable";
    }

    [GeneratedRegex(@"^\| `(?<folder>(?:firmware|gateway|tools|tests)/[^`]+)` \|(?<purpose>[^|]*)\|(?<arrows>[^|]*)\|[^|]*\|$")]
    private static partial Regex FolderLine();

    [GeneratedRegex("`([^`]+)`")]
    private static partial Regex Quoted();
}
