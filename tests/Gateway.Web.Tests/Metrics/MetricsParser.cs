using System;
using System.Collections.Generic;
using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;

namespace Stethos.Gateway.Web.Tests.Metrics;

/// <summary>A strict reader of the Prometheus text format 0.0.4, written from its description and not from our writer.</summary>
internal static partial class MetricsParser
{
    public static Dictionary<string, (string Type, string Help, List<(string Series, double Value)> Samples)> Parse(string text)
    {
        Assert.EndsWith("\n", text, StringComparison.Ordinal);
        var families = new Dictionary<string, (string Type, string Help, List<(string Series, double Value)> Samples)>();
        var help = string.Empty;
        var current = string.Empty;
        foreach (var line in text.TrimEnd('\n').Split('\n'))
        {
            if (line.StartsWith("# HELP ", StringComparison.Ordinal))
            {
                var parts = line.Split(' ', 4);
                (current, help) = (parts[2], Unescape(parts[3]));
            }
            else if (line.StartsWith("# TYPE ", StringComparison.Ordinal))
            {
                var parts = line.Split(' ');
                Assert.Equal(current, parts[2]);
                families.Add(current, (parts[3], help, []));
            }
            else
            {
                var match = Sample().Match(line);
                Assert.True(match.Success, $"Not a sample: {line}");
                Assert.StartsWith(current, match.Groups["name"].Value, StringComparison.Ordinal);
                families[current].Samples.Add((Series(match), Number(match.Groups["value"].Value)));
            }
        }

        return families;
    }

    private static string Series(Match match)
    {
        var series = new StringBuilder(match.Groups["name"].Value);
        for (var i = 0; i < match.Groups["key"].Captures.Count; i++)
        {
            series.Append('|').Append(match.Groups["key"].Captures[i].Value)
                .Append('=').Append(Unescape(match.Groups["label"].Captures[i].Value));
        }

        return series.ToString();
    }

    private static string Unescape(string text) => Escape().Replace(text, m => m.Value switch
    {
        "\\n" => "\n",
        "\\\"" => "\"",
        "\\\\" => "\\",
        _ => throw new FormatException($"Bad escape {m.Value}"),
    });

    private static double Number(string text) => text switch
    {
        "+Inf" => double.PositiveInfinity,
        "-Inf" => double.NegativeInfinity,
        _ => double.Parse(text, CultureInfo.InvariantCulture),
    };

    [GeneratedRegex("""
        ^(?<name>[a-zA-Z_:][a-zA-Z0-9_:]*)(\{((?<key>[a-zA-Z_][a-zA-Z0-9_]*)="(?<label>([^"\\]|\\.)*)",?)+\})? (?<value>\S+)$
        """, RegexOptions.ExplicitCapture)]
    private static partial Regex Sample();

    [GeneratedRegex(@"\\.")]
    private static partial Regex Escape();
}
