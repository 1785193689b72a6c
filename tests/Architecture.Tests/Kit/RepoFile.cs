using System;
using System.Collections.Generic;
using System.Linq;

namespace Stethos.Architecture.Tests.Kit;

/// <summary>A text file of the repository. <paramref name="Path"/> starts at the root and uses forward slashes.</summary>
internal sealed record RepoFile(string Path, string Text)
{
    public string Name => Path[(Path.LastIndexOf('/') + 1)..];

    public string Folder => Path.Contains('/', StringComparison.Ordinal) ? Path[..Path.LastIndexOf('/')] : "";

    public string Extension => Name.Contains('.', StringComparison.Ordinal) ? Name[Name.LastIndexOf('.')..] : "";

    /// <summary>Lines without their ends; a final line end does not open another line.</summary>
    public IReadOnlyList<string> Lines
    {
        get
        {
            string[] lines = Text.Split('\n').Select(line => line.TrimEnd('\r')).ToArray();
            return lines[^1].Length == 0 ? lines[..^1] : lines;
        }
    }

    public bool IsUnder(params string[] topFolders) =>
        topFolders.Any(folder => Path.StartsWith(folder + "/", StringComparison.Ordinal));
}
