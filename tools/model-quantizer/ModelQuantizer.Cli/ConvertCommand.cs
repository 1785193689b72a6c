using System.Collections.Generic;
using System.CommandLine;
using System.IO;
using System.Linq;
using Stethos.ModelQuantizer.Blob;

namespace Stethos.ModelQuantizer.Cli;

/// <summary>`convert`: a quantized model to the blob that devices run.</summary>
internal static class ConvertCommand
{
    public static Command Make(TextWriter output)
    {
        var file = new Argument<string>("file") { Description = "A quantized ONNX or TFLite model." };
        var target = new Option<string>("--output", "-o") { Description = "Where the blob goes.", HelpName = "model.nqm", Required = true };
        var arithmetic = new Option<Arithmetic>("--arithmetic")
        {
            Description = "B equals ONNX Runtime and so the gateway; A equals TFLite's reference kernels.",
            DefaultValueFactory = _ => Arithmetic.B,
        };
        var json = new Option<bool>("--json") { Description = "Print JSON for programs." };
        var dimensions = DimensionOption.Make();
        var command = new Command("convert", "Compiles a quantized model for devices and proves that both compute the same codes.")
        {
            file, target, arithmetic, json, dimensions,
        };
        command.SetAction(result =>
        {
            var path = result.GetValue(file)!;
            var options = new BlobOptions
            {
                Arithmetic = result.GetValue(arithmetic),
                Dimensions = DimensionOption.Parse(path, result.GetValue(dimensions)!),
            };
            var blob = BlobCompiler.Compile(ModelLoader.Load(path), options);
            ModelFile.Write(result.GetValue(target)!, blob.Bytes);
            var program = blob.Program;
            if (result.GetValue(json))
            {
                output.WriteLine(ReportJson.Write(new
                {
                    file = result.GetValue(target), bytes = blob.Bytes.Length, operators = program.Operations.Count,
                    program.ArenaLength, program.ArenaLowerBound, program.ScratchLength, options.Arithmetic,
                    inputs = program.Inputs.Select(Facts), outputs = program.Outputs.Select(Facts),
                }));
                return ExitCode.Ok;
            }

            output.WriteLine(
                $"{result.GetValue(target)}: {blob.Bytes.Length} bytes, {program.Operations.Count} operators, "
                + $"arena {program.ArenaLength} bytes (lower bound {program.ArenaLowerBound}) and {program.ScratchLength} scratch");
            Write(output, "input", program.Inputs);
            Write(output, "output", program.Outputs);

            output.WriteLine(options.Arithmetic == Arithmetic.B
                ? $"{options.ProofRuns} random inputs: every code equals ONNX Runtime's"
                : "arithmetic A: its results are not those of ONNX Runtime");
            return ExitCode.Ok;
        });
        return command;
    }

    private static object Facts(DevicePort port) => new { port.Name, port.Type, port.Value.Shape, port.Scale, port.ZeroPoint };

    private static void Write(TextWriter output, string kind, IEnumerable<DevicePort> ports)
    {
        foreach (var port in ports)
        {
            var shape = string.Join(", ", port.Value.Shape);
            output.WriteLine($"{kind} {port.Name}: {port.Type} [{shape}], scale {port.Scale:R}, zero point {port.ZeroPoint}");
        }
    }
}
