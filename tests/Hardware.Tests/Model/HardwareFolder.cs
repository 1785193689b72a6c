using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Text.Json.Nodes;
using Stethos.Testing;

namespace Stethos.Hardware.Tests.Model;

/// <summary>The files of hardware/, by their path below it.</summary>
internal static class HardwareFolder
{
    /// <summary>All boards, chips and tiers, in a fixed order; no schemas.</summary>
    public static IReadOnlyList<string> Files { get; } =
    [
        .. Find("boards", "board.json"), .. Find("chips", "*.json"), .. Find("tiers", "*.json")
    ];

    /// <summary>Folder names of the boards.</summary>
    public static IReadOnlyList<string> Boards { get; } =
        [.. Files.Where(file => KindOf(file) == "board").Select(file => file.Split('/')[1])];

    public static string PathOf(string file) => Path.GetFullPath(RepositoryFiles.PathOf(["hardware", .. file.Split('/')]));

    public static JsonNode Read(string file) => JsonNode.Parse(File.ReadAllText(PathOf(file)))
        ?? throw new InvalidDataException($"hardware/{file}: is null");

    /// <summary>board, chip or tier.</summary>
    public static string KindOf(string file) => file[..(file.IndexOf('/', StringComparison.Ordinal) - 1)];

    private static IEnumerable<string> Find(string folder, string pattern) =>
        Directory.EnumerateFiles(PathOf(folder), pattern, SearchOption.AllDirectories)
            .Select(path => Path.GetRelativePath(PathOf("."), path).Replace('\\', '/'))
            .Order(StringComparer.Ordinal);
}
