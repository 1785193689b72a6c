using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using Stethos.Testing;

namespace Stethos.ModelQuantizer.Tests.Kit;

/// <summary>Real models and data beside the repository; empty lists when they are absent.</summary>
internal static class SharedModels
{
    public static string? Root { get; } = RepositoryFiles.SharedFile("INDEX.md") is { } index ? Path.GetDirectoryName(index) : null;

    /// <summary>Files of a folder of the shared data, sorted.</summary>
    public static IReadOnlyList<string> Files(string folder, string pattern)
    {
        var path = Path.Combine(Root ?? "", folder);
        return Root is null || !Directory.Exists(path)
            ? []
            : [.. Directory.GetFiles(path, pattern, SearchOption.AllDirectories).Order(StringComparer.Ordinal)];
    }

    public static string? File(params string[] parts) => RepositoryFiles.SharedFile(parts);
}
