using System.CommandLine;
using System.Globalization;
using System.IO;
using Stethos.ModelQuantizer.Inspect;
using Stethos.ModelQuantizer.Quantize;
using Stethos.ModelQuantizer.Size.Check;

namespace Stethos.ModelQuantizer.Cli;

/// <summary>`diff`: what changed between two versions of a model.</summary>
internal static class DiffCommand
{
    public static Command Make(TextWriter output, TextWriter error)
    {
        var before = new Argument<string>("old") { Description = "The installed version." };
        var after = new Argument<string>("new") { Description = "The next version." };
        var json = new Option<bool>("--json") { Description = "Print JSON for programs." };
        var data = new DataOptions();
        var tiers = new TierOptions();
        var command = new Command(
            "diff", "Compares two versions: layers, size, run time by tier, what an update sends, and accuracy on labelled data.")
        {
            before, after, json,
        };
        tiers.AddTo(command);
        data.AddTo(command);
        command.SetAction(result =>
        {
            string[] files = [result.GetValue(before)!, result.GetValue(after)!];
            var (old, next) = (ModelLoader.Load(files[0]), ModelLoader.Load(files[1]));
            var difference = ModelDifference.Of(old, next);
            var sizes = VersionSizes.Of(old, next, tiers.Load(result), data.Dimensions(result, files[1]));
            var accuracy = data.AreGiven(result) ? AccuracyCommand.Measure(result, files, data, error) : [];
            if (result.GetValue(json))
            {
                output.WriteLine(ReportJson.Write(new { difference, sizes.Tiers, sizes.Update, sizes.Refusal, accuracy }));
                return ExitCode.Ok;
            }

            Write(difference, output);
            Write(sizes, output);
            QuantizeTable.Write(accuracy, PlainConsole.On(output));
            return ExitCode.Ok;
        });
        return command;
    }

    private static void Write(ModelDifference difference, TextWriter output)
    {
        foreach (var layer in difference.Layers)
        {
            output.WriteLine($"{layer.Change,-8} {layer.Op,-18} {NodeNames.Short(layer.Name)}  {layer.Detail}");
        }

        output.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"file {difference.FileBytesBefore:N0} to {difference.FileBytesAfter:N0} bytes, "
            + $"weights {difference.BytesBefore:N0} to {difference.BytesAfter:N0}"));
        output.WriteLine(difference.Layers.Count == 0 ? "no layer changed" : $"{difference.Layers.Count} layers changed");
    }

    private static void Write(VersionSizes sizes, TextWriter output)
    {
        foreach (var tier in sizes.Tiers)
        {
            output.WriteLine(
                $"{tier.Tier}: one run {CheckTable.Ms(tier.LatencyMsBefore)}, then {CheckTable.Ms(tier.LatencyMsAfter)}; "
                + $"{(tier.FitBefore == tier.FitsAfter ? "" : $"{Fits(tier.FitBefore)}, then ")}{Fits(tier.FitsAfter)}");
        }

        if (sizes.Update is { } update)
        {
            CheckTable.Write(update, output);
        }

        if (sizes.Refusal is { } refusal)
        {
            output.WriteLine($"run time and update cannot be told: {refusal}");
        }
    }

    private static string Fits(bool fits) => fits ? "fits" : "does not fit";
}
