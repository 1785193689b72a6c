using System;
using System.Collections.Generic;
using System.Linq;
using System.Xml.Linq;
using Stethos.Architecture.Tests.Arrows;
using Stethos.Architecture.Tests.Kit;

namespace Stethos.Architecture.Tests.Device;

/// <summary>What one .nfproj compiles, and the .nfproj files of ours that it references.</summary>
internal sealed record DeviceProgram(string Name, IReadOnlyList<RepoFile> Sources, IReadOnlyList<string> References)
{
    /// <summary>Libraries before what references them.</summary>
    public static IReadOnlyList<DeviceProgram> AllOf(RepoTree tree) =>
        tree.WithExtension(".nfproj").Where(file => file.IsUnder("firmware")).Select(file => Of(tree, ProjectFile.Parse(file)))
            .OrderBy(program => program.References.Count).ThenBy(program => program.Name, StringComparer.Ordinal).ToArray();

    /// <summary>Source lists a project imports, by itself or through a .props file of the repository.</summary>
    public static IEnumerable<string> ListsOf(RepoTree tree, ProjectFile project)
    {
        foreach (string path in project.OfKind("Import").Select(project.Resolve).OfType<string>())
        {
            if (path.EndsWith(".projitems", StringComparison.Ordinal))
            {
                yield return path;
            }
            else if (path.EndsWith(".props", StringComparison.Ordinal))
            {
                yield return path;
                foreach (string list in tree.Find(path) is { } shared ? ListsOf(tree, ProjectFile.Parse(shared)) : [])
                {
                    yield return list;
                }
            }
        }
    }

    /// <summary>Sources a project or list compiles, with those of the lists it imports.</summary>
    public static IReadOnlyList<RepoFile> SourcesOf(RepoTree tree, RepoFile file)
    {
        HashSet<string> paths = new(StringComparer.Ordinal);
        string[] sources = tree.WithExtension(".cs").Where(source => source.IsUnder("firmware")).Select(source => source.Path).ToArray();
        Take(tree, ProjectFile.Parse(file), sources, paths);
        return tree.Files.Where(source => paths.Contains(source.Path)).ToArray();
    }

    private static DeviceProgram Of(RepoTree tree, ProjectFile project)
    {
        string[] references = project.OfKind("ProjectReference").Select(project.Resolve).OfType<string>().ToArray();
        return new DeviceProgram(project.File.Path, SourcesOf(tree, project.File), references);
    }

    // As MSBuild reads it: from the top, imports in their place.
    private static void Take(RepoTree tree, ProjectFile project, string[] sources, HashSet<string> paths)
    {
        foreach (XElement element in XDocument.Parse(project.File.Text).Descendants())
        {
            if (element.Name.LocalName == "Import" && element.Attribute("Project")?.Value is { } import
                && project.Resolve(new ProjectItem("Import", import, 0)) is { } path && tree.Find(path) is { } list)
            {
                Take(tree, ProjectFile.Parse(list), sources, paths);
            }
            else if (element.Name.LocalName == "Compile")
            {
                SourcePattern[] excluded = Patterns(project, element, "Exclude");
                SourcePattern[] removed = Patterns(project, element, "Remove");
                SourcePattern[] included = Patterns(project, element, "Include");
                paths.UnionWith(sources.Where(source => included.Any(p => p.Covers(source)) && !excluded.Any(p => p.Covers(source))));
                paths.RemoveWhere(source => removed.Any(pattern => pattern.Covers(source)));
            }
        }
    }

    private static SourcePattern[] Patterns(ProjectFile project, XElement element, string attribute) =>
        (element.Attribute(attribute)?.Value ?? "").Split(';', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)
            .Select(text => SourcePattern.Of(project.File.Folder, text)).ToArray();
}
