using System;
using System.Collections.Generic;
using System.Linq;
using System.Xml.Linq;
using Stethos.Architecture.Tests.Arrows;
using Stethos.Architecture.Tests.Kit;

namespace Stethos.Architecture.Tests.Device;

/// <summary>What one .nfproj compiles: its own files and those of the lists it imports.</summary>
internal sealed record DeviceProgram(string Name, IReadOnlyList<RepoFile> Sources)
{
    public static IReadOnlyList<DeviceProgram> AllOf(RepoTree tree) =>
        tree.WithExtension(".nfproj").Where(file => file.IsUnder("firmware")).Select(file => Of(tree, ProjectFile.Parse(file))).ToArray();

    /// <summary>Source lists a project imports, by itself or through a .props file of the repository.</summary>
    public static IEnumerable<string> ListsOf(RepoTree tree, ProjectFile project)
    {
        foreach (string path in project.OfKind("Import").Select(project.Resolve).OfType<string>())
        {
            if (path.EndsWith(".projitems", StringComparison.Ordinal))
            {
                yield return path;
            }
            else if (path.EndsWith(".props", StringComparison.Ordinal) && tree.Find(path) is { } shared)
            {
                foreach (string list in ListsOf(tree, ProjectFile.Parse(shared)))
                {
                    yield return list;
                }
            }
        }
    }

    private static DeviceProgram Of(RepoTree tree, ProjectFile project)
    {
        IEnumerable<string> listed = ListsOf(tree, project).Select(tree.Find).OfType<RepoFile>().Select(ProjectFile.Parse)
            .SelectMany(list => list.OfKind("Compile").Select(list.Resolve)).OfType<string>();
        HashSet<string> paths = listed.Concat(project.OfKind("Compile").Select(project.Resolve).OfType<string>())
            .ToHashSet(StringComparer.Ordinal);
        foreach (string removed in Removed(tree, project))
        {
            paths.RemoveWhere(path => path.StartsWith(removed, StringComparison.Ordinal));
        }

        return new DeviceProgram(project.File.Path, tree.Files.Where(file => paths.Contains(file.Path)).ToArray());
    }

    // Folders that a shared .props takes out again: Remove="…\**".
    private static IEnumerable<string> Removed(RepoTree tree, ProjectFile project) =>
        project.OfKind("Import").Select(project.Resolve).OfType<string>()
            .Where(path => path.EndsWith(".props", StringComparison.Ordinal)).Select(tree.Find).OfType<RepoFile>()
            .SelectMany(shared => XDocument.Parse(shared.Text).Descendants()
                .Select(element => element.Attribute("Remove")?.Value).OfType<string>()
                .Select(pattern => pattern.Replace('\\', '/').Replace("$(MSBuildThisFileDirectory)", "", StringComparison.Ordinal)
                    .TrimEnd('*'))
                .Select(relative => "firmware/" + relative["../".Length..]));
}
