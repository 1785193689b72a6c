using System;
using System.Collections.Generic;
using System.Linq;
using Stethos.Architecture.Tests.Arrows;
using Stethos.Architecture.Tests.Kit;

namespace Stethos.Architecture.Tests.Device;

/// <summary>What one .nfproj compiles: its own files and those of the lists it imports.</summary>
internal sealed record DeviceProgram(string Name, IReadOnlyList<RepoFile> Sources)
{
    public static IReadOnlyList<DeviceProgram> AllOf(RepoTree tree) =>
        tree.WithExtension(".nfproj").Where(file => file.IsUnder("firmware")).Select(file => Of(tree, ProjectFile.Parse(file))).ToArray();

    private static DeviceProgram Of(RepoTree tree, ProjectFile project)
    {
        IEnumerable<string> lists = project.OfKind("Import").Select(project.Resolve).OfType<string>()
            .Where(path => path.EndsWith(".projitems", StringComparison.Ordinal));
        IEnumerable<string> listed = lists.Select(tree.Find).OfType<RepoFile>().Select(ProjectFile.Parse)
            .SelectMany(list => list.OfKind("Compile").Select(list.Resolve)).OfType<string>();
        HashSet<string> paths = listed.Concat(project.OfKind("Compile").Select(project.Resolve).OfType<string>())
            .ToHashSet(StringComparer.Ordinal);
        return new DeviceProgram(project.File.Path, tree.Files.Where(file => paths.Contains(file.Path)).ToArray());
    }
}
