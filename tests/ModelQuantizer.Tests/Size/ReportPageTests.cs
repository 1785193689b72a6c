using System;
using System.Linq;
using System.Text.RegularExpressions;
using System.Xml.Linq;
using Stethos.ModelQuantizer.Graph;
using Stethos.ModelQuantizer.Size.Check;
using Stethos.ModelQuantizer.Size.Report;

namespace Stethos.ModelQuantizer.Tests.Size;

public sealed class ReportPageTests
{
    [Fact]
    public void The_page_loads_nothing_and_runs_nothing()
    {
        var page = Page();
        const string Loading = @"\b(src|href|action|srcset|data)\s*=|url\(|@import|<script|<link|<iframe|https?:";
        Assert.DoesNotMatch(new Regex(Loading, RegexOptions.IgnoreCase), page);
        Assert.Contains("default-src 'none'", page, StringComparison.Ordinal);
        Assert.StartsWith("<!doctype html>", page, StringComparison.Ordinal);
    }

    [Fact]
    public void Every_part_is_there_and_the_picture_is_well_formed()
    {
        var page = Page();
        foreach (var title in new[] { "Tiers", "Memory over time", "Layers", "Size by tensor", "What would make it fit M1" })
        {
            Assert.Contains($"{title}</h", page, StringComparison.Ordinal);
        }

        var start = page.IndexOf("<svg", StringComparison.Ordinal);
        var svg = XElement.Parse(page[start..(page.IndexOf("</svg>", StringComparison.Ordinal) + 6)]);
        // Three blocks and the mark of the peak.
        Assert.Equal(4, svg.Elements("rect").Count());
        Assert.All(svg.Elements("rect"), rect => Assert.True(double.Parse(rect.Attribute("width")!.Value) > 0));
        Assert.Contains("0.125", page, StringComparison.Ordinal);
    }

    [Fact]
    public void Names_from_the_model_cannot_become_tags()
    {
        var graph = new ModelGraph("evil", Provenance.Made with { File = "<b>x.onnx" });
        var x = graph.AddInput("<img>", ElementType.Float, Shape.Of(1, 4));
        graph.AddOutput(graph.Add("MatMul", "<script>alert(1)</script>", x, SizedModelTests.Weights(graph, "m", 4, 4)).Output);
        var page = ReportPage.Write(SizeCheck.Run(graph, [MadeTier.Of()]));
        Assert.DoesNotContain("<script", page, StringComparison.Ordinal);
        Assert.DoesNotContain("<img", page, StringComparison.Ordinal);
        Assert.DoesNotContain("<b>x", page, StringComparison.Ordinal);
        Assert.Contains("&lt;script&gt;", page, StringComparison.Ordinal);
    }

    [Fact]
    public void Cells_of_the_first_table_carry_their_heads_for_narrow_pages()
    {
        var page = Page();
        var table = page[page.IndexOf("<table class=\"cards\"", StringComparison.Ordinal)..];
        table = table[..table.IndexOf("</table>", StringComparison.Ordinal)];
        var heads = Regex.Matches(table, "<th[^>]*>([^<]+)</th>").Select(match => match.Groups[1].Value).ToArray();
        Assert.Equal(9, heads.Length);
        Assert.Equal(heads, Regex.Matches(table, "<td[^>]* data-head=\"([^\"]+)\"").Select(match => match.Groups[1].Value));
    }

    private static string Page() => ReportPage.Write(SizeCheck.Run(
        TierCheckTests.Codes(),
        [MadeTier.Of(ram: 600)],
        new SizeCheckOptions { LayerErrors = new System.Collections.Generic.Dictionary<string, double> { ["first"] = 0.125 } }));
}
