using System.CommandLine;
using System.IO;
using Stethos.ModelQuantizer.Inspect;

namespace Stethos.ModelQuantizer.Cli;

/// <summary>`inspect`: what a model is made of.</summary>
internal static class InspectCommand
{
    public static Command Make(TextWriter output)
    {
        var file = new Argument<string>("file") { Description = "An ONNX or TFLite model." };
        var json = new Option<bool>("--json") { Description = "Print JSON for programs." };
        var dimensions = DimensionOption.Make();
        var command = new Command(
            "inspect", "Shows inputs, outputs, operators, parameters, MACs per node, and what is not supported.")
        {
            file, json, dimensions,
        };
        command.SetAction(result =>
        {
            var path = result.GetValue(file)!;
            var report = Inspector.Inspect(ModelLoader.Load(path), DimensionOption.Parse(path, result.GetValue(dimensions)!));
            if (result.GetValue(json))
            {
                output.WriteLine(ReportJson.Write(report));
            }
            else
            {
                InspectTable.Write(report, output);
            }

            return ExitCode.Ok;
        });
        return command;
    }
}
