using System;
using System.Collections.Generic;
using System.Linq;

namespace Stethos.Architecture.Tests.Arrows;

/// <summary>
/// One line of the arrow table. Patterns are folders; a last segment <c>*</c> is one folder, <c>**</c> any depth.
/// </summary>
/// <param name="Folder">Which project folders the line speaks of.</param>
/// <param name="Portable">True when the sources also compile for nanoFramework and a .projitems must lie beside the project.</param>
/// <param name="MayReference">Folders these projects may reference.</param>
internal sealed record ArrowRow(string Folder, bool Portable, IReadOnlyList<string> MayReference)
{
    public bool Covers(string projectFolder) => Matches(Folder, projectFolder);

    public bool Allows(string referencedFolder) => MayReference.Any(pattern => Matches(pattern, referencedFolder));

    private static bool Matches(string pattern, string folder)
    {
        if (pattern.EndsWith("/**", StringComparison.Ordinal))
        {
            return folder.StartsWith(pattern[..^2], StringComparison.Ordinal);
        }

        if (pattern.EndsWith("/*", StringComparison.Ordinal))
        {
            string parent = pattern[..^1];
            return folder.StartsWith(parent, StringComparison.Ordinal) && !folder[parent.Length..].Contains('/', StringComparison.Ordinal);
        }

        return folder == pattern;
    }
}
