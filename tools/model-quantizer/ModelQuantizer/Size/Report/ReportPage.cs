using System;
using System.Collections.Generic;
using System.Linq;
using System.Text;
using Stethos.ModelQuantizer.Size.Check;
using Stethos.ModelQuantizer.Size.Tiers;

namespace Stethos.ModelQuantizer.Size.Report;

/// <summary>The report as one HTML file that loads nothing and runs no script.</summary>
public static class ReportPage
{
    private const double BytesPerKb = 1024;

    public static string Write(SizeReport report)
    {
        ArgumentNullException.ThrowIfNull(report);
        var page = new StringBuilder();
        page.Append("<!doctype html>\n<html lang=\"en\"><head><meta charset=\"utf-8\">\n");
        page.Append("<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src 'unsafe-inline'\">\n");
        page.Append("<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n");
        page.Append($"<title>{Html.Escape(FileName(report))}: where it fits</title>\n");
        page.Append($"<style>{ReportStyle.Css}</style></head><body><main>\n");
        Body(report, page);
        page.Append("</main></body></html>\n");
        return page.ToString();
    }

    /// <summary>What stands between the tags of the body; for pages that put something around it.</summary>
    public static void Body(SizeReport report, StringBuilder page)
    {
        Head(report, page);
        page.Append("<h2>Tiers</h2>\n");
        Tiers(report, page);
        Changes(report, page);
        page.Append("<h2>Memory over time</h2>\n");
        ArenaPicture.Write(report.Arena, [.. report.Layers.Select(layer => layer.Text)], page);
        page.Append("<h2>Layers</h2>\n");
        LayerTable.Write(report, page);
        page.Append("<h2>Size by tensor</h2>\n");
        TensorBars.Write(report, page);
        Provenances(report, page);
    }

    private static void Head(SizeReport report, StringBuilder page)
    {
        page.Append($"<h1>{Html.Escape(FileName(report))}</h1>\n<p class=\"facts\">");
        List<string> facts =
        [
            report.HasFloats ? "computes with numbers (float)" : "computes with codes (int8)",
            $"{Html.Number(report.Macs)} multiply-accumulates",
            $"{Html.Number(report.ConstantBytes)} bytes of weights and biases",
            $"file {Html.Number(report.Source.FileBytes)} bytes",
        ];
        if (report.Device is { Flash: { } flash } device)
        {
            facts.Add($"on devices {Html.Number(flash.Total)} bytes in arithmetic {device.Arithmetic}");
        }

        if (report.DeadChannels > 0)
        {
            facts.Add($"{Html.Number(report.DeadChannels)} dead channels");
        }

        if (report.Update is { } update)
        {
            var what = update.Compared == UpdateSize.Blobs ? "the compiled blob" : "the file";
            facts.Add(update.Delta is { } delta
                ? $"an update sends {Html.Number(delta.FixedBytes)} of {Html.Number(delta.NewBytes)} bytes of {what}"
                : $"what an update sends cannot be told: {update.Refusal}");
        }

        page.AppendJoin(" · ", facts.Select(Html.Escape)).Append("</p>\n");
        if (report.Source.Sha256.Length > 0)
        {
            page.Append($"<p class=\"hash\">SHA-256 {Html.Escape(report.Source.Sha256)}</p>\n");
        }
    }

    private static void Tiers(SizeReport report, StringBuilder page) => Html.Table(
        page,
        ["tier", "verdict", "limited by", "flash KB", "RAM KB", "arena bytes", "one run, ms", "most memory at", "slowest"],
        report.Tiers.Select(tier => (IReadOnlyList<string>)
        [
            Over($"<b>{Html.Escape(tier.Tier)}</b>", Html.Escape(tier.Title)),
            tier.Fits ? "<span class=\"yes\">✓ fits</span>" : "<span class=\"no\">✗&nbsp;does&nbsp;not&nbsp;fit</span>",
            tier.Problems.Count > 0
                ? Html.Escape(tier.Problems[0])
                : Over(tier.Limiting.Name, Html.Unbroken($"{Share(tier.Limiting.Share)} what is there")),
            OfBudget(tier, "flash", BytesPerKb),
            OfBudget(tier, "RAM", BytesPerKb),
            Over(Html.Number(tier.Figures.RamBytes.Arena), $"bound {Html.Number(tier.ArenaLowerBound)}"),
            Latency(tier),
            Where(tier.Peak),
            Where(tier.Slowest),
        ]),
        3,
        7,
        asCards: true);

