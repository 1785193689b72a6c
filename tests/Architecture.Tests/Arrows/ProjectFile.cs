using System;
using System.Collections.Generic;
using System.Linq;
using System.Xml;
using System.Xml.Linq;
using Stethos.Architecture.Tests.Kit;

namespace Stethos.Architecture.Tests.Arrows;

/// <summary>What the rules need of a .csproj, .nfproj, .projitems or .props: its items with their lines.</summary>
internal sealed class ProjectFile
{
    private const string ThisFolder = "$(MSBuildThisFileDirectory)";

    private ProjectFile(RepoFile file, IReadOnlyList<ProjectItem> items)
    {
        File = file;
        Items = items;
    }

    public RepoFile File { get; }

    public IReadOnlyList<ProjectItem> Items { get; }

    public static ProjectFile Parse(RepoFile file)
    {
        XDocument document = XDocument.Parse(file.Text, LoadOptions.SetLineInfo);
        ProjectItem[] items = document.Descendants()
            .SelectMany(element => IncludesOf(element).Select(include => new ProjectItem(
                element.Name.LocalName, include.Trim(), ((IXmlLineInfo)element).LineNumber)))
            .Where(item => item.Include.Length > 0)
            .ToArray();
        return new ProjectFile(file, items);
    }

    public IEnumerable<ProjectItem> OfKind(string kind) => Items.Where(item => item.Kind == kind);

    /// <summary>
    /// The path an item names, from the repository root; null when it is not a plain path (wildcard, property, outside).
    /// </summary>
    public string? Resolve(ProjectItem item)
    {
        string relative = item.Include.Replace('\\', '/');
        if (relative.StartsWith(ThisFolder, StringComparison.Ordinal))
        {
            relative = relative[ThisFolder.Length..];
        }

        if (relative.AsSpan().IndexOfAny("*?$@%") >= 0 || relative.StartsWith('/'))
        {
            return null;
        }

        List<string> segments = [.. File.Folder.Split('/', StringSplitOptions.RemoveEmptyEntries)];
        foreach (string segment in relative.Split('/', StringSplitOptions.RemoveEmptyEntries))
        {
            if (segment != "..")
            {
                segments.Add(segment);
            }
            else if (segments.Count > 0)
            {
                segments.RemoveAt(segments.Count - 1);
            }
            else
            {
                return null;
            }
        }

        return string.Join('/', segments.Where(segment => segment != "."));
    }

    private static string[] IncludesOf(XElement element)
    {
        string? text = element.Attribute("Include")?.Value
            ?? (element.Name.LocalName == "Import" ? element.Attribute("Project")?.Value : null);
        return text?.Split(';') ?? [];
    }
}
