using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Text.RegularExpressions;
using System.Xml.Linq;

namespace Stethos.Budgets.Tests.Payload;

/// <summary>A part of a payload: <c>firmware/Payloads/T1/fixed.props</c> read as MSBuild reads it, with * and **.</summary>
internal sealed class PayloadList
{
    private const string FirmwareFolder = "$(FirmwareFolder)";

    private PayloadList(string path, IReadOnlyList<string> files)
    {
        Path = path;
        Files = files;
    }

    public string Path { get; }

    /// <summary>Sources, as paths from the firmware folder with forward slashes, sorted.</summary>
    public IReadOnlyList<string> Files { get; }

    public static PayloadList Load(string root, string path)
    {
        string firmware = System.IO.Path.Combine(root, "firmware");
        string[] onDisk = Directory.GetFiles(firmware, "*.cs", SearchOption.AllDirectories)
            .Select(file => System.IO.Path.GetRelativePath(firmware, file).Replace('\\', '/'))
            .Where(file => !file.Contains("/obj/", StringComparison.Ordinal) && !file.Contains("/bin/", StringComparison.Ordinal))
            .ToArray();
        HashSet<string> files = new(StringComparer.Ordinal);
        foreach (XElement item in XDocument.Load(System.IO.Path.Combine(root, path)).Descendants("Compile"))
        {
            Regex[] excluded = PatternsOf(item, "Exclude");
            foreach (Regex included in PatternsOf(item, "Include"))
            {
                string[] matches = onDisk.Where(file => included.IsMatch(file)).ToArray();
                Assert.True(matches.Length > 0, $"{path}: {included} matches no source");
                files.UnionWith(matches.Where(file => !excluded.Any(pattern => pattern.IsMatch(file))));
            }
        }

        return new PayloadList(path, files.Order(StringComparer.Ordinal).ToArray());
    }

    private static Regex[] PatternsOf(XElement item, string attribute) => ((string?)item.Attribute(attribute) ?? "")
        .Split(';', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)
        .Select(pattern =>
        {
            Assert.StartsWith(FirmwareFolder, pattern, StringComparison.Ordinal);
            string escaped = Regex.Escape(pattern[FirmwareFolder.Length..]);
            return new Regex("^" + escaped
                .Replace(@"\*\*/", "(?:.*/)?", StringComparison.Ordinal)
                .Replace(@"\*\*", ".*", StringComparison.Ordinal)
                .Replace(@"\*", "[^/]*", StringComparison.Ordinal) + "$");
        })
        .ToArray();
}
