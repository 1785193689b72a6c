using System;
using System.Collections.Generic;
using System.Diagnostics;
using System.Linq;
using Stethos.ModelQuantizer.Blob;
using Stethos.ModelQuantizer.Graph;
using Stethos.ModelQuantizer.Normalise;
using Stethos.ModelQuantizer.Onnx;
using Stethos.ModelQuantizer.Size.Operators;
using Stethos.ModelQuantizer.Size.Tiers;
using Stethos.OnnxRuntime;

namespace Stethos.ModelQuantizer.Size.Bench;

/// <summary>Measures every kind of operator on this machine, in ONNX Runtime or with the device's kernels on .NET.</summary>
public static class MicroBench
{
    private const long LargestInOnnxRuntime = 4_000_000;
    private const long LargestOnDevice = 400_000;
    private const int Rounds = 7;
    private static readonly TimeSpan RoundTime = TimeSpan.FromMilliseconds(4);

    // .NET compiles a method again, better, after 30 calls and a tenth of a second.
    private static readonly TimeSpan WarmUp = TimeSpan.FromMilliseconds(400);

    /// <param name="runtime">What runs the models.</param>
    /// <param name="withFloats">Operators that compute with floats instead of codes; devices have none.</param>
    /// <param name="progress">Told the kind that is being measured; may be null.</param>
    public static IReadOnlyList<CostSample> Run(TierRuntime runtime, bool withFloats = false, Action<OperatorKind>? progress = null)
    {
        var codes = runtime == TierRuntime.Device ? ElementType.Int8 : ElementType.UInt8;
        var models = new MicroModels(withFloats ? ElementType.Float : codes);
        var samples = new List<CostSample>();
        foreach (var kind in MicroModels.Kinds)
        {
            progress?.Invoke(kind);
            if (runtime == TierRuntime.Device)
            {
                Time(models.Of(kind, LargestOnDevice).First(), runtime, WarmUp);
            }

            foreach (var graph in models.Of(kind, runtime == TierRuntime.Device ? LargestOnDevice : LargestInOnnxRuntime))
            {
                var sized = SizedModelReader.Read(Normaliser.Run(graph).Graph);
                var steps = sized.Operators.Where(op => op.Kind == kind).ToArray();
                if (steps.Length == sized.Operators.Count)
                {
                    var (work, outputs) = (steps.Average(step => sized.Work(step)), steps.Average(step => sized.OutputElements(step)));
                    samples.Add(new CostSample(kind, work, outputs, Time(graph, runtime) / steps.Length));
                }
            }
        }

        return samples;
    }

    /// <summary>Nanoseconds of one run of a model, the best of some rounds: what disturbs only ever adds.</summary>
    public static double Time(ModelGraph graph, TierRuntime runtime) => Time(graph, runtime, RoundTime);

    private static double Time(ModelGraph graph, TierRuntime runtime, TimeSpan round)
    {
        if (runtime == TierRuntime.Device)
        {
            var blob = BlobCompiler.Compile(graph, new BlobOptions { SelfTests = 0, ProofRuns = 0 });
            var device = new DeviceRunner(blob.Bytes, graph.Name);
            var input = new byte[device.Model.InputLength];
            return Best(() => device.Run(input), round);
        }

        var options = new OrtSessionOptions();
        using var session = OrtSession.FromBytes(OnnxModel.Write(graph), graph.Name, options);
        using var run = session.PrepareRun(1);
        return Best(run.Run, round);
    }

    private static double Best(Action action, TimeSpan length)
    {
        action();
        var best = double.MaxValue;
        for (var round = 0; round < Rounds; round++)
        {
            var runs = 0;
            var start = Stopwatch.GetTimestamp();
            TimeSpan elapsed;
            do
            {
                action();
                runs++;
                elapsed = Stopwatch.GetElapsedTime(start);
            }
            while (elapsed < length);
            best = Math.Min(best, elapsed.TotalNanoseconds / runs);
        }

        return best;
    }
}
