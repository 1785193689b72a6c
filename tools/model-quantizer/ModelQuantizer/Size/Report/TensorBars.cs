using System;
using System.Linq;
using System.Text;
using Stethos.ModelQuantizer.Size.Check;

namespace Stethos.ModelQuantizer.Size.Report;

/// <summary>Weights and results by size, as bars.</summary>
internal static class TensorBars
{
    private const int Most = 24;

    public static void Write(SizeReport report, StringBuilder page)
    {
        var weights = report.Layers.Where(layer => layer.WeightBytes > 0)
            .Select(layer => (Kind: "w", Text: $"weights of {Html.Name(layer.Name)}", Bytes: layer.WeightBytes));
        var tensors = report.Arena.Blocks.Select(block => (Kind: "t", Text: Html.Name(block.Name), block.Bytes));
        var all = weights.Concat(tensors).Where(bar => bar.Bytes > 0).OrderByDescending(bar => bar.Bytes).ToArray();
        var largest = Math.Max(1, all.Select(bar => bar.Bytes).FirstOrDefault());
        page.Append("<p><span class=\"key w\"></span> weights (flash) <span class=\"key t\"></span> tensors (arena)</p>\n");
        page.Append("<div class=\"bars\">\n");
        foreach (var (kind, text, bytes) in all.Take(Most))
        {
            var width = Html.Number(30.0 * bytes / largest, "0.##");
            page.Append($"<div><span>{Html.Escape(text)}</span>");
            page.Append($"<i class=\"{kind}\" style=\"width:{width}em\"></i> {Html.Number(bytes)}</div>\n");
        }

        page.Append("</div>\n");
        if (all.Length > Most)
        {
            var rest = all.Skip(Most).Sum(bar => bar.Bytes);
            page.Append($"<p>and {all.Length - Most} smaller ones, together {Html.Number(rest)} bytes</p>\n");
        }
    }
}