    // What counts, and below it in small what it is held against.
    private static string Over(string figure, string against) => $"{figure}<br> <small>{against}</small>";

    private static string OfBudget(string figure, double budget, bool fits) =>
        Over(fits ? figure : $"<span class=\"no\">{figure}</span>", $"of {Html.Short(budget)}");

    private static string Share(double share) => share < 2 ? $"{Html.Short(share * 100)} % of" : $"{Html.Short(share)} times";

    private static string OfBudget(TierVerdict tier, string name, double unit)
    {
        var limit = tier.Limits.First(limit => limit.Name == name);
        return OfBudget(Html.Short(limit.Value / unit), limit.Budget / unit, limit.Fits);
    }

    private static string Latency(TierVerdict tier)
    {
        var ms = tier.Figures.LatencyMs;
        var limit = tier.Limits.First(limit => limit.Name == "latency");
        return OfBudget($"{Html.Short(ms.Low)} to {Html.Short(ms.High)}", limit.Budget, limit.Fits);
    }

    private static string Where(OperatorShare? share) => share is null ? "" : Over(
        $"{share.Step}: {Html.Escape(share.Text)}",
        $"<span class=\"name\" title=\"{Html.Escape(share.Name)}\">{Html.Breakable(Html.Name(share.Name))}</span>");

    private static void Changes(SizeReport report, StringBuilder page)
    {
        foreach (var tier in report.Tiers.Where(tier => tier.Changes.Count > 0))
        {
            var fits = tier.Changes[0].Fits;
            page.Append($"<h3>What would make it fit {Html.Escape(tier.Tier)}</h3>\n");
            if (!fits)
            {
                page.Append("<p>None of the usual changes is enough; closest come:</p>\n");
            }

            page.Append("<ol>\n");
            foreach (var change in tier.Changes)
            {
                var after = change.After;
                page.Append(
                    $"<li>{Html.Escape(change.What)}<br><small>then flash {Html.Short(after.FlashBytes.Total / BytesPerKb)} KB, " +
                    $"RAM {Html.Short(after.RamBytes.Total / BytesPerKb)} KB, {Html.Short(after.LatencyMs.Low)} to " +
                    $"{Html.Short(after.LatencyMs.High)} ms, {Html.Short(change.MacShare * 100)} % of the products</small></li>\n");
            }

            page.Append("</ol>\n");
        }
    }

    private static void Provenances(SizeReport report, StringBuilder page)
    {
        page.Append("<h2>Where ceilings come from</h2>\n<dl>\n");
        foreach (var tier in report.Tiers)
        {
            var runtime = tier.Runtime == TierRuntime.Device ? "on the device" : "in ONNX Runtime";
            page.Append($"<dt>{Html.Escape(tier.Tier)}, {runtime}</dt>\n");
            page.AppendJoin("", tier.Limits.Select(limit =>
                $"<dd>{limit.Name} at most {Html.Number(limit.Budget)} {limit.Unit}: {Html.Escape(limit.Provenance)}</dd>\n"));
        }

        page.Append("</dl>\n<p>A model fits when every figure is within its ceiling, of the run time the upper end. ");
        page.Append(report.Device?.Flash is null
            ? "Flash and memory on devices are counted, not compiled.</p>\n"
            : "Flash and memory on devices are those of the compiled model; after a change they are counted.</p>\n");
        page.Append("<p>The picture shows the arena with sums and lookups in place.</p>\n");
    }

    private static string FileName(SizeReport report) => System.IO.Path.GetFileName(report.Source.File);
}
