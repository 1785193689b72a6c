using System.Collections.Generic;
using System.Linq;
using System.Text;
using Stethos.ModelQuantizer.Size.Check;

namespace Stethos.ModelQuantizer.Size.Report;

/// <summary>One row per step.</summary>
internal static class LayerTable
{
    public static void Write(SizeReport report, StringBuilder page)
    {
        var tiers = report.Tiers.Select(tier => tier.Tier).ToArray();
        var hasErrors = report.Layers.Any(layer => layer.Error is not null);
        List<string> heads = ["#", "operator", "node", "output", "products", "weights", "result", "live"];
        heads.AddRange(tiers.Select(tier => $"{tier} ms"));
        if (report.DeadChannels > 0)
        {
            heads.Add("dead");
        }

        if (hasErrors)
        {
            heads.Add("error");
        }

        Html.Table(page, heads, report.Layers.Select((layer, step) => Row(report, layer, step, tiers, hasErrors)), 3);
    }

    private static List<string> Row(SizeReport report, LayerSize layer, int step, string[] tiers, bool hasErrors)
    {
        List<string> cells =
        [
            Html.Number(step),
            Html.Escape(layer.Text),
            $"<span title=\"{Html.Escape(layer.Name)}\">{Html.Escape(Html.Name(layer.Name))}</span>",
            layer.Output,
            Html.Number(layer.Macs),
            Html.Number(layer.WeightBytes),
            Html.Number(layer.OutputBytes),
            layer.LiveBytes == report.Arena.LowerBound ? $"<b>{Html.Number(layer.LiveBytes)}</b>" : Html.Number(layer.LiveBytes),
        ];
        cells.AddRange(tiers.Select(tier => layer.LatencyMs[tier]).Select(ms =>
            ms.High > 0 ? $"{Html.Short(ms.Low)}–{Html.Short(ms.High)}" : "–"));
        if (report.DeadChannels > 0)
        {
            cells.Add(layer.DeadChannels > 0 ? Html.Number(layer.DeadChannels) : "");
        }

        if (hasErrors)
        {
            cells.Add(layer.Error is { } error ? Html.Short(error) : "");
        }

        return cells;
    }
}
