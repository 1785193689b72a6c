using System;
using System.Collections.Generic;
using System.CommandLine;
using System.IO;
using System.Linq;
using Stethos.ModelQuantizer.Calibrate;
using Stethos.ModelQuantizer.Card;
using Stethos.ModelQuantizer.Fit;
using Stethos.ModelQuantizer.Graph;
using Stethos.ModelQuantizer.Onnx;
using Stethos.ModelQuantizer.Quantize;

namespace Stethos.ModelQuantizer.Cli;

/// <summary>`quantize`: a float model and data in, a quantized ONNX model and a report out.</summary>
internal sealed class QuantizeCommand
{
    private readonly Argument<string> _file = new("file") { Description = "A float ONNX or TFLite model." };
    private readonly Option<string> _output = new("--output", "-o")
    {
        Description = "The ONNX file to write; with --tier a folder for the models of all tiers.",
        Required = true,
    };

    private readonly Option<QuantizeMode> _mode = new("--mode") { Description = "Static, dynamic, or weights only." };
    private readonly Option<bool> _device = new("--device") { Description = "For boards: int8 throughout, codes in and out." };
    private readonly Option<string> _activations = new("--activations")
    {
        Description = "uint8 (x64 gateway), int8 or int16.",
        DefaultValueFactory = _ => "",
    };

    private readonly Option<CalibrationMethod> _method = new("--method") { Description = "How ranges are chosen." };
    private readonly Option<double> _percentile = new("--percentile")
    {
        Description = "Share of the values inside the range, in percent.",
        DefaultValueFactory = _ => 99.99,
    };

    private readonly Option<int> _samples = new("--samples")
    {
        Description = "Most samples for calibration.",
        DefaultValueFactory = _ => 200,
    };

    private readonly Option<bool> _perTensor = new("--per-tensor") { Description = "One scale for all weights of a layer." };
    private readonly Option<bool> _reduceRange = new("--reduce-range") { Description = "Weights of 7 bits, for processors without VNNI." };
    private readonly Option<bool> _equalize = new("--equalize") { Description = "Cross-layer equalization." };
    private readonly Option<bool> _correct = new("--bias-correction") { Description = "Takes the mean error of weights out of biases." };
    private readonly Option<string[]> _exclude = new("--exclude") { Description = "A node that stays float; may be repeated." };
    private readonly Option<int> _bits = new("--bits") { Description = "8 or 4, with --mode weights.", DefaultValueFactory = _ => 8 };
    private readonly Option<bool> _sensitivity = new("--sensitivity") { Description = "Measures each layer alone." };
    private readonly Option<long?> _budget = new("--budget") { Description = "Most bytes of weights: searches bits for each layer." };
    private readonly Option<bool> _keepFaster = new("--keep-faster") { Description = "Layers slower in codes on this machine stay float." };
    private readonly Option<double?> _gate = new("--gate")
    {
        Description = "Most percentage points lost on labelled data; more is exit code 1 and nothing is written.",
    };

    private readonly Option<bool> _decode = new("--decode")
    {
        Description = "Takes a model that is quantized already: its codes become numbers first. Prefer the float model if there is one.",
    };

    private readonly Option<string?> _tier = new("--tier")
    {
        Description = "A tier (T1, T2, T3, G1) or all: chooses types and form, writes ONNX files and blob, and says where it fits.",
        HelpName = "name",
    };

    private readonly Option<string?> _tiers = TierOptions.FolderOption();

    private readonly Option<string> _licence = new("--licence")
    {
        Description = "The model's licence for its card (SPDX identifier or words), with --tier.",
        DefaultValueFactory = _ => "",
    };

    private readonly Option<bool> _json = new("--json") { Description = "Print JSON for programs." };
    private readonly DataOptions _data = new();
    private readonly TextWriter _out;
    private readonly TextWriter _error;

    private QuantizeCommand(TextWriter output, TextWriter error) => (_out, _error) = (output, error);

    public static Command Make(TextWriter output, TextWriter error)
    {
        var self = new QuantizeCommand(output, error);
        self._mode.AcceptOnlyFromAmong(StringComparer.OrdinalIgnoreCase, "static", "dynamic", "weights");
        self._method.AcceptOnlyFromAmong(StringComparer.OrdinalIgnoreCase, "minMax", "percentile", "entropy", "meanSquaredError");
        var command = new Command("quantize", "Turns a float model into a quantized one and says what it cost.")
        {
            self._file, self._output, self._mode, self._device, self._activations, self._method, self._percentile, self._samples,
            self._perTensor, self._reduceRange, self._equalize, self._correct, self._exclude, self._bits, self._sensitivity, self._budget,
            self._keepFaster, self._gate, self._tier, self._tiers, self._licence,
            self._decode, self._json,
        };
        self._data.AddTo(command);
        command.SetAction(self.Run);
        return command;
    }

