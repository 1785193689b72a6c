using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using System.Text;
using Stethos.Gateway.Domain.View;

namespace Stethos.Gateway.Web.Metrics;

/// <summary>
/// Writes samples in the Prometheus text exposition format 0.0.4: families together, HELP and TYPE once, escaped.
/// </summary>
internal static class PrometheusText
{
    public const string ContentType = "text/plain; version=0.0.4; charset=utf-8";

    private static readonly string[] HistogramSuffixes = ["_bucket", "_sum", "_count"];

    public static string Format(IEnumerable<MetricSample> samples)
    {
        var text = new StringBuilder();
        foreach (var family in samples.GroupBy(FamilyName, StringComparer.Ordinal))
        {
            var first = family.First();
            text.Append("# HELP ").Append(family.Key).Append(' ').Append(Escape(first.Help, quotes: false)).Append('\n');
            text.Append("# TYPE ").Append(family.Key).Append(' ').Append(TypeName(first.Type)).Append('\n');
            foreach (var sample in family)
            {
                AppendSample(text, sample);
            }
        }

        return text.ToString();
    }

    private static void AppendSample(StringBuilder text, MetricSample sample)
    {
        text.Append(SafeName(sample.Name, colons: true));
        for (var i = 0; i < sample.Labels.Count; i++)
        {
            var label = sample.Labels[i];
            text.Append(i == 0 ? '{' : ',')
                .Append(SafeName(label.Key, colons: false)).Append("=\"").Append(Escape(label.Value, quotes: true)).Append('"');
        }

        text.Append(sample.Labels.Count == 0 ? " " : "} ").Append(Number(sample.Value)).Append('\n');
    }

    private static string FamilyName(MetricSample sample)
    {
        var name = SafeName(sample.Name, colons: true);
        var suffix = sample.Type == "histogram"
            ? HistogramSuffixes.FirstOrDefault(s => name.EndsWith(s, StringComparison.Ordinal))
            : null;
        return suffix is null ? name : name[..^suffix.Length];
    }

    private static string TypeName(string type) => type is "counter" or "gauge" or "histogram" ? type : "untyped";

    private static string Number(double value)
    {
        if (double.IsNaN(value))
        {
            return "NaN";
        }

        return double.IsInfinity(value)
            ? value > 0 ? "+Inf" : "-Inf"
            : value.ToString("R", CultureInfo.InvariantCulture);
    }

    private static string Escape(string value, bool quotes)
    {
        var escaped = value.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("\n", "\\n", StringComparison.Ordinal);
        return quotes ? escaped.Replace("\"", "\\\"", StringComparison.Ordinal) : escaped;
    }

    /// <summary>One illegal character makes a reader refuse the whole answer, so it becomes an underscore.</summary>
    private static string SafeName(string name, bool colons)
    {
        static bool IsLegal(char c, bool first, bool colons) =>
            char.IsAsciiLetter(c) || c == '_' || (colons && c == ':') || (!first && char.IsAsciiDigit(c));

        return string.Create(name.Length, (name, colons), static (span, state) =>
        {
            for (var i = 0; i < span.Length; i++)
            {
                span[i] = IsLegal(state.name[i], i == 0, state.colons) ? state.name[i] : '_';
            }
        });
    }
}
