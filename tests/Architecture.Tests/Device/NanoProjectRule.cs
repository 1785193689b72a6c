using System;
using System.Collections.Generic;
using System.Linq;
using System.Xml;
using System.Xml.Linq;
using Stethos.Architecture.Tests.Arrows;
using Stethos.Architecture.Tests.Kit;

namespace Stethos.Architecture.Tests.Device;

/// <summary>
/// nanoFramework projects as Visual Studio and nanoFramework's build read them: flavour, files and lists that exist, references
/// that agree with packages.config, one version of a package everywhere, every project in the device solution.
/// </summary>
internal static class NanoProjectRule
{
    public const string Solution = "firmware/Firmware.Device.sln";

    private const string Flavour = "{11A8DD76-328B-46DF-9F39-F559912D0360}";

    public static IEnumerable<Violation> Check(RepoTree tree)
    {
        Dictionary<string, string> versions = new(StringComparer.Ordinal);
        foreach (RepoFile file in tree.WithExtension(".nfproj"))
        {
            foreach (Violation violation in CheckProject(tree, file).Concat(CheckPackages(tree, file, versions)))
            {
                yield return violation;
            }
        }
    }

    private static IEnumerable<Violation> CheckProject(RepoTree tree, RepoFile file)
    {
        ProjectFile project = ProjectFile.Parse(file);
        if (!file.Text.Contains(Flavour, StringComparison.Ordinal))
        {
            yield return new Violation(file.Path, 1, "not a nanoFramework project", $"Begin ProjectTypeGuids with {Flavour}");
        }

        foreach (ProjectItem item in project.Items.Where(item => item.Kind is "Compile" or "None" or "Import" or "ProjectReference"))
        {
            if (project.Resolve(item) is { } path && tree.Find(path) is null)
            {
                yield return new Violation(file.Path, item.Line, $"{path} does not exist", "Mend the path or remove the item");
            }
        }

        HashSet<string> imported = DeviceProgram.ListsOf(tree, project).ToHashSet(StringComparer.Ordinal);
        foreach (string list in imported.Where(list => tree.Find(list) is null))
        {
            yield return new Violation(file.Path, 1, $"{list} does not exist", "Mend the list of lists it imports");
        }

        string name = file.Name;
        if (tree.Find(Solution)?.Text.Contains(name, StringComparison.Ordinal) != true)
        {
            yield return new Violation(file.Path, 1, $"not in {Solution}", "Add it");
        }
    }

    private static IEnumerable<Violation> CheckPackages(RepoTree tree, RepoFile file, Dictionary<string, string> versions)
    {
        string path = file.Folder + "/packages.config";
        RepoFile? config = tree.Find(path);
        if (config is null)
        {
            yield return new Violation(file.Path, 1, "no packages.config beside it", "List the packages it references");
            yield break;
        }

        HashSet<string> wanted = new(StringComparer.Ordinal);
        foreach (XElement package in XDocument.Parse(config.Text, LoadOptions.SetLineInfo).Descendants("package"))
        {
            int line = ((IXmlLineInfo)package).LineNumber;
            string id = package.Attribute("id")?.Value ?? "";
            string version = package.Attribute("version")?.Value ?? "";
            wanted.Add($"{id}.{version}");
            if (versions.TryGetValue(id, out string? other) && other != version)
            {
                yield return new Violation(path, line, $"{id} is {version} here and {other} elsewhere", "Use one version everywhere");
            }

            versions[id] = version;
        }

        HashSet<string> used = HintPaths(file).Select(hint => hint.Split('\\')).Where(parts => parts.Contains("packages"))
            .Select(parts => parts[Array.IndexOf(parts, "packages") + 1]).ToHashSet(StringComparer.Ordinal);
        foreach (string package in wanted.Except(used))
        {
            yield return new Violation(path, 0, $"{package} is listed but {file.Name} references nothing of it", "Reference or remove it");
        }

        foreach (string package in used.Except(wanted))
        {
            yield return new Violation(file.Path, 0, $"{package} is referenced but not listed in packages.config", "List it");
        }
    }

    private static IEnumerable<string> HintPaths(RepoFile file) =>
        XDocument.Parse(file.Text).Descendants().Where(element => element.Name.LocalName == "HintPath").Select(element => element.Value);
}
