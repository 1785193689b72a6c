using System;
using System.Collections.Generic;
using System.Linq;
using Stethos.Architecture.Tests.Kit;

namespace Stethos.Architecture.Tests.Arrows;

/// <summary>
/// Every project is in the arrow table and references only what its line allows: by ProjectReference, by importing another
/// folder's source list, by linking a source file or by naming a built assembly (the last two are never allowed).
/// </summary>
internal static class ArrowRule
{
    private const string TableFile = "tests/Architecture.Tests/Arrows/ArrowTable.cs";

    public static IEnumerable<Violation> Check(RepoTree tree)
    {
        foreach (RepoFile file in tree.WithExtension(".csproj", ".nfproj").Where(f => f.IsUnder("firmware", "gateway", "tools", "tests")))
        {
            ArrowRow? row = ArrowTable.RowOf(file.Folder);
            if (row is null)
            {
                yield return new Violation(
                    file.Path, 1, $"project folder {file.Folder} is not in the arrow table",
                    $"Add a line to {TableFile} and docs/architecture.md, with a decision record, or move the project");
                continue;
            }

            ProjectFile project = ProjectFile.Parse(file);
            foreach (Violation violation in CheckReferences(project, row).Concat(CheckShape(project, row, tree)))
            {
                yield return violation;
            }
        }
    }

    private static IEnumerable<Violation> CheckReferences(ProjectFile project, ArrowRow row)
    {
        bool isTest = project.File.IsUnder("tests");
        foreach (ProjectItem item in project.Items)
        {
            bool isList = item.Kind == "Import" && item.Include.EndsWith(".projitems", StringComparison.Ordinal);
            if (item.Kind != "ProjectReference" && !isList)
            {
                continue;
            }

            string? target = project.Resolve(item);
            if (target is null)
            {
                if (!isTest)
                {
                    yield return At(project, item, $"reference '{item.Include}' is not a plain path", "Name each referenced project");
                }

                continue;
            }

            string targetFolder = target[..Math.Max(0, target.LastIndexOf('/'))];
            if (targetFolder != project.File.Folder && !row.Allows(targetFolder))
            {
                string allowed = row.MayReference.Count == 0 ? "nothing" : string.Join(", ", row.MayReference);
                yield return At(
                    project, item, $"{row.Folder} must not reference {targetFolder}",
                    $"It may reference {allowed}; move the code down, or invert the arrow with an interface");
            }
        }
    }

    private static IEnumerable<Violation> CheckShape(ProjectFile project, ArrowRow row, RepoTree tree)
    {
        string folder = project.File.Folder + "/";
        foreach (ProjectItem item in project.OfKind("Compile"))
        {
            string? target = project.Resolve(item);
            if (item.Include.Contains("..", StringComparison.Ordinal) || (target?.StartsWith(folder, StringComparison.Ordinal) == false))
            {
                yield return At(
                    project, item, $"source '{item.Include}' is linked from another folder",
                    "Reference the project that owns it");
            }
        }

        foreach (ProjectItem item in project.OfKind("Reference").Where(_ => project.File.Extension == ".csproj"))
        {
            yield return At(
                project, item, $"built assembly '{item.Include}' is referenced",
                "Use a ProjectReference or a PackageReference");
        }

        if (!row.Portable)
        {
            yield break;
        }

        foreach (ProjectItem item in project.OfKind("PackageReference"))
        {
            yield return At(
                project, item, $"portable project uses package '{item.Include}'", "Portable code uses nanoFramework's members only");
        }

        string list = project.File.Path[..^project.File.Extension.Length] + ".projitems";
        if (tree.Find(list) is null)
        {
            yield return new Violation(
                project.File.Path, 1, "portable project has no source list", $"Create {list} that lists its .cs files");
        }
    }

    private static Violation At(ProjectFile project, ProjectItem item, string cause, string remedy) =>
        new(project.File.Path, item.Line, cause, remedy);
}
