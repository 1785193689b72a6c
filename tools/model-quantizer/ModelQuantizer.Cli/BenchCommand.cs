using System;
using System.Collections.Generic;
using System.CommandLine;
using System.Globalization;
using System.IO;
using System.Linq;
using System.Text;
using Stethos.ModelQuantizer.Normalise;
using Stethos.ModelQuantizer.Size.Bench;
using Stethos.ModelQuantizer.Size.Operators;
using Stethos.ModelQuantizer.Size.Tiers;

namespace Stethos.ModelQuantizer.Cli;

/// <summary>`bench`: costs by kind of operator, measured here or reported by a device, as tier files hold them.</summary>
internal static class BenchCommand
{
    public static Command Make(TextWriter output, TextWriter error)
    {
        var models = new Argument<string[]>("models")
        {
            Description = "Models to time whole, beside what the fit says of them.",
            Arity = ArgumentArity.ZeroOrMore,
        };
        var runtime = new Option<string>("--runtime")
        {
            Description = "onnxruntime, or device: the device's kernels on .NET here.",
            DefaultValueFactory = _ => "onnxruntime",
        };
        runtime.AcceptOnlyFromAmong("onnxruntime", "device");
        var from = new Option<string?>("--from")
        {
            Description = "Figures that a device reported, JSON: kind, work, outputs, nanoseconds. Nothing is measured then.",
            HelpName = "file",
        };
        var floats = new Option<bool>("--floats")
        {
            Description = "Measure operators that compute with floats: the section floatOperators. In ONNX Runtime only.",
        };
        var json = new Option<bool>("--json") { Description = "Print JSON for programs: the section operators of a tier file." };
        var to = new Option<string?>("--output", "-o") { Description = "Write that JSON to a file.", HelpName = "file" };
        var command = new Command("bench", "Fits costs by kind of operator to measurements, for tier files.")
        {
            models, runtime, floats, from, json, to,
        };
        command.SetAction(result =>
        {
            var target = result.GetValue(runtime) == "device" ? TierRuntime.Device : TierRuntime.OnnxRuntime;
            var isFloat = result.GetValue(floats);
            if (isFloat && target == TierRuntime.Device)
            {
                throw new ModelException("--floats", "devices have no kernels for floats");
            }

            var costs = result.GetValue(from) is { } figures
                ? CostFit.Fit(FigureFile.Load(figures), $"reported by a device in {Path.GetFileName(figures)}")
                : CostFit.Fit(
                    MicroBench.Run(target, isFloat, kind => error.WriteLine($"measuring {TierReader.NameOf(kind)} ...")),
                    Here(target) + (isFloat ? ", floats" : ""));
            var section = CostJson.Write(costs);
            if (result.GetValue(to) is { } path)
            {
                ModelFile.Write(path, Encoding.UTF8.GetBytes(section));
            }

            output.WriteLine(result.GetValue(json) ? section : Table(costs));
            foreach (var model in result.GetValue(models)!)
            {
                (result.GetValue(json) ? error : output).WriteLine(Compare(model, costs, target));
            }

            return ExitCode.Ok;
        });
        return command;
    }

    private static string Here(TierRuntime target) => target == TierRuntime.Device
        ? $"bench: the device's kernels on .NET {Environment.Version}, {System.Runtime.InteropServices.RuntimeInformation.OSArchitecture}"
        : $"bench: ONNX Runtime, one thread, {System.Runtime.InteropServices.RuntimeInformation.OSArchitecture}";

    private static string Table(IReadOnlyDictionary<OperatorKind, OperatorCost> costs) => string.Join('\n', costs.Select(cost =>
        $"{TierReader.NameOf(cost.Key),-16} {Ns(cost.Value.WorkNs)} ns per product, {Ns(cost.Value.OutputNs)} per result, " +
        $"{Ns(cost.Value.CallNs)} per run; {cost.Value.Provenance.Split("; ")[^1]}"));

    private static string Ns(CostInterval ns) => string.Create(CultureInfo.InvariantCulture, $"{ns.Low:0.####} to {ns.High:0.####}");

    private static string Compare(string path, IReadOnlyDictionary<OperatorKind, OperatorCost> costs, TierRuntime target)
    {
        var loaded = ModelLoader.Load(path);
        var graph = Normaliser.Run(loaded).Graph;
        var model = SizedModelReader.Read(graph);
        var sum = model.Operators.Where(op => costs.ContainsKey(op.Kind))
            .Select(op => costs[op.Kind].Nanoseconds(model.Work(op), model.OutputElements(op)))
            .Aggregate(new CostInterval(), (total, one) => total + one);
        var measured = MicroBench.Time(target == TierRuntime.Device ? loaded : graph, target);
        return string.Create(
            CultureInfo.InvariantCulture,
            $"{path}: the fit says {sum.Low / 1000:N1} to {sum.High / 1000:N1} us, measured {measured / 1000:N1} us");
    }
}
