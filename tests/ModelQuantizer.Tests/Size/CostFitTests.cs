using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Text;
using Stethos.ModelQuantizer.Graph;
using Stethos.ModelQuantizer.Size.Bench;
using Stethos.ModelQuantizer.Size.Operators;
using Stethos.ModelQuantizer.Size.Tiers;
using Stethos.ModelQuantizer.Tests.Kit;
using Stethos.Testing;
using Xunit.Abstractions;

namespace Stethos.ModelQuantizer.Tests.Size;

public sealed class CostFitTests(ITestOutputHelper output)
{
    [Fact]
    public void Exact_measurements_give_their_coefficients_and_no_interval()
    {
        var cost = CostFit.FitKind([.. Samples(_ => 1)], "made");
        Assert.Equal((0.25, 3, 700), (Middle(cost.WorkNs), Middle(cost.OutputNs), Middle(cost.CallNs)));
        Assert.Equal(cost.WorkNs.Low, cost.WorkNs.High);
        Assert.StartsWith("made; 8 sizes, 0 % mean error", cost.Provenance, StringComparison.Ordinal);
    }

    [Fact]
    public void The_interval_holds_every_measurement_and_nothing_is_negative()
    {
        output.WriteLine($"seed {RandomTensor.Seed}");
        var random = new Random(RandomTensor.Seed);
        for (var round = 0; round < 100; round++)
        {
            var samples = Samples(_ => 0.5 + random.NextDouble()).ToArray();
            var cost = CostFit.FitKind(samples, "made");
            Assert.All([cost.WorkNs, cost.OutputNs, cost.CallNs], interval => Assert.InRange(interval.Low, 0, interval.High));
            Assert.All(samples, sample =>
            {
                var ns = cost.Nanoseconds(sample.Work, sample.Outputs);
                Assert.InRange(sample.Nanoseconds, ns.Low * 0.999, ns.High * 1.001);
            });
        }
    }

    [Fact]
    public void What_the_samples_cannot_tell_apart_is_fitted_with_fewer_terms()
    {
        var same = Enumerable.Repeat(new CostSample(OperatorKind.Add, 0, 100, 500), 3).ToArray();
        var cost = CostFit.FitKind(same, "made");
        Assert.Equal(500, Middle(cost.Nanoseconds(0, 100)), 1);
        Assert.Throws<ArgumentException>(() => CostFit.FitKind([], "made"));
        Assert.Throws<ArgumentException>(() => CostFit.FitKind([new(OperatorKind.Add, 0, 1, 0)], "made"));
    }

    [Fact]
    public void What_bench_writes_a_tier_file_can_hold()
    {
        var costs = CostFit.Fit(Samples(_ => 1), "made");
        var start = MadeTier.Json.IndexOf("\"operators\"", StringComparison.Ordinal);
        var json = $"{MadeTier.Json[..start]}\"operators\": {CostJson.Write(costs)} }} }}";
        var tier = TierReader.Parse(Encoding.UTF8.GetBytes(json), "made.json");
        Assert.Equal(costs[OperatorKind.Convolution], tier.Costs[OperatorKind.Convolution]);
    }

    [Fact]
    public void Figures_of_a_device_are_read_and_wrong_ones_named()
    {
        using var folder = new TemporaryFolder();
        var path = folder.Of("figures.json");
        File.WriteAllText(path, """[ { "kind": "add", "work": 0, "outputs": 64, "nanoseconds": 1500 } ]""");
        Assert.Equal(new CostSample(OperatorKind.Add, 0, 64, 1500), Assert.Single(FigureFile.Load(path)));
        Assert.Contains("0/kind: there is no kind of operator sum", Wrong("\"add\"", "\"sum\""), StringComparison.Ordinal);
        Assert.Contains("0/nanoseconds: must be more than 0", Wrong("1500", "0"), StringComparison.Ordinal);
        Assert.Contains("0/outputs: is missing", Wrong("outputs", "output"), StringComparison.Ordinal);
        Assert.Contains("is no list of figures", Wrong("[ {", "{ \"x\": [] }").Split('\n')[0], StringComparison.Ordinal);

        string Wrong(string old, string replacement)
        {
            var wrong = folder.Of("wrong.json");
            var text = File.ReadAllText(path).Replace(old, replacement, StringComparison.Ordinal);
            File.WriteAllText(wrong, text.StartsWith('{') ? "{}" : text);
            return Assert.Throws<ModelException>(() => FigureFile.Load(wrong)).Message;
        }
    }

    [Fact]
    public void Every_micro_model_is_eight_steps_of_its_kind()
    {
        foreach (var type in new[] { ElementType.UInt8, ElementType.Int8 })
        {
            foreach (var kind in MicroModels.Kinds)
            {
                var graphs = new MicroModels(type).Of(kind, 100_000).ToArray();
                Assert.InRange(graphs.Length, 2, 20);
                Assert.All(graphs, graph => Assert.All(SizedModelTests.Read(graph).Operators, op => Assert.Equal(kind, op.Kind)));
                Assert.All(graphs, graph => Assert.True(SizedModelTests.Read(graph).Operators.Count >= MicroModels.Repeats));
            }
        }
    }

    // 0.25 ns per product, 3 ns per result, 700 ns per run.
    private static IEnumerable<CostSample> Samples(Func<int, double> noise) => Enumerable.Range(1, 8).Select(i =>
    {
        var (work, outputs) = (1000.0 * i * i, 64.0 * (1 + i * 7 % 5));
        return new CostSample(OperatorKind.Convolution, work, outputs, (0.25 * work + 3 * outputs + 700) * noise(i));
    });

    private static double Middle(CostInterval interval) => Math.Round((interval.Low + interval.High) / 2, 3);
}
