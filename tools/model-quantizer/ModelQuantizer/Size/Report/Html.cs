using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using System.Net;
using System.Text;

namespace Stethos.ModelQuantizer.Size.Report;

/// <summary>Pieces of a page; all text is escaped, names in models may hold anything.</summary>
internal static class Html
{
    public static string Escape(string text) => WebUtility.HtmlEncode(text);

    public static string Number(double value, string format = "N0") => value.ToString(format, CultureInfo.InvariantCulture);

    /// <summary>Three digits that matter, with thousands apart: 0.0123, 1.23, 12.3, 1,234.</summary>
    public static string Short(double value) => Number(
        value, Math.Abs(value) switch { 0 => "0", >= 100 => "N0", >= 10 => "0.0", >= 1 => "0.00", >= 0.01 => "0.000", _ => "0.00000" });

    /// <summary>Converters join names of all nodes they fused; the last part of the first says enough.</summary>
    public static string Name(string name)
    {
        const int Longest = 44;
        var first = name.Split(';')[0];
        return first.Length <= Longest ? first : $"…{first[^(Longest - 1)..]}";
    }

    /// <summary>Escaped; stays on one line.</summary>
    public static string Unbroken(string text) => Escape(text).Replace(" ", "&nbsp;", StringComparison.Ordinal);

    /// <summary>Escaped; a long path may be broken behind its slashes.</summary>
    public static string Breakable(string name) => Escape(name).Replace("/", "/<wbr>", StringComparison.Ordinal);

    /// <summary>
    /// A table; cells are finished HTML. Columns from <paramref name="firstNumber"/> up to before <paramref name="firstText"/> are set
    /// right. As cards, each row becomes a list of heads and cells where the page is narrow.
    /// </summary>
    public static void Table(
        StringBuilder page,
        IReadOnlyList<string> heads,
        IEnumerable<IReadOnlyList<string>> rows,
        int firstNumber,
        int firstText = int.MaxValue,
        bool asCards = false)
    {
        page.Append($"<div class=\"scroll\"><table{(asCards ? " class=\"cards\"" : "")}><thead><tr>");
        page.AppendJoin("", heads.Select((head, i) => $"<th{Class(i)}>{Escape(head)}</th>"));
        page.Append("</tr></thead><tbody>\n");
        foreach (var row in rows)
        {
            page.Append("<tr>").AppendJoin("", row.Select((cell, i) => $"<td{Class(i)}{Head(i)}>{cell}</td>")).Append("</tr>\n");
        }

        page.Append("</tbody></table></div>\n");

        string Class(int column) => column >= firstNumber && column < firstText ? " class=\"n\"" : "";
        string Head(int column) => asCards ? $" data-head=\"{Escape(heads[column])}\"" : "";
    }
}
