using System;
using System.Collections.Generic;
using System.Linq;
using Stethos.Architecture.Tests.Arrows;
using Stethos.Architecture.Tests.Kit;

namespace Stethos.Architecture.Tests.Portable;

/// <summary>A portable project's source list: <c>firmware/X/X.projitems</c>.</summary>
internal sealed class PortableList
{
    /// <summary>Sources for the device alone: listed, not portable, checked by compiling them against its members.</summary>
    public const string DeviceFolder = "firmware/Hal.NanoFramework";

    private PortableList(ProjectFile file)
    {
        File = file.File;
        Items = file.OfKind("Compile").ToArray();
        Sources = Items.Select(file.Resolve).OfType<string>().ToArray();
        Project = file;
    }

    public RepoFile File { get; }

    public ProjectFile Project { get; }

    public IReadOnlyList<ProjectItem> Items { get; }

    /// <summary>Listed files, as paths from the repository root.</summary>
    public IReadOnlyList<string> Sources { get; }

    /// <summary>Name of the assembly the list becomes on .NET.</summary>
    public string AssemblyName => File.Name[..^".projitems".Length];

    public bool IsPortable => !File.IsUnder(DeviceFolder);

    public static IReadOnlyList<PortableList> AllOf(RepoTree tree) =>
        tree.WithExtension(".projitems").Select(file => new PortableList(ProjectFile.Parse(file))).ToArray();

    /// <summary>Every file named by any portable list.</summary>
    public static IEnumerable<RepoFile> SourcesOf(RepoTree tree)
    {
        HashSet<string> listed = AllOf(tree).Where(list => list.IsPortable).SelectMany(list => list.Sources)
            .ToHashSet(StringComparer.Ordinal);
        return tree.Files.Where(file => listed.Contains(file.Path));
    }
}
