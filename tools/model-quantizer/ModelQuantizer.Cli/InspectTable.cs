using System;
using System.Collections.Generic;
using System.Globalization;
using System.IO;
using System.Linq;
using Spectre.Console;
using Stethos.ModelQuantizer.Inspect;

namespace Stethos.ModelQuantizer.Cli;

/// <summary>The report for people.</summary>
internal static class InspectTable
{
    private const int LongestName = 48;
    private const int ShortestName = 14;
    private const int OtherColumns = 62;

    public static void Write(ModelReport report, TextWriter output)
    {
        var console = PlainConsole.On(output);
        console.Write(Overview(report));
        console.Write(Nodes(report, Math.Clamp(console.Profile.Width - OtherColumns, ShortestName, LongestName)));
        foreach (var problem in report.Unsupported)
        {
            console.MarkupLineInterpolated($"[red]not supported:[/] {problem}");
        }

        if (report.Macs is null)
        {
            console.MarkupLine("Some shapes are open: give sizes with --dim to see all MACs.");
        }
    }

    private static Grid Overview(ModelReport report)
    {
        var grid = new Grid().AddColumn().AddColumn();
        Add("file", $"{report.Source.File}, {Number(report.Source.FileBytes)} bytes, {report.Source.Format}, {Opset(report)}");
        Add("producer", report.Source.Producer);
        Add("arithmetic", report.Kind switch
        {
            ModelKind.Quantized => "quantized: weights and activations are codes",
            ModelKind.Hybrid => "hybrid: weights are codes, activations float",
            _ => "float",
        });
        foreach (var tensor in report.Inputs)
        {
            Add("input", InWords(tensor));
        }

        foreach (var tensor in report.Outputs)
        {
            Add("output", InWords(tensor));
        }

        Add("operators", string.Join(", ", report.Operators.Select(pair => $"{pair.Key} {pair.Value}")));
        Add("parameters", $"{Number(report.Parameters)} in {Number(report.ParameterBytes)} bytes");
        Add("MACs", Number(report.Macs));
        return grid;

        void Add(string name, string text)
        {
            if (text.Length > 0)
            {
                grid.AddRow(new Text(name), new Text(text));
            }
        }
    }

    private static Table Nodes(ModelReport report, int longestName)
    {
        var table = new Table().Border(TableBorder.Simple);
        table.AddColumns("#", "operator", "output", "MACs", "parameters", "bytes", "node");
        foreach (var column in table.Columns)
        {
            column.NoWrap().Padding(0, 1);
        }

        foreach (var right in new[] { 3, 4, 5 })
        {
            table.Columns[right].RightAligned();
        }

        foreach (var (node, i) in report.Nodes.Select((node, i) => (node, i)))
        {
            var cells = new[]
            {
                Number(i), node.Op, ShapeText(node.OutputShape), Number(node.Macs), Number(node.Parameters), Number(node.ParameterBytes),
                Short(node.Name, longestName),
            };
            table.AddRow(cells.Select(cell => new Text(cell)));
        }

        return table;
    }

    // Converters join names of all nodes they fused; the first says enough.
    private static string Short(string name, int longest)
    {
        var first = name.Split(';')[0];
        return first.Length <= longest ? first : $"…{first[^(longest - 1)..]}";
    }

    private static string Opset(ModelReport report) =>
        report.Source.Format == "onnx" ? $"opset {report.Opset}" : $"version {report.Source.FormatVersion}";

    private static string InWords(TensorSummary tensor) => string.Join(
        ", ",
        new[] { $"{tensor.Name}: {tensor.Type} {ShapeText(tensor.Shape)}", tensor.Layout, tensor.Quantization }
            .Where(text => text.Length > 0));

    private static string ShapeText(IReadOnlyList<long>? shape) =>
        shape is null ? "?" : $"[{string.Join(", ", shape.Select(size => size < 0 ? "?" : Number(size, "D")))}]";

    private static string Number(long? value, string format = "N0") => value?.ToString(format, CultureInfo.InvariantCulture) ?? "?";
}
