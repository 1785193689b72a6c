using System;
using System.Collections.Generic;
using System.Linq;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Stethos.Architecture.Tests.Kit;

/// <summary>A parsed .cs file, with the few questions several rules ask of it.</summary>
internal sealed class CSharpSource
{
    private CSharpSource(RepoFile file, SyntaxTree tree)
    {
        File = file;
        Tree = tree;
        Root = tree.GetCompilationUnitRoot();
    }

    public RepoFile File { get; }

    public SyntaxTree Tree { get; }

    public CompilationUnitSyntax Root { get; }

    public static CSharpSource Parse(RepoFile file, LanguageVersion version = LanguageVersion.Preview, params string[] symbols)
    {
        CSharpParseOptions options = new(version, DocumentationMode.None, SourceCodeKind.Regular, symbols);
        return new CSharpSource(file, CSharpSyntaxTree.ParseText(file.Text, options, file.Path));
    }

    /// <summary>Line of a place in the file, from 1.</summary>
    public int LineOf(Location location) => location.GetLineSpan().StartLinePosition.Line + 1;

    public Violation At(SyntaxNode node, string cause, string remedy) => new(File.Path, LineOf(node.GetLocation()), cause, remedy);

    public Violation At(SyntaxToken token, string cause, string remedy) => new(File.Path, LineOf(token.GetLocation()), cause, remedy);

    /// <summary>Every dotted name, longest form only: <c>System.Net.Sockets</c>, <c>clock.UptimeMs</c>, <c>Thread</c>.</summary>
    public IEnumerable<(SyntaxNode Node, string Name)> DottedNames()
    {
        foreach (SyntaxNode node in Root.DescendantNodes())
        {
            bool isName = node is NameSyntax or MemberAccessExpressionSyntax;
            bool isPart = node.Parent is QualifiedNameSyntax or AliasQualifiedNameSyntax or MemberAccessExpressionSyntax;
            if (isName && !isPart)
            {
                string text = string.Concat(node.ToString().Where(c => !char.IsWhiteSpace(c)));
                yield return (node, text.StartsWith("global::", StringComparison.Ordinal) ? text["global::".Length..] : text);
            }
        }
    }
}
