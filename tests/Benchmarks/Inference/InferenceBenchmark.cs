using System;
using System.Linq;
using Stethos.Benchmarks.Kit;
using Stethos.Gateway.Inference;
using Stethos.OnnxRuntime;

namespace Stethos.Benchmarks.Inference;

/// <summary>What the gateway scores with, against a C loop over the same library, model and thread count.</summary>
internal sealed class InferenceBenchmark : IBenchmark
{
    private const int Rounds = 21;
    private const float Tolerance = 1e-6f;

    public string Name => "inference";

    public string Purpose => "the ONNX Runtime binding against a C loop";

    public void Run(Report report)
    {
        using var scorer = OrtScorer.Load(Repository.Model);
        using var session = OrtSession.FromFile(Repository.Model);
        foreach (var rows in (int[])[1, 64])
        {
            Measure(report, scorer, session, rows);
        }
    }

    private static void Measure(Report report, OrtScorer scorer, OrtSession session, int rows)
    {
        var inputs = Inputs(rows * scorer.Facts.Inputs.Count);
        var probabilities = new float[rows * scorer.Facts.Labels.Count];
        using var run = session.PrepareRun(rows);
        var floor = new InferenceFloor(session, Repository.Model, rows);
        inputs.CopyTo(run.Input());
        inputs.CopyTo(floor.Inputs);
        void Score() => scorer.Score(inputs, rows, probabilities);
        Score();
        run.Run();
        floor.Time(1);
        Check(probabilities, run.Output(), floor.Outputs);

        var seconds = Timing.Alternate(Rounds, Timing.Loop(Score), Timing.Loop(run.Run), floor.Time);
        var rates = seconds.Select(loop => loop.Select(value => rows / value).ToArray()).ToArray();
        var batch = $"inference batch {rows}";
        report.Add($"{batch}: OrtScorer.Score / C loop", Spread.OfRatios(rates[0], rates[2]), "", Goal.AtLeast(0.95));
        report.Add($"{batch}: PinnedRun.Run / C loop", Spread.OfRatios(rates[1], rates[2]), "", Goal.AtLeast(0.95));
        report.Add($"{batch}: OrtScorer.Score", Spread.Of(rates[0]), "windows/s");
        report.Add($"{batch}: C loop", Spread.Of(rates[2]), "windows/s");
        report.Add($"{batch}: allocated per Score", Timing.AllocatedBytes(Score), "B", Goal.AtMost(0));
    }

    // Within the range of the model's inputs: line levels in tens of decibels.
    private static float[] Inputs(int count)
    {
        var random = new Random(1);
        return Enumerable.Range(0, count).Select(_ => random.NextSingle()).ToArray();
    }

    private static void Check(ReadOnlySpan<float> scored, ReadOnlySpan<float> run, ReadOnlySpan<float> floor)
    {
        for (var i = 0; i < floor.Length; i++)
        {
            if (Math.Abs(scored[i] - floor[i]) > Tolerance || Math.Abs(run[i] - floor[i]) > Tolerance)
            {
                throw new BenchmarkException($"output {i}: Score {scored[i]}, run {run[i]}, C {floor[i]}");
            }
        }
    }
}
