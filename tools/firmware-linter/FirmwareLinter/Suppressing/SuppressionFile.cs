using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Text.RegularExpressions;
using Stethos.FirmwareLinter.Reading;
using Stethos.FirmwareLinter.Rules;

namespace Stethos.FirmwareLinter.Suppressing;

/// <summary>
/// Accepted findings, one per line: <c>NF0009 Features/Median.cs:42 why</c>. The line may be left out, the path may be its end only
/// or <c>*</c>; the reason may not be left out. <c>#</c> begins a comment.
/// </summary>
public sealed partial class SuppressionFile
{
    private readonly HashSet<Suppression> _used = [];

    private SuppressionFile(IReadOnlyList<Suppression> entries)
    {
        Entries = entries;
    }

    public static SuppressionFile Empty { get; } = new([]);

    public IReadOnlyList<Suppression> Entries { get; }

    /// <summary>Entries that have matched no finding so far: they can go.</summary>
    public IEnumerable<Suppression> Unused => Entries.Where(entry => !_used.Contains(entry));

    /// <exception cref="LintInputException">The file is missing, or a line is none of the format.</exception>
    public static SuppressionFile Load(string path)
    {
        if (!File.Exists(path))
        {
            throw new LintInputException($"{path} does not exist; give a suppressions file or leave --suppress out");
        }

        return Parse(File.ReadAllLines(path), path);
    }

    public static SuppressionFile Parse(IReadOnlyList<string> lines, string name)
    {
        List<Suppression> entries = [];
        for (int i = 0; i < lines.Count; i++)
        {
            string line = lines[i].Trim();
            if (line.Length == 0 || line[0] == '#')
            {
                continue;
            }

            Match match = Entry().Match(line);
            if (!match.Success || RuleTable.All.All(rule => rule.Id != match.Groups["rule"].Value))
            {
                throw new LintInputException($"{name}({i + 1}): write 'NF0001 path/file.cs:12 reason' with a rule of --rules");
            }

            int lineNumber = match.Groups["line"].Success ? int.Parse(match.Groups["line"].Value, null) : 0;
            entries.Add(new Suppression(
                i + 1, match.Groups["rule"].Value, match.Groups["file"].Value, lineNumber, match.Groups["reason"].Value));
        }

        return new SuppressionFile(entries);
    }

    public bool Covers(Finding finding)
    {
        Suppression? entry = Entries.FirstOrDefault(entry => entry.RuleId == finding.Rule.Id
            && (entry.File == "*" || IsEndOf(entry.File, finding.Place.File))
            && (entry.Line == 0 || entry.Line == finding.Place.Line));
        if (entry is not null)
        {
            _used.Add(entry);
        }

        return entry is not null;
    }

    private static bool IsEndOf(string end, string path) =>
        path == end || path.EndsWith("/" + end, StringComparison.Ordinal);

    [GeneratedRegex(@"^(?<rule>NF\d{4}) (?<file>\S+?)(?::(?<line>\d{1,7}))? +(?<reason>\S.*)$")]
    private static partial Regex Entry();
}
