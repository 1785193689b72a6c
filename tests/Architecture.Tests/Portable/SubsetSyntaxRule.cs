using System;
using System.Collections.Generic;
using System.Linq;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Stethos.Architecture.Tests.Kit;

namespace Stethos.Architecture.Tests.Portable;

/// <summary>Every listed portable source parses as C# 9, with and without the device symbol, and stays in the subset.</summary>
internal static class SubsetSyntaxRule
{
    private static readonly string[][] SymbolSets = [["STETHOS_PORTABLE"], ["NANOFRAMEWORK_1_0"]];

    // "Feature … is not available in C# 9.0" and the same for preview features; some are found only when bodies are bound.
    private static readonly string[] LanguageVersionErrors = ["CS8773", "CS8652"];

    public static IEnumerable<Violation> Check(RepoTree tree)
    {
        RepoFile[] files = PortableList.SourcesOf(tree).ToArray();
        return SymbolSets.SelectMany(symbols => CheckWith(files, symbols)).Distinct();
    }

    private static IEnumerable<Violation> CheckWith(RepoFile[] files, string[] symbols)
    {
        CSharpSource[] sources = files.Select(file => CSharpSource.Parse(file, LanguageVersion.CSharp9, symbols)).ToArray();
        HashSet<string> valueTypes = sources
            .SelectMany(source => source.Root.DescendantNodes().OfType<BaseTypeDeclarationSyntax>())
            .Where(type => type is StructDeclarationSyntax or EnumDeclarationSyntax)
            .Select(type => type.Identifier.Text)
            .ToHashSet(StringComparer.Ordinal);
        return LanguageErrors(sources).Concat(sources.SelectMany(source => SubsetWalker.Check(source, valueTypes)));
    }

    private static IEnumerable<Violation> LanguageErrors(CSharpSource[] sources) =>
        from diagnostic in MemoryCompiler.Compilation(sources.Select(source => source.Tree)).GetDiagnostics()
        where diagnostic.Severity == DiagnosticSeverity.Error && diagnostic.Location.SourceTree is not null
        where LanguageVersionErrors.Contains(diagnostic.Id) || IsSyntaxError(diagnostic)
        let place = diagnostic.Location.GetLineSpan()
        select new Violation(
            place.Path, place.StartLinePosition.Line + 1, $"not C# 9: {diagnostic.GetMessage()}", "Write it in C# 9");

    private static bool IsSyntaxError(Diagnostic diagnostic) =>
        diagnostic.Location.SourceTree!.GetDiagnostics().Any(own => own.Id == diagnostic.Id && own.Location == diagnostic.Location);
}
