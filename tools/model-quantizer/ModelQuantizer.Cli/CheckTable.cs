using System;
using System.Collections.Generic;
using System.Globalization;
using System.IO;
using System.Linq;
using Spectre.Console;
using Stethos.ModelQuantizer.Size.Check;
using Stethos.ModelQuantizer.Size.Tiers;

namespace Stethos.ModelQuantizer.Cli;

/// <summary>The size check for people.</summary>
internal static class CheckTable
{
    private const double BytesPerKb = 1024;
    private const int WideColumns = 120;

    public static void Write(SizeReport report, TextWriter output)
    {
        var console = PlainConsole.On(output);
        console.MarkupLineInterpolated($"{report.Source.File}: {Number(report.Macs)} MACs, {Arithmetic(report)}");
        if (report.Update is { } update)
        {
            Write(update, output);
        }

        var arena = report.Arena;
        console.MarkupLineInterpolated(
            $"arena: {Number(arena.Bytes)} bytes, lower bound {Number(arena.LowerBound)}, largest first alone {Number(arena.GreedyBytes)}");
        Write(report.Tiers, console);
    }

    /// <summary>What an update sends, and of what.</summary>
    public static void Write(UpdateSize update, TextWriter output)
    {
        if (update.Delta is not { } delta)
        {
            output.WriteLine($"update: cannot be told: {update.Refusal}");
            return;
        }

        var what = update.Compared == UpdateSize.Blobs ? "compiled blobs" : "files";
        output.WriteLine(
            $"update: sends {Number(delta.FixedBytes)} of {Number(delta.NewBytes)} bytes in chunks of 1,024 bytes ({what} compared)");
        output.WriteLine($"        {Number(delta.ContentBytes)} with chunks cut by content");
    }

    /// <summary>The tiers of several forms of a model in one table.</summary>
    public static void Write(IReadOnlyList<SizeReport> reports, TextWriter output) =>
        Write([.. reports.SelectMany(report => report.Tiers)], PlainConsole.On(output));

    private static void Write(IReadOnlyList<TierVerdict> tiers, IAnsiConsole console)
    {
        console.Write(Tiers(tiers, console.Profile.Width >= WideColumns));
        foreach (var tier in tiers.Where(tier => !tier.Fits))
        {
            Explain(tier, console);
        }
    }

    // In a narrow terminal a figure stands above what it is held against.
    private static Table Tiers(IReadOnlyList<TierVerdict> tiers, bool isWide)
    {
        var between = isWide ? " " : "\n";
        var table = new Table().Border(TableBorder.Simple);
        table.AddColumns("tier", "", "flash KB", "RAM KB", $"arena{between}(lower bound)", "one run, ms", "limited by");
        foreach (var column in table.Columns)
        {
            column.NoWrap().Padding(0, isWide ? 2 : 1);
        }

        if (isWide)
        {
            table.AddColumn("most memory at");
        }

        foreach (var tier in tiers)
        {
            var ms = tier.Figures.LatencyMs;
            List<Text> cells =
            [
                new Text(tier.Tier),
                tier.Fits ? new Text("fits", Color.Green) : new Text($"does not{between}fit", Color.Red),
                new Text(Of(tier, "flash", between)),
                new Text(Of(tier, "RAM", between)),
                new Text($"{Number(tier.Figures.RamBytes.Arena)}{between}({Number(tier.ArenaLowerBound)})"),
                new Text($"{Short(ms.Low)} to {Short(ms.High)}{between}of {Short(tier.Limits[^1].Budget)}"),
                new Text(tier.Limiting.Name),
            ];
            table.AddRow(isWide ? [.. cells, new Text(tier.Peak is { } peak ? $"{peak.Step}: {peak.Text}" : "")] : cells);
        }

        return table;
    }

    private static void Explain(TierVerdict tier, IAnsiConsole console)
    {
        foreach (var problem in tier.Problems)
        {
            console.MarkupLineInterpolated($"{tier.Tier}: {problem}");
        }

        if (!tier.Limiting.Fits)
        {
            var limit = tier.Limiting;
            console.MarkupLineInterpolated(
                $"{tier.Tier}: {limit.Name} is {Short(limit.Value)} {limit.Unit}, {Short(limit.Budget)} are there ({limit.Provenance})");
        }

        if (tier.Changes.Count > 0 && !tier.Changes[0].Fits)
        {
            console.MarkupLineInterpolated($"{tier.Tier}: none of the usual changes is enough; closest:");
        }

        foreach (var change in tier.Changes)
        {
            var after = change.After;
            console.MarkupLineInterpolated($"{tier.Tier}: {(change.Fits ? "would fit" : "not enough")}: {change.What}");
            console.MarkupLineInterpolated(
                $"      then flash {Kb(after.FlashBytes.Total)} KB, RAM {Kb(after.RamBytes.Total)} KB, {Ms(after.LatencyMs)}");
        }
    }

    private static string Arithmetic(SizeReport report) => report.HasFloats ? "float" : report.DeadChannels > 0
        ? $"int8, {Number(report.DeadChannels)} dead channels" : "int8";

    private static string Of(TierVerdict tier, string name, string between)
    {
        var limit = tier.Limits.First(limit => limit.Name == name);
        return $"{Kb(limit.Value)}{between}of {Kb(limit.Budget)}";
    }

    public static string Ms(CostInterval ms) => $"{Short(ms.Low)} to {Short(ms.High)} ms";

    private static string Kb(double bytes) => Short(bytes / BytesPerKb);

    private static string Number(long value) => value.ToString("N0", CultureInfo.InvariantCulture);

    private static string Short(double value) => value.ToString(
        Math.Abs(value) switch { 0 => "0", >= 100 => "N0", >= 10 => "0.0", >= 1 => "0.00", _ => "0.000" }, CultureInfo.InvariantCulture);
}
