using System;
using System.Collections.Generic;
using System.CommandLine;
using System.IO;
using System.Linq;
using Stethos.ModelQuantizer.Accuracy;
using Stethos.ModelQuantizer.Normalise;

namespace Stethos.ModelQuantizer.Cli;

/// <summary>`accuracy`: models on the same labelled data, the first being the reference.</summary>
internal static class AccuracyCommand
{
    public static Command Make(TextWriter output, TextWriter error)
    {
        var files = new Argument<string[]>("files")
        {
            Description = "The reference, then others; blobs (.nqm), too.", Arity = ArgumentArity.OneOrMore,
        };
        var gate = new Option<double?>("--gate") { Description = "Most percentage points lost against the first; more is exit code 1." };
        var json = new Option<bool>("--json") { Description = "Print JSON for programs." };
        var data = new DataOptions();
        var command = new Command("accuracy", "Compares models on labelled data, with 95 % intervals and confusion.") { files, gate, json };
        data.AddTo(command);
        command.SetAction(result =>
        {
            var accuracy = Measure(result, result.GetValue(files)!, data, error);
            var holds = result.GetValue(gate) is not { } most || accuracy.All(one => one.LossPoints <= most);
            if (result.GetValue(json))
            {
                output.WriteLine(ReportJson.Write(new { accuracy, gateHolds = holds }));
            }
            else
            {
                QuantizeTable.Write(accuracy, PlainConsole.On(output));
            }

            return holds ? ExitCode.Ok : ExitCode.GateFailed;
        });
        return command;
    }

    /// <exception cref="ModelException">Data or labels are missing, or something does not fit.</exception>
    public static IReadOnlyList<RunnerAccuracy> Measure(ParseResult result, string[] files, DataOptions data, TextWriter error)
    {
        var runners = new List<IModelRunner>();
        try
        {
            LabelledSet? set = null;
            var isShort = files.Select(Path.GetFileName).Distinct(StringComparer.Ordinal).Count() == files.Length;
            foreach (var file in files)
            {
                var name = isShort ? Path.GetFileName(file) : file;
                var bytes = ModelFile.Read(file).ToArray();
                if (set is not null && BlobModelRunner.IsBlob(bytes))
                {
                    runners.Add(new BlobModelRunner(name, bytes, file));
                    continue;
                }

                var options = new NormaliseOptions { Dimensions = data.Dimensions(result, file) };
                var graph = Normaliser.Run(ModelLoader.Load(file), options).Graph;
                set ??= data.Labels(result, data.Samples(result, graph))
                    ?? throw new ModelException(file, "accuracy needs labelled data: give --data and --labels");
                runners.Add(new OrtModelRunner(name, graph));
            }

            return StageProgress.Run(
                error, progress => AccuracyGate.Run(runners, set!, (done, all) => progress("comparing", done, all)));
        }
        finally
        {
            runners.ForEach(runner => runner.Dispose());
        }
    }
}
