using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Text.RegularExpressions;
using Stethos.Architecture.Tests.Kit;

namespace Stethos.Architecture.Tests.Device;

/// <summary>The committed excerpt of nanoFramework's public listings: just what device code uses.</summary>
internal sealed partial class DeviceMemberList
{
    public const string FilePath = "tests/Architecture.Tests/nano-device-members.txt";

    private const string Source = " from ";

    private DeviceMemberList(RepoFile file, IReadOnlyList<DeviceType> types)
    {
        File = file;
        Types = types;
    }

    public RepoFile File { get; }

    public IReadOnlyList<DeviceType> Types { get; }

    public static DeviceMemberList Current =>
        Parse(RepoTree.Current.Find(FilePath) ?? throw new InvalidOperationException($"{FilePath} is missing."));

    public static DeviceMemberList Parse(RepoFile file)
    {
        List<DeviceType> types = [];
        string assembly = "";
        for (int i = 0; i < file.Lines.Count; i++)
        {
            string line = file.Lines[i];
            if (line.StartsWith("    ", StringComparison.Ordinal))
            {
                types[^1].Members.Add((i + 1, line.Trim()));
            }
            else if (line.StartsWith("# ", StringComparison.Ordinal))
            {
                assembly = line[2..];
            }
            else if (TypeLine().Match(line) is { Success: true } match)
            {
                string[] bases = match.Groups["bases"].Value.Split(", ", StringSplitOptions.RemoveEmptyEntries);
                types.Add(new DeviceType(
                    i + 1, assembly.Split(Source)[0], assembly.Contains(Source, StringComparison.Ordinal), line,
                    match.Groups["kind"].Value, match.Groups["name"].Value, bases, []));
            }
        }

        return new DeviceMemberList(file, types);
    }

    /// <summary>Every listed line is in the listing of its assembly.</summary>
    public IEnumerable<Violation> CheckAgainst(string folder)
    {
        foreach (IGrouping<string, DeviceType> assembly in Types.Where(type => !type.IsListedElsewhere).GroupBy(type => type.Assembly))
        {
            string path = Path.Combine(folder, assembly.Key + ".txt");
            Dictionary<string, HashSet<string>> listed = System.IO.File.Exists(path)
                ? Listed(Parse(new RepoFile(path, System.IO.File.ReadAllText(path))))
                : [];
            foreach (DeviceType type in assembly)
            {
                if (!listed.TryGetValue(type.Text, out HashSet<string>? members))
                {
                    yield return Missing(type.Line, $"{type.Text} is not in {assembly.Key}");
                    continue;
                }

                foreach ((int line, string text) in type.Members.Where(member => !Parts(type, member.Text).All(members.Contains)))
                {
                    yield return Missing(line, $"{type.Name} has no '{text}'");
                }
            }
        }
    }

    private static Dictionary<string, HashSet<string>> Listed(DeviceMemberList list) => list.Types.ToDictionary(
        type => type.Text,
        type => type.Members.SelectMany(member => Parts(type, member.Text)).ToHashSet(StringComparer.Ordinal),
        StringComparer.Ordinal);

    private static string[] Parts(DeviceType type, string text) => type.Kind == "enum" ? text.Split(", ") : [text];

    private Violation Missing(int line, string cause) => new(File.Path, line, cause, "Use a member that the device has");

    [GeneratedRegex(@"^(?:static |abstract )*(?<kind>class|struct|interface|enum|delegate) (?<name>[^ :]+)(?: : (?<bases>.+))?$")]
    private static partial Regex TypeLine();
}
