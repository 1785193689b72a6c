using System;
using System.Collections.Generic;
using System.Linq;
using Stethos.Architecture.Tests.Arrows;
using Stethos.Architecture.Tests.Kit;

namespace Stethos.Architecture.Tests.Portable;

/// <summary>
/// A source list names exactly the .cs files below its folder, each once, so that the device and the host compile the same code.
/// Nested folders with a project or list of their own are theirs.
/// </summary>
internal static class SourceListRule
{
    private const string Prefix = "$(MSBuildThisFileDirectory)";

    public static IEnumerable<Violation> Check(RepoTree tree)
    {
        string[] owners = tree.WithExtension(".projitems", ".csproj", ".nfproj").Select(file => file.Folder).Distinct().ToArray();
        foreach (PortableList list in PortableList.AllOf(tree))
        {
            HashSet<string> onDisk = tree.WithExtension(".cs")
                .Where(file => OwnerOf(file, owners) == list.File.Folder)
                .Select(file => file.Path)
                .ToHashSet(StringComparer.Ordinal);
            foreach (Violation violation in CheckItems(list, onDisk))
            {
                yield return violation;
            }

            foreach (string path in onDisk.Except(list.Sources).Order(StringComparer.Ordinal))
            {
                string relative = path[(list.File.Folder.Length + 1)..];
                yield return new Violation(
                    list.File.Path, 1, $"{path} is on disk but not listed", $"Add <Compile Include=\"{Prefix}{relative}\" />");
            }
        }
    }

    private static IEnumerable<Violation> CheckItems(PortableList list, HashSet<string> onDisk)
    {
        HashSet<string> seen = new(StringComparer.Ordinal);
        foreach (ProjectItem item in list.Items)
        {
            string? path = list.Project.Resolve(item);
            string? problem = true switch
            {
                _ when !item.Include.StartsWith(Prefix, StringComparison.Ordinal) => $"'{item.Include}' does not start with {Prefix}",
                _ when path is null => $"'{item.Include}' is not a plain path",
                _ when !onDisk.Contains(path) => $"{path} is listed but is not a source of this folder",
                _ when !seen.Add(path) => $"{path} is listed twice",
                _ => null
            };
            if (problem is not null)
            {
                yield return new Violation(list.File.Path, item.Line, problem, "List each .cs file of the folder once, no wildcards");
            }
        }
    }

    private static string? OwnerOf(RepoFile file, string[] owners) =>
        owners.Where(owner => file.Path.StartsWith(owner + "/", StringComparison.Ordinal)).MaxBy(owner => owner.Length);
}
