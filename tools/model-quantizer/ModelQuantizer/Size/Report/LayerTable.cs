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
        var worst = hasErrors && report.ErrorName == SizeReport.NoiseAlone ? report.Layers.Min(layer => layer.Error) : null;
        List<string> heads = ["#", "operator", "node", "output", "products", "weights", "result", "live"];
        heads.AddRange(tiers.Select(tier => $"{tier} ms"));
        if (report.DeadChannels > 0)
        {
            heads.Add("dead");
        }

        if (hasErrors)
        {
            heads.Add(report.ErrorName);
        }

        Html.Table(page, heads, report.Layers.Select((layer, step) => Row(report, layer, step, tiers, worst)), 3);
        if (hasErrors && report.ErrorName == SizeReport.NoiseAlone)
        {
            page.Append("<p>dB alone: signal to noise of the model's output when only that layer is quantized. ");
            page.Append("Where it is lowest (bold), leaving the layer float or with more bits helps most.</p>\n");
        }
    }

    private static List<string> Row(SizeReport report, LayerSize layer, int step, string[] tiers, double? worst)
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

        if (report.Layers.Any(one => one.Error is not null))
        {
            var text = layer.Error is { } error ? Html.Short(error) : "";
            cells.Add(layer.Error is not null && layer.Error == worst ? $"<b>{text}</b>" : text);
        }

        return cells;
    }
}
