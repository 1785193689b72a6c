using System;
using System.Collections.Generic;
using System.Linq;
using System.Text.RegularExpressions;
using Stethos.Architecture.Tests.Arrows;
using Stethos.Architecture.Tests.Kit;
using Stethos.Architecture.Tests.Portable;

namespace Stethos.Architecture.Tests.Device;

/// <summary>
/// Every portable folder is tried on the device: a nanoFramework test project compiles all of its files, or references a library
/// that does, and a case in that project names one of its types.
/// </summary>
/// <param name="notCompiled">Files that no device test project compiles, and why.</param>
/// <param name="notNamed">Folders that are tried without being named, and how.</param>
internal sealed class DeviceCaseRule(IReadOnlyDictionary<string, string> notCompiled, IReadOnlyDictionary<string, string> notNamed)
{
    private const string ReadsDescriptions = "reads a description, which the gateway does: no board compiles it";

    /// <summary>The exceptions of this repository.</summary>
    public static DeviceCaseRule Current { get; } = new(
        new Dictionary<string, string>(StringComparer.Ordinal)
        {
            ["firmware/Protocol/DescribedCommand.cs"] = ReadsDescriptions,
            ["firmware/Protocol/DescribedProperty.cs"] = ReadsDescriptions,
            ["firmware/Protocol/DescribedQuantity.cs"] = ReadsDescriptions,
            ["firmware/Protocol/Description.cs"] = ReadsDescriptions,
            ["firmware/Protocol/DescriptionFields.cs"] = ReadsDescriptions,
            ["firmware/Protocol/QuantityList.cs"] = ReadsDescriptions
        },
        new Dictionary<string, string>(StringComparer.Ordinal)
        {
            ["firmware/Inference/Kernels"] = "internal: models reach it, NetworkCases all of it"
        });

    public IEnumerable<Violation> Check(RepoTree tree)
    {
        DeviceTestProject[] projects = tree.WithExtension(".nfproj").Where(file => file.IsUnder("tests"))
            .Select(file => DeviceTestProject.Of(tree, file)).ToArray();
        foreach (IGrouping<string, RepoFile> folder in PortableList.SourcesOf(tree).GroupBy(file => file.Folder))
        {
            foreach (RepoFile file in folder.Where(file => projects.Any(one => one.Has(file)) == notCompiled.ContainsKey(file.Path)))
            {
                yield return notCompiled.ContainsKey(file.Path)
                    ? new Violation(file.Path, 0, "an exception, but a device test project compiles it", "Remove the exception")
                    : new Violation(file.Path, 0, "in no device test project", "Add it to one of tests/Firmware.Device.Tests, with a case");
            }

            if (projects.Any(project => project.Names(folder)) == notNamed.ContainsKey(folder.Key))
            {
                yield return notNamed.ContainsKey(folder.Key)
                    ? new Violation(folder.Key, 0, "an exception, but a case names it", "Remove the exception")
                    : new Violation(folder.Key, 0, "no case on the device names it", "Write one in tests/Firmware.Device.Tests/Cases");
            }
        }
    }

    /// <summary>A device test project: files of the firmware it runs, and the text of its own files.</summary>
    private sealed record DeviceTestProject(HashSet<string> Sources, string[] Cases)
    {
        public static DeviceTestProject Of(RepoTree tree, RepoFile file)
        {
            ProjectFile project = ProjectFile.Parse(file);
            IEnumerable<RepoFile> libraries = project.OfKind("ProjectReference").Select(project.Resolve).OfType<string>()
                .Select(tree.Find).OfType<RepoFile>();
            return new DeviceTestProject(
                libraries.Prepend(file).SelectMany(each => DeviceProgram.SourcesOf(tree, each)).Select(source => source.Path)
                    .ToHashSet(StringComparer.Ordinal),
                project.OfKind("Compile").Select(project.Resolve).OfType<string>().Select(tree.Find).OfType<RepoFile>()
                    .Where(source => source.IsUnder("tests")).Select(source => CodeOf(source.Text)).ToArray());
        }

        public bool Has(RepoFile file) => Sources.Contains(file.Path);

        // One type a file, named after it; of the folder's namespace, because names alone may be anybody's.
        public bool Names(IEnumerable<RepoFile> folder) => folder.Where(Has).Any(file =>
        {
            string space = Regex.Match(file.Text, @"^namespace ([\w.]+)", RegexOptions.Multiline).Groups[1].Value;
            Regex name = new($@"\b{Regex.Escape(file.Name[..^".cs".Length])}\b");
            return Cases.Any(text => text.Contains($"using {space};", StringComparison.Ordinal) && name.IsMatch(text));
        });

        private static string CodeOf(string text) => Regex.Replace(text, "//.*", "");
    }
}
