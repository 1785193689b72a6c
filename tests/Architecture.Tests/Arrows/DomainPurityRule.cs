using System;
using System.Collections.Generic;
using System.Linq;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Stethos.Architecture.Tests.Kit;

namespace Stethos.Architecture.Tests.Arrows;

/// <summary>Gateway.Domain decides from what it is given: no input or output, no threads, no clock of its own.</summary>
internal static class DomainPurityRule
{
    private const string Remedy = "Take the value, the time or an interface as a parameter; an adapter supplies it";

    private static readonly string[] Namespaces = ["System.IO", "System.Net", "System.Data", "System.Timers", "Microsoft.Data"];

    private static readonly string[] Types = ["Thread", "ThreadPool", "PeriodicTimer", "Stopwatch", "Console"];

    private static readonly string[] Members =
    [
        "DateTime.Now", "DateTime.UtcNow", "DateTime.Today", "DateTimeOffset.Now", "DateTimeOffset.UtcNow", "TimeProvider.System",
        "Task.Run", "Task.Delay", "Environment.TickCount", "Environment.TickCount64", "Random.Shared", "Guid.NewGuid"
    ];

    public static IEnumerable<Violation> Check(RepoTree tree)
    {
        foreach (RepoFile file in tree.WithExtension(".cs").Where(file => file.IsUnder("gateway/Gateway.Domain")))
        {
            CSharpSource source = CSharpSource.Parse(file);
            foreach ((SyntaxNode node, string name) in source.DottedNames())
            {
                string? cause = CauseOf(node, name);
                if (cause is not null)
                {
                    yield return source.At(node, cause, Remedy);
                }
            }
        }
    }

    private static string? CauseOf(SyntaxNode node, string name)
    {
        string dotted = "." + name + ".";
        if (Array.Find(Namespaces, prefix => (name + ".").StartsWith(prefix + ".", StringComparison.Ordinal)) is { } space)
        {
            return $"the domain uses {space}";
        }

        if (Array.Find(Members, member => dotted.Contains("." + member + ".", StringComparison.Ordinal)) is { } found)
        {
            return $"the domain uses {found}";
        }

        // A type is named first or qualified; the same word after a value is somebody's property.
        string[] parts = name.Split('.');
        if (Types.Contains(parts[0]) || (name.StartsWith("System.", StringComparison.Ordinal) && parts.Any(Types.Contains)))
        {
            return $"the domain uses {name}";
        }

        return node is IdentifierNameSyntax && node.Parent is ObjectCreationExpressionSyntax && name == "Timer"
            ? "the domain uses Timer" : null;
    }
}
