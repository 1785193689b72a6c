using System;
using System.CommandLine;
using System.IO;
using System.Linq;
using Stethos.ModelQuantizer.Graph;
using Stethos.ModelQuantizer.Normalise;
using Stethos.ModelQuantizer.Onnx;
using Stethos.ModelQuantizer.Passes;

namespace Stethos.ModelQuantizer.Cli;

/// <summary>`shrink`: the lossless passes with their proof run.</summary>
internal static class ShrinkCommand
{
    private const int ProofInputs = 64;

    public static Command Make(TextWriter output)
    {
        var file = new Argument<string>("file") { Description = "A quantized ONNX or TFLite model." };
        var target = new Option<string>("--output", "-o") { Description = "The ONNX file to write.", Required = true };
        var multiple = new Option<int>("--multiple")
        {
            Description = "Channels left are a multiple of this: 1 for boards, 16 for gateways.",
            DefaultValueFactory = _ => 1,
        };
        var json = new Option<bool>("--json") { Description = "Print JSON for programs." };
        var dimensions = DimensionOption.Make();
        var command = new Command("shrink", "Removes dead channels, duplicate constants and dead nodes; proves that no output changes.")
        {
            file, target, multiple, json, dimensions,
        };
        command.SetAction(result =>
        {
            var path = result.GetValue(file)!;
            var options = new NormaliseOptions { Dimensions = DimensionOption.Parse(path, result.GetValue(dimensions)!) };

            var model = Normaliser.Run(ModelLoader.Load(path), options).Graph;
            var inputs = Enumerable.Range(0, ProofInputs).Select(seed => Inputs(model, seed)).ToList();
            var (passes, difference) = LosslessPasses.RunProven(model, Math.Max(1, result.GetValue(multiple)), inputs);
            if (difference != 0)
            {
                throw new ModelException(path, $"the proof run found a difference of {difference}: nothing was written");
            }

            OnnxModel.Save(passes.Graph, result.GetValue(target)!);
            var text = $"{PlainConsole.Bytes(passes.BytesBefore)} to {PlainConsole.Bytes(passes.BytesAfter)} bytes of weights; "
                + $"{passes.DeadChannels.Values.Sum()} dead channels, {passes.DuplicateConstants} duplicate constants, "
                + $"{passes.DeadNodes} dead nodes removed; {ProofInputs} random inputs give the same outputs";
            output.WriteLine(result.GetValue(json)
                ? ReportJson.Write(new
                {
                    passes.BytesBefore, passes.BytesAfter, passes.DeadChannels, passes.DuplicateConstants, passes.DeadNodes, ProofInputs,
                })
                : text);
            return ExitCode.Ok;
        });
        return command;
    }

    // Every byte pattern is a code; floats are drawn from -1 to 1.
    private static TensorData[] Inputs(ModelGraph model, int seed)
    {
        var random = new Random(seed);
        return
        [
            .. model.Inputs.Select(input =>
            {
                var shape = input.KnownShape.ToArray();
                if (input.Type == ElementType.Float)
                {
                    var places = Enumerable.Range(0, (int)input.KnownShape.ElementCount);
                    return TensorData.Floats([.. places.Select(_ => random.NextSingle() * 2 - 1)], shape);
                }

                var bytes = new byte[ElementTypes.BytesOf(input.Type, input.KnownShape.ElementCount)];
                random.NextBytes(bytes);
                return new TensorData(input.Type, shape, bytes);
            }),
        ];
    }
}
