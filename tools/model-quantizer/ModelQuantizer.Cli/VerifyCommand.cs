using System;
using System.Collections.Generic;
using System.CommandLine;
using System.IO;
using System.Linq;
using Stethos.Inference;
using Stethos.ModelQuantizer.Blob;

namespace Stethos.ModelQuantizer.Cli;

/// <summary>`verify`: whether a blob is whole, and whether it computes what a model does.</summary>
internal static class VerifyCommand
{
    private const int Seed = 1;

    public static Command Make(TextWriter output)
    {
        var file = new Argument<string>("blob") { Description = "A blob that `convert` wrote." };
        var against = new Option<string?>("--against") { Description = "The model it should equal, ONNX or TFLite.", HelpName = "file" };
        var runs = new Option<int>("--runs") { Description = "Random inputs to compare.", DefaultValueFactory = _ => 100 };
        var json = new Option<bool>("--json") { Description = "Print JSON for programs." };
        var dimensions = DimensionOption.Make();
        var command = new Command("verify", "Checks a blob's hash, bounds and self-test vectors, and compares it with a model.")
        {
            file, against, runs, json, dimensions,
        };
        command.SetAction(result =>
        {
            var path = result.GetValue(file)!;
            var bytes = ModelFile.Read(path).ToArray();
            var device = new DeviceRunner(bytes, path);
            var golden = new byte[32];
            if (GoldenInference.Compute(bytes, int.MaxValue, golden) != ModelErrorCode.None)
            {
                output.WriteLine($"{path}: its self-test vectors give other results");
                return ExitCode.GateFailed;
            }

            var model = result.GetValue(against);
            var sizes = DimensionOption.Parse(model ?? path, result.GetValue(dimensions)!);
            var (codes, different) = model is null ? (0, 0) : Compare(device, Again(bytes, model, sizes), path, result.GetValue(runs));
            var (macs, arenaBytes, digits) = (device.Model.MacCount, device.Model.ArenaLength, Convert.ToHexStringLower(golden));
            if (result.GetValue(json))
            {
                output.WriteLine(
                    ReportJson.Write(new { file = path, macs, arenaBytes, golden = digits, against = model, codes, different }));
                return different == 0 ? ExitCode.Ok : ExitCode.GateFailed;
            }

            output.WriteLine($"{path}: hash, bounds and self-test vectors are right; {macs} MACs, {arenaBytes} bytes");
            output.WriteLine($"golden digest {digits}: what \"golden\" names in a release of an application alone");
            if (model is not null)
            {
                output.WriteLine(
                    $"{different} of {codes} codes differ from {model} on {result.GetValue(runs)} random inputs (seed {Seed})");
            }

            return different == 0 ? ExitCode.Ok : ExitCode.GateFailed;
        });
        return command;
    }

    private static ModelBlob Again(byte[] blob, string model, IReadOnlyDictionary<string, long> dimensions)
    {
        var arithmetic = blob[ModelFormat.ArithmeticAt] == ModelFormat.ArithmeticA ? Arithmetic.A : Arithmetic.B;
        return BlobCompiler.Compile(ModelLoader.Load(model), new BlobOptions { Arithmetic = arithmetic, Dimensions = dimensions });
    }

    private static (int Codes, int Different) Compare(DeviceRunner device, ModelBlob model, string path, int runs)
    {
        using var form = model.Program.Arithmetic == Arithmetic.B ? new FormRunner(model.Form) : null;
        var other = new DeviceRunner(model.Bytes, path);
        if (other.Model.InputLength != device.Model.InputLength || other.Model.OutputLength != device.Model.OutputLength)
        {
            throw new ModelException(path, "it has other inputs or outputs than the model");
        }

        var random = new Random(Seed);
        var input = new byte[device.Model.InputLength];
        var different = 0;
        for (var run = 0; run < runs; run++)
        {
            random.NextBytes(input);
            var expected = form?.Run(input) ?? other.Run(input);
            different += device.Run(input).Zip(expected).Count(pair => pair.First != pair.Second);
        }

        return (runs * device.Model.OutputLength, different);
    }
}
