using System;
using System.Collections.Generic;
using System.Linq;
using Stethos.Architecture.Tests.Kit;

namespace Stethos.Architecture.Tests.Ceilings;

/// <summary>Lines per file and characters per line. Counted as an editor counts them, comments and blank lines included.</summary>
internal static class SizeRule
{
    public const int ProductionLines = 400;
    public const int TestLines = 700;
    public const int ProductionP95Lines = 250;
    public const int LineCharacters = 140;

    private const string SplitRemedy = "Split by responsibility, not by partial";

    public static IEnumerable<Violation> Check(RepoTree tree)
    {
        RepoFile[] sources = tree.WithExtension(".cs").ToArray();
        return sources.SelectMany(CheckFile).Concat(CheckP95(sources));
    }

    private static IEnumerable<Violation> CheckFile(RepoFile file)
    {
        int ceiling = file.IsUnder("tests") ? TestLines : ProductionLines;
        if (file.Lines.Count > ceiling)
        {
            yield return new Violation(file.Path, ceiling + 1, $"{file.Lines.Count} lines; the ceiling is {ceiling}", SplitRemedy);
        }

        for (int i = 0; i < file.Lines.Count; i++)
        {
            if (file.Lines[i].Length > LineCharacters)
            {
                yield return new Violation(
                    file.Path, i + 1, $"line of {file.Lines[i].Length} characters; the ceiling is {LineCharacters}", "Break the line");
            }
        }
    }

    private static IEnumerable<Violation> CheckP95(RepoFile[] sources)
    {
        RepoFile[] production = sources
            .Where(file => file.IsUnder("firmware", "gateway", "tools"))
            .OrderBy(file => file.Lines.Count)
            .ToArray();
        if (production.Length == 0)
        {
            yield break;
        }

        // Nearest rank: the smallest file that at least 95 % of all files do not exceed.
        RepoFile p95 = production[(int)Math.Ceiling(0.95 * production.Length) - 1];
        if (p95.Lines.Count > ProductionP95Lines)
        {
            yield return new Violation(
                p95.Path, 0,
                $"95 % of production files must have at most {ProductionP95Lines} lines; here the 95 % mark is {p95.Lines.Count}",
                "Split the largest files: " + string.Join(", ", production.Reverse().Take(3).Select(f => $"{f.Path} {f.Lines.Count}")));
        }
    }
}
