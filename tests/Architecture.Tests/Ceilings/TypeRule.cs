using System;
using System.Collections.Generic;
using System.Linq;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Stethos.Architecture.Tests.Kit;

namespace Stethos.Architecture.Tests.Ceilings;

/// <summary>
/// Product sources: one top-level type per file, named like the file (nested types are free, delegates may share a file);
/// methods and constructor parameter lists within their ceilings.
/// </summary>
internal static class TypeRule
{
    public const int MethodLines = 60;
    public const int ConstructorParameters = 7;

    public static IEnumerable<Violation> Check(RepoTree tree) => tree.WithExtension(".cs")
        .Where(file => file.IsUnder("firmware", "gateway", "tools"))
        .Select(file => CSharpSource.Parse(file))
        .SelectMany(source => CheckTypes(source).Concat(CheckSizes(source)));

    private static IEnumerable<Violation> CheckTypes(CSharpSource source)
    {
        string name = source.File.Name[..^".cs".Length];
        MemberDeclarationSyntax[] topLevel = source.Root
            .DescendantNodes(node => node is CompilationUnitSyntax or BaseNamespaceDeclarationSyntax)
            .OfType<MemberDeclarationSyntax>()
            .Where(member => member is BaseTypeDeclarationSyntax or DelegateDeclarationSyntax)
            .ToArray();
        BaseTypeDeclarationSyntax[] types = topLevel.OfType<BaseTypeDeclarationSyntax>().ToArray();
        foreach (BaseTypeDeclarationSyntax type in types.Skip(1))
        {
            yield return source.At(
                type.Identifier, $"{type.Identifier.Text} is the file's second top-level type", $"Move it to {type.Identifier.Text}.cs");
        }

        if (types.Length > 0 && types[0].Identifier.Text != name)
        {
            yield return source.At(
                types[0].Identifier, $"{types[0].Identifier.Text} does not carry its file's name",
                $"Name the file {types[0].Identifier.Text}.cs");
        }

        DelegateDeclarationSyntax[] delegates = topLevel.OfType<DelegateDeclarationSyntax>().ToArray();
        if (types.Length == 0 && delegates.Length == 1 && delegates[0].Identifier.Text != name)
        {
            yield return source.At(
                delegates[0].Identifier, $"{delegates[0].Identifier.Text} does not carry its file's name",
                $"Name the file {delegates[0].Identifier.Text}.cs");
        }
    }

    private static IEnumerable<Violation> CheckSizes(CSharpSource source)
    {
        foreach (SyntaxNode node in source.Root.DescendantNodes())
        {
            ParameterListSyntax? parameters = node switch
            {
                ConstructorDeclarationSyntax constructor => constructor.ParameterList,
                ClassDeclarationSyntax type => type.ParameterList,
                StructDeclarationSyntax type => type.ParameterList,
                _ => null
            };
            if (parameters?.Parameters.Count > ConstructorParameters)
            {
                yield return source.At(
                    parameters, $"{parameters.Parameters.Count} constructor parameters; the ceiling is {ConstructorParameters}",
                    "Group them into an options object");
            }

            if (node is BaseMethodDeclarationSyntax or LocalFunctionStatementSyntax or AccessorDeclarationSyntax)
            {
                FileLinePositionSpan span = node.GetLocation().GetLineSpan();
                int lines = span.EndLinePosition.Line - span.StartLinePosition.Line + 1;
                if (lines > MethodLines)
                {
                    yield return source.At(node, $"method of {lines} lines; the ceiling is {MethodLines}", "Split it by what it does");
                }
            }
        }
    }
}
