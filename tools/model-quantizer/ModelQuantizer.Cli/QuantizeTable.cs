using System.Collections.Generic;
using System.Globalization;
using System.IO;
using System.Linq;
using Spectre.Console;
using Stethos.ModelQuantizer.Accuracy;
using Stethos.ModelQuantizer.Quantize;

namespace Stethos.ModelQuantizer.Cli;

/// <summary>The reports of `quantize` and `accuracy` for people.</summary>
internal static class QuantizeTable
{
    public static void Write(JobReport report, TextWriter output)
    {
        var console = PlainConsole.On(output);
        var grid = new Grid().AddColumn().AddColumn();
        Add(grid, "model", report.Model);
        Add(grid, "weights", $"{PlainConsole.Bytes(report.BytesBefore)} to {PlainConsole.Bytes(report.BytesAfter)} bytes");
        Add(grid, "layers", $"{report.Layers.Count} in codes, {report.FloatLayers.Count} in float");
        Add(grid, "fusion", report.Fusion);
        Add(grid, "repairs", Repairs(report));
        Add(grid, "calibration", report.CalibrationSamples == 0 ? "" : $"{report.CalibrationSamples} samples"
            + (report.Coverage is { } share ? $", {PlainConsole.Percent(share)} of new samples stay in the ranges" : ""));
        Add(grid, "outputs", report.SignalToNoiseDb is { } noise
            ? $"{PlainConsole.Decibel(noise)} signal to noise{SameAnswer(report)}"
            : "");
        Add(grid, "one run here", report.Whole is { } whole ? string.Create(
            CultureInfo.InvariantCulture, $"{whole.FloatMicroseconds:F1} us in float, {whole.QuantizedMicroseconds:F1} us quantized") : "");
        console.Write(grid);
        WriteLists(output, report);
        Write(report.Accuracy, console);
        foreach (var warning in report.Warnings)
        {
            console.MarkupLineInterpolated($"[yellow]warning:[/] {warning}");
        }

        if (report.Whole is { IsSlower: true })
        {
            var advice = report.Speed.Count > 0 ? "the float model serves this machine better" : "--keep-faster leaves slow layers float";
            console.MarkupLineInterpolated($"[yellow]warning:[/] slower than in float on this machine: {advice}");
        }
    }

    public static void Write(IReadOnlyList<RunnerAccuracy> accuracy, IAnsiConsole console)
    {
        if (accuracy.Count == 0)
        {
            return;
        }

        var table = new Table().Border(TableBorder.Simple);
        table.AddColumns("arithmetic", "right", "accuracy", "95 % interval", "same as first", "points lost (95 %)");
        foreach (var column in table.Columns)
        {
            column.Padding(0, 1);
        }

        foreach (var one in accuracy)
        {
            table.AddRow(
                Markup.Escape(one.Name),
                $"{one.Correct} of {one.Samples}",
                PlainConsole.Percent(one.Accuracy),
                $"{PlainConsole.Percent(one.Interval.Low)} to {PlainConsole.Percent(one.Interval.High)}",
                PlainConsole.Percent(one.Agreement),
                string.Create(
                    CultureInfo.InvariantCulture, $"{one.LossPoints:F2} ({one.LossRange.Low:F1} to {one.LossRange.High:F1})"));
        }

        console.Write(table);
        foreach (var one in accuracy)
        {
            console.WriteLine($"confusion, {one.Name} (row: truth, column: answer)");
            foreach (var row in one.Confusion)
            {
                console.WriteLine("  " + string.Concat(row.Select(count => count.ToString(CultureInfo.InvariantCulture).PadLeft(6))));
            }
        }
    }

    private static void WriteLists(TextWriter console, JobReport report)
    {
        foreach (var reason in report.NotFused)
        {
            console.WriteLine($"not fused: {reason}");
        }

        foreach (var layer in report.Speed.Where(layer => layer.IsSlower))
        {
            console.WriteLine(string.Create(
                CultureInfo.InvariantCulture,
                $"left float: {NodeNames.Short(layer.Layer)}, {layer.FloatMicroseconds:F1} us in float, "
                + $"{layer.CodesMicroseconds:F1} us in codes"));
        }

        foreach (var layer in report.Sensitivity.OrderBy(layer => layer.SignalToNoiseDb))
        {
            console.WriteLine($"alone: {PlainConsole.Decibel(layer.SignalToNoiseDb),10}  {layer.Op} {NodeNames.Short(layer.Layer)}");
        }

        foreach (var point in report.TradeOff)
        {
            var counts = point.Bits.Values.GroupBy(bits => bits).OrderByDescending(group => group.Key)
                .Select(group => $"{group.Count()} with {group.Key} bits");
            console.WriteLine(
                $"trade-off: {PlainConsole.Bytes(point.Bytes),12} bytes {PlainConsole.Decibel(point.SignalToNoiseDb),10}  "
                + string.Join(", ", counts));
        }
    }

    private static string SameAnswer(JobReport report) => report is { Agreement: { } share, AgreementRange: { } range }
        ? $", same answer {PlainConsole.Percent(share)} ({PlainConsole.Percent(range.Low)} to {PlainConsole.Percent(range.High)})"
        : "";

    private static string Repairs(JobReport report) => string.Join(", ", new[]
    {
        report.RemovedClamps > 0 ? $"{report.RemovedClamps} clamps removed" : "",
        report.RepairedBiases > 0 ? $"{report.RepairedBiases} biases repaired" : "",
        report.EqualizedPairs > 0 ? $"{report.EqualizedPairs} pairs of layers equalized" : "",
        report.DeadChannels > 0 ? $"{report.DeadChannels} dead channels removed" : "",
    }.Where(text => text.Length > 0));

    private static void Add(Grid grid, string name, string text)
    {
        if (text.Length > 0)
        {
            grid.AddRow(new Text(name), new Text(text));
        }
    }
}
