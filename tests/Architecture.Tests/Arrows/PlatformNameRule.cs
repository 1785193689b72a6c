using System;
using System.Collections.Generic;
using System.Linq;
using Stethos.Architecture.Tests.Kit;

namespace Stethos.Architecture.Tests.Arrows;

/// <summary>In firmware, only Hal.NanoFramework names the platform's device, network and runtime namespaces.</summary>
internal static class PlatformNameRule
{
    private const string Owner = "firmware/Hal.NanoFramework";

    private static readonly string[] PlatformNamespaces = ["System.Device", "System.Net", "nanoFramework"];

    public static IEnumerable<Violation> Check(RepoTree tree)
    {
        foreach (RepoFile file in tree.WithExtension(".cs").Where(file => file.IsUnder("firmware") && !file.IsUnder(Owner)))
        {
            CSharpSource source = CSharpSource.Parse(file);
            foreach ((Microsoft.CodeAnalysis.SyntaxNode node, string name) in source.DottedNames())
            {
                string? platform = Array.Find(
                    PlatformNamespaces, prefix => name == prefix || name.StartsWith(prefix + ".", StringComparison.Ordinal));
                if (platform is not null)
                {
                    yield return source.At(
                        node, $"{name} names {platform} outside {Owner}",
                        "Take a Hal interface and let the board's composition root supply it");
                }
            }
        }
    }
}
