using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;

namespace Stethos.Architecture.Tests.Kit;

/// <summary>
/// The repository as text files. What .gitignore leaves out (build output, packages, state) is not part of it.
/// Rules take one of these, so that a rule's own proof can hand it a planted tree.
/// </summary>
internal sealed class RepoTree
{
    private const long LargestTextBytes = 2_000_000;

    private static readonly HashSet<string> IgnoredFolders =
        [".git", "artifacts", "node_modules", "bin", "obj", ".stethos", "dist", ".vs", ".idea", "TestResults"];

    private static readonly HashSet<string> TextExtensions =
    [
        "", ".cs", ".csproj", ".nfproj", ".projitems", ".props", ".targets", ".sln", ".json", ".md", ".txt", ".ts", ".js", ".mjs",
        ".css", ".html", ".svg", ".sh", ".yml", ".yaml", ".xml", ".service", ".conf", ".config", ".sql", ".editorconfig", ".gitignore"
    ];

    private static readonly Lazy<RepoTree> Loaded = new(() => Load(FindRoot(AppContext.BaseDirectory)));

    public RepoTree(params IEnumerable<RepoFile> files)
    {
        Files = files.OrderBy(file => file.Path, StringComparer.Ordinal).ToArray();
    }

    /// <summary>The repository these tests were built from.</summary>
    public static RepoTree Current => Loaded.Value;

    /// <summary>Folder of the repository on this machine; empty for a planted tree.</summary>
    public string Root { get; private init; } = "";

    public IReadOnlyList<RepoFile> Files { get; }

    public IEnumerable<RepoFile> WithExtension(params string[] extensions) =>
        Files.Where(file => extensions.Contains(file.Extension));

    public RepoFile? Find(string path) => Files.FirstOrDefault(file => file.Path == path);

    /// <summary>The nearest folder upwards with Embedded.sln or, where that is missing, Directory.Packages.props.</summary>
    public static string FindRoot(string start)
    {
        foreach (string mark in new[] { "Embedded.sln", "Directory.Packages.props" })
        {
            for (DirectoryInfo? folder = new(start); folder is not null; folder = folder.Parent)
            {
                if (File.Exists(Path.Combine(folder.FullName, mark)))
                {
                    return folder.FullName;
                }
            }
        }

        throw new InvalidOperationException($"No Embedded.sln or Directory.Packages.props in or above {start}.");
    }

    private static RepoTree Load(string root)
    {
        List<RepoFile> files = [];
        Collect(root, new DirectoryInfo(root), files);
        return new RepoTree(files) { Root = root };
    }

    private static void Collect(string root, DirectoryInfo folder, List<RepoFile> files)
    {
        foreach (FileInfo file in folder.EnumerateFiles())
        {
            if (TextExtensions.Contains(file.Extension) && file.Length <= LargestTextBytes && file.Name != ".git")
            {
                string path = Path.GetRelativePath(root, file.FullName).Replace('\\', '/');
                files.Add(new RepoFile(path, File.ReadAllText(file.FullName)));
            }
        }

        foreach (DirectoryInfo child in folder.EnumerateDirectories())
        {
            if (!IgnoredFolders.Contains(child.Name) && child.LinkTarget is null)
            {
                Collect(root, child, files);
            }
        }
    }
}
