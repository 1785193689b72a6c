using System;
using System.Collections.Generic;
using System.Linq;
using System.Text.RegularExpressions;
using System.Xml;
using System.Xml.Linq;
using Stethos.Architecture.Tests.Kit;

namespace Stethos.Architecture.Tests.Solution;

/// <summary>The solution holds every project, package versions are central, and every project has a lock file.</summary>
internal static partial class SolutionRule
{
    private const string SolutionPath = "Embedded.sln";

    public static IEnumerable<Violation> CheckSolution(RepoTree tree)
    {
        RepoFile? solution = tree.Find(SolutionPath);
        if (solution is null)
        {
            yield return new Violation(SolutionPath, 0, "the solution is missing", "Run dotnet new sln --name Embedded --format sln");
            yield break;
        }

        Dictionary<string, int> listed = new(StringComparer.Ordinal);
        for (int i = 0; i < solution.Lines.Count; i++)
        {
            if (ProjectLine().Match(solution.Lines[i]) is { Success: true } match)
            {
                listed[match.Groups["path"].Value.Replace('\\', '/')] = i + 1;
            }
        }

        foreach (RepoFile project in Projects(tree).Where(project => !listed.ContainsKey(project.Path)))
        {
            yield return new Violation(project.Path, 0, $"not in {SolutionPath}", $"Run dotnet sln {SolutionPath} add {project.Path}");
        }

        foreach ((string path, int line) in listed.Where(entry => tree.Find(entry.Key) is null))
        {
            yield return new Violation(SolutionPath, line, $"{path} does not exist", $"Run dotnet sln {SolutionPath} remove {path}");
        }
    }

    public static IEnumerable<Violation> CheckVersions(RepoTree tree)
    {
        foreach (RepoFile file in tree.WithExtension(".csproj", ".props", ".targets", ".projitems"))
        {
            IEnumerable<XElement> packages = XDocument.Parse(file.Text, LoadOptions.SetLineInfo).Descendants()
                .Where(element => element.Name.LocalName == "PackageReference");
            foreach (XElement package in packages.Where(StatesVersion))
            {
                string? name = package.Attribute("Include")?.Value ?? package.Attribute("Update")?.Value;
                yield return new Violation(
                    file.Path, ((IXmlLineInfo)package).LineNumber, $"package {name} states its version here",
                    "State it in Directory.Packages.props");
            }
        }
    }

    public static IEnumerable<Violation> CheckLocks(RepoTree tree) =>
        from project in Projects(tree)
        where tree.Find(project.Folder + "/packages.lock.json") is null
        select new Violation(project.Path, 0, "no packages.lock.json beside it", "Run dotnet restore and commit the file");

    private static bool StatesVersion(XElement package) => package.Attributes().Select(attribute => attribute.Name.LocalName)
        .Concat(package.Elements().Select(element => element.Name.LocalName))
        .Any(name => name is "Version" or "VersionOverride");

    private static IEnumerable<RepoFile> Projects(RepoTree tree) =>
        tree.WithExtension(".csproj").Where(file => file.IsUnder("firmware", "gateway", "tools", "tests"));

    [GeneratedRegex("""^Project\("\{[^}]+\}"\) = "[^"]*", "(?<path>[^"]+\.csproj)",""")]
    private static partial Regex ProjectLine();
}
