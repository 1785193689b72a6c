using System.Collections.Generic;
using System.Linq;
using System.Text.RegularExpressions;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Stethos.Architecture.Tests.Kit;

namespace Stethos.Architecture.Tests.Ceilings;

/// <summary>No regions, no open ends without an issue number, no paths of somebody's machine.</summary>
internal static partial class TextRule
{
    private static readonly string[] CommentedExtensions =
        [".ts", ".js", ".mjs", ".css", ".html", ".sh", ".csproj", ".props", ".projitems", ".yml"];

    public static IEnumerable<Violation> Check(RepoTree tree) => tree.Files.SelectMany(CheckPaths)
        .Concat(tree.WithExtension(".cs").SelectMany(CheckSource))
        .Concat(tree.WithExtension(CommentedExtensions).SelectMany(CheckOpenEnds));

    private static IEnumerable<Violation> CheckPaths(RepoFile file)
    {
        for (int i = 0; i < file.Lines.Count; i++)
        {
            if (MachinePath().Match(file.Lines[i]) is { Success: true } match)
            {
                yield return new Violation(
                    file.Path, i + 1, $"machine path '{match.Value}'", "Name it relative to the repository, or read it from configuration");
            }
        }
    }

    private static IEnumerable<Violation> CheckOpenEnds(RepoFile file)
    {
        for (int i = 0; i < file.Lines.Count; i++)
        {
            if (OpenEnd().Match(file.Lines[i]) is { Success: true } match)
            {
                yield return OpenEndAt(file, i + 1, match.Value);
            }
        }
    }

    private static IEnumerable<Violation> CheckSource(RepoFile file)
    {
        CSharpSource source = CSharpSource.Parse(file);
        foreach (SyntaxTrivia trivia in source.Root.DescendantTrivia())
        {
            int line = source.LineOf(trivia.GetLocation());
            if (trivia.IsKind(SyntaxKind.RegionDirectiveTrivia))
            {
                yield return new Violation(file.Path, line, "region", "Remove it; split the file if it needs folding");
            }
            else if (!trivia.IsDirective && OpenEnd().Match(trivia.ToFullString()) is { Success: true } match)
            {
                int inside = trivia.ToFullString()[..match.Index].Count(c => c == '\n');
                yield return OpenEndAt(file, line + inside, match.Value);
            }
        }
    }

    private static Violation OpenEndAt(RepoFile file, int line, string mark) =>
        new(file.Path, line, $"{mark} without an issue number", $"Write {mark} #123, or do it");

    // A mark followed by an issue number, as in "#12" or "(#12)", is fine.
    [GeneratedRegex(@"\b(?:TO[D]O|FIX[M]E)\b(?!:?\s*\(?#\d)")]
    private static partial Regex OpenEnd();

    // Absolute paths below a home, a scratch or a build machine's working folder; not "network/", not "./work/".
    [GeneratedRegex(@"(?<![\w.~\-}/])/(?:work|root|home/\w+)/|/tmp/w[t]\b")]
    private static partial Regex MachinePath();
}
