using System.CommandLine;
using System.Globalization;
using System.IO;
using Stethos.ModelQuantizer.Inspect;
using Stethos.ModelQuantizer.Quantize;

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
        var command = new Command("diff", "Compares two versions: layers, size, and accuracy when labelled data is given.")
        {
            before, after, json,
        };
        data.AddTo(command);
        command.SetAction(result =>
        {
            string[] files = [result.GetValue(before)!, result.GetValue(after)!];
            var difference = ModelDifference.Of(ModelLoader.Load(files[0]), ModelLoader.Load(files[1]));
            var accuracy = data.AreGiven(result) ? AccuracyCommand.Measure(result, files, data, error) : [];
            if (result.GetValue(json))
            {
                output.WriteLine(ReportJson.Write(new { difference, accuracy }));
                return ExitCode.Ok;
            }

            var console = PlainConsole.On(output);
            foreach (var layer in difference.Layers)
            {
                output.WriteLine($"{layer.Change,-8} {layer.Op,-18} {NodeNames.Short(layer.Name)}  {layer.Detail}");
            }

            output.WriteLine(string.Create(
                CultureInfo.InvariantCulture,
                $"file {difference.FileBytesBefore:N0} to {difference.FileBytesAfter:N0} bytes, "
                + $"weights {difference.BytesBefore:N0} to {difference.BytesAfter:N0}"));
            output.WriteLine(difference.Layers.Count == 0 ? "no layer changed" : $"{difference.Layers.Count} layers changed");
            QuantizeTable.Write(accuracy, console);
            return ExitCode.Ok;
        });
        return command;
    }
}