    private int Run(ParseResult result)
    {
        var file = result.GetValue(_file)!;
        var tiers = result.GetValue(_tier) is { } name ? TierOptions.Load(result.GetValue(_tiers), name) : null;
        RequirePlace(result.GetValue(_output)!, tiers is not null);
        if (tiers is not null)
        {
            RequireFree(result, file);
        }

        var options = Options(result, file);
        var source = ModelLoader.Load(file);
        options = options with { OpenBatch = OpenBatch.NameIn(source) };
        var prepared = QuantizeJob.Prepare(source, options);
        var samples = _data.Samples(result, prepared);
        var labels = _data.Labels(result, samples);
        var gate = result.GetValue(_gate);
        if (gate is not null && labels is null)
        {
            throw new ModelException(file, "--gate needs labelled data: give --data and --labels");
        }

        return tiers is null
            ? One(result, StageProgress.Run(
                _error, progress => QuantizeJob.Run(prepared, samples, labels, options with { Progress = progress })))
            : ForTiers(result, samples, options, StageProgress.Run(
                _error, progress => TierQuantizer.Run(prepared, samples, labels, tiers, options with { Progress = progress })));
    }

    private int One(ParseResult result, (ModelGraph Graph, JobReport Report) made)
    {
        var (graph, report) = made;
        var output = result.GetValue(_output)!;
        var holds = Holds(result, report);
        if (holds)
        {
            OnnxModel.Save(graph, output);
        }

        if (result.GetValue(_json))
        {
            _out.WriteLine(ReportJson.Write(new { report, gateHolds = holds, written = holds ? output : null }));
        }
        else
        {
            QuantizeTable.Write(report, _out);
            _out.WriteLine(holds ? $"written: {output}" : NotWritten(result));
        }

        return holds ? ExitCode.Ok : ExitCode.GateFailed;
    }

    // Without samples the quantizer has refused before.
    private int ForTiers(ParseResult result, SampleFiles? samples, JobOptions options, IReadOnlyList<TierModel> models)
    {
        var holds = models.All(model => Holds(result, model.Report));
        var card = CardWriter.Make(
            result.GetValue(_file)!, samples!, _data.LabelFile(result), options, models, result.GetValue(_licence)!);
        var written = holds ? TierFiles.Write(card, result.GetValue(_output)!, models) : [];
        if (result.GetValue(_json))
        {
            var told = models.Select(model => new { model.Runtime, model.Report, model.Size.Tiers });
            _out.WriteLine(ReportJson.Write(new { models = told, gateHolds = holds, written }));
        }
        else
        {
            TierFiles.Describe(models, _out, result.GetValue(_sensitivity));
            _out.WriteLine(holds ? $"written: {string.Join(", ", written)}" : NotWritten(result));
        }

        return holds ? SizeOptions.ExitCodeOf([.. models.SelectMany(model => model.Size.Tiers)]) : ExitCode.GateFailed;
    }

    private bool Holds(ParseResult result, JobReport report) =>
        result.GetValue(_gate) is not { } most || report.Accuracy.All(one => one.LossPoints <= most);

    private string NotWritten(ParseResult result) => $"not written: more than {result.GetValue(_gate)} points are lost";

    // What the tiers decide is not taken from the command line and then left aside.
    private void RequireFree(ParseResult result, string file)
    {
        foreach (var option in new Option[] { _mode, _device, _activations, _bits })
        {
            if (result.GetResult(option) is { Implicit: false })
            {
                throw new ModelException(file, $"{option.Name} does not go with --tier: the tiers decide it");
            }
        }
    }

    // Before minutes of work, not after.
    private static void RequirePlace(string path, bool isFolder)
    {
        if (isFolder && File.Exists(path))
        {
            throw new ModelException(path, "with --tier the output is a folder; this is a file");
        }

        if (!isFolder && (!Directory.Exists(Path.GetDirectoryName(Path.GetFullPath(path))) || Directory.Exists(path)))
        {
            throw new ModelException(path, "there is no folder for this file, or it is a folder itself");
        }
    }

    private JobOptions Options(ParseResult result, string file)
    {
        var isDevice = result.GetValue(_device);
        var bits = result.GetValue(_bits);
        if (bits is not (4 or 8))
        {
            throw new ModelException(file, $"--bits {bits} is neither 4 nor 8");
        }

        return new JobOptions
        {
            Mode = result.GetValue(_mode),
            Decode = result.GetValue(_decode),
            Bits = bits,
            CalibrationSamples = Math.Max(1, result.GetValue(_samples)),
            WithSensitivity = result.GetValue(_sensitivity) || result.GetValue(_tier) is not null,
            SensitivitySamples = result.GetValue(_sensitivity) || result.GetValue(_budget) is not null ? 32 : 8,
            BudgetBytes = result.GetValue(_budget),
            KeepFaster = result.GetValue(_keepFaster),
            Dimensions = _data.Dimensions(result, file),
            Calibration = new CalibrationOptions { Method = result.GetValue(_method), Percentile = result.GetValue(_percentile) },
            Quantize = new QuantizeOptions
            {
                Activations = TypeOf(file, result.GetValue(_activations)!, isDevice),
                IntegerOnly = isDevice,
                PerChannel = !result.GetValue(_perTensor),
                ReduceRange = result.GetValue(_reduceRange),
                Equalize = result.GetValue(_equalize),
                CorrectBias = result.GetValue(_correct),
                Exclude = (result.GetValue(_exclude) ?? []).ToHashSet(),
            },
        };
    }

    private static ElementType TypeOf(string file, string text, bool isDevice) => text switch
    {
        "" => isDevice ? ElementType.Int8 : ElementType.UInt8,
        "uint8" => ElementType.UInt8,
        "int8" => ElementType.Int8,
        "int16" => ElementType.Int16,
        _ => throw new ModelException(file, $"--activations {text} is none of uint8, int8, int16"),
    };
}
