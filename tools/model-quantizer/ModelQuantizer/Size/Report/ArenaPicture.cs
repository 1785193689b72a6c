using System;
using System.Collections.Generic;
using System.Linq;
using System.Text;
using Stethos.ModelQuantizer.Size.Arena;

namespace Stethos.ModelQuantizer.Size.Report;

/// <summary>The arena over time: a column for each step, a rectangle for each block from its first step to its last at its place.</summary>
internal static class ArenaPicture
{
    private const double Left = 74;
    private const double Top = 14;
    private const double Height = 300;
    private const double Bottom = 34;
    private const double PlotWidth = 900;

    public static void Write(ArenaPlan plan, IReadOnlyList<string> steps, StringBuilder page)
    {
        var count = Math.Max(1, plan.Live.Count);
        var most = Math.Max(1, plan.Bytes);
        page.Append($"<p>Arena {Html.Number(plan.Bytes)} bytes; at no time can less than {Html.Number(plan.LowerBound)} do");
        page.Append($" (step {plan.PeakStep}); largest first alone: {Html.Number(plan.GreedyBytes)}.</p>\n");
        var (width, height) = (Html.Number(Left + PlotWidth + 10, "0"), Html.Number(Top + Height + Bottom, "0"));
        page.Append($"<div class=\"picture\"><svg viewBox=\"0 0 {width} {height}\" role=\"img\"");
        page.Append(" aria-label=\"Blocks of the arena over the steps of the model\">\n");
        page.Append($"<rect class=\"peak\" {Place(X(plan.PeakStep), Top, PlotWidth / count, Height)}/>\n");
        for (var i = 0; i < plan.Blocks.Count; i++)
        {
            Block(plan, i, page);
        }

        Line(plan.LowerBound, "bound", page, Y(plan.LowerBound));
        for (var quarter = 0; quarter <= 4; quarter++)
        {
            var bytes = most * quarter / 4;
            Text(Left - 8, Y(bytes) + 4, "y", Html.Number(bytes), page);
        }

        var every = Math.Max(1, (count + 19) / 20);
        for (var step = 0; step < steps.Count; step += every)
        {
            Text(X(step) + PlotWidth / count / 2, Top + Height + 16, "x", $"{step}<title>{Html.Escape(steps[step])}</title>", page);
        }

        Text(Left + PlotWidth / 2, Top + Height + 31, "x", "step", page);
        page.Append("</svg></div>\n");

        double X(int step) => Left + PlotWidth * step / count;

        double Y(long bytes) => Top + Height - Height * bytes / most;
    }

    private static void Block(ArenaPlan plan, int index, StringBuilder page)
    {
        var block = plan.Blocks[index];
        var count = Math.Max(1, plan.Live.Count);
        var most = (double)Math.Max(1, plan.Bytes);
        var x = Left + PlotWidth * block.First / count;
        var width = PlotWidth * (block.Last - block.First + 1) / count;
        var height = Height * block.Bytes / most;
        var y = Top + Height - Height * plan.Offsets[index] / most - height;
        page.Append($"<rect class=\"c{index % ReportStyle.Colours}\" {Place(x, y, width, height)}>");
        page.Append($"<title>{Html.Escape(Html.Name(block.Name))}: ");
        page.Append($"{Html.Number(block.Bytes)} bytes at {Html.Number(plan.Offsets[index])}, steps {block.First} to ");
        page.Append($"{block.Last}</title></rect>\n");
        if (width > 46 && height > 14)
        {
            Text(x + width / 2, y + height / 2 + 4, "b", Html.Number(block.Bytes), page);
        }
    }

    private static void Text(double x, double y, string name, string html, StringBuilder page) => page.Append(
        $"<text x=\"{Html.Number(x, "0.#")}\" y=\"{Html.Number(y, "0.#")}\" class=\"{name}\">{html}</text>\n");

    private static void Line(long bytes, string name, StringBuilder page, double y) => page.Append(
        $"<line class=\"{name}\" x1=\"{Html.Number(Left)}\" x2=\"{Html.Number(Left + PlotWidth)}\" y1=\"{Html.Number(y, "0.#")}\" " +
        $"y2=\"{Html.Number(y, "0.#")}\"><title>lower bound {Html.Number(bytes)}</title></line>\n");

    private static string Place(double x, double y, double width, double height) =>
        $"x=\"{Html.Number(x, "0.##")}\" y=\"{Html.Number(y, "0.##")}\" width=\"{Html.Number(width, "0.##")}\" " +
        $"height=\"{Html.Number(height, "0.##")}\"";
}
