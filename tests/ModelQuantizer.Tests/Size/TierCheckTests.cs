using System;
using System.Linq;
using Stethos.ModelQuantizer.Graph;
using Stethos.ModelQuantizer.Normalise;
using Stethos.ModelQuantizer.Size.Check;
using Stethos.ModelQuantizer.Size.Operators;
using Stethos.ModelQuantizer.Size.Tiers;
using Stethos.ModelQuantizer.Tests.Kit;
using Xunit.Abstractions;

namespace Stethos.ModelQuantizer.Tests.Size;

public sealed class TierCheckTests(ITestOutputHelper output)
{
    [Fact]
    public void A_model_that_fits_needs_no_changes()
    {
        var verdict = Check(Codes(), MadeTier.Of());
        Assert.True(verdict.Fits);
        Assert.Empty(verdict.Changes);
        Assert.Empty(verdict.Problems);
    }

    [Fact]
    public void Figures_add_up()
    {
        var verdict = Check(Codes(), MadeTier.Of());
        // Two convolutions: 64 positions × 4 × 9 × 2 and 64 × 8 × 4 products; results 64 × 4 and 64 × 8.
        var macs = 64 * 4 * 9 * 2 + 64 * 8 * 4;
        Assert.Equal(macs, verdict.Figures.Macs);
        Assert.Equal((macs + 2 * (256 + 512)) * 1e-3, verdict.Figures.LatencyMs.High, 9);
        Assert.Equal((macs + 2 * (256 + 512)) * 0.5e-3, verdict.Figures.LatencyMs.Low, 9);
        Assert.Equal(72 + 32, verdict.Figures.FlashBytes.Weights);
        Assert.Equal(8 * (4 + 8), verdict.Figures.FlashBytes.Tables);
        Assert.Equal(256 + 512, verdict.Figures.RamBytes.Arena);
        Assert.Equal(18, verdict.Figures.RamBytes.Scratch);
        Assert.Equal((1, "second"), (verdict.Peak!.Step, verdict.Peak.Name));
        Assert.Equal("first", verdict.Slowest!.Name);
    }

    [Fact]
    public void Operators_that_compute_with_floats_have_costs_of_their_own_where_the_tier_knows_them()
    {
        var graph = SmallNetworks.Dense();
        var same = MadeTier.Of(runtime: TierRuntime.OnnxRuntime);
        var slower = same with
        {
            FloatCosts = same.Costs.ToDictionary(cost => cost.Key, cost => cost.Value with { WorkNs = cost.Value.WorkNs * 3 }),
        };
        var (first, second) = (Check(graph, same).Figures, Check(graph, slower).Figures);
        Assert.Equal(first.LatencyMs.High + 2 * first.Macs * 1e-3, second.LatencyMs.High, 9);
        Assert.Equal(Check(Codes(), same).Figures.LatencyMs, Check(Codes(), slower).Figures.LatencyMs);
    }

    [Theory]
    [InlineData(100, 1e9, 1e9, "flash")]
    [InlineData(1e9, 600, 1e9, "RAM")]
    [InlineData(1e9, 1e9, 4, "latency")]
    public void The_fullest_figure_is_the_limiting_one(double flash, double ram, double ms, string name)
    {
        var verdict = Check(Codes(), MadeTier.Of(flash, ram, ms));
        Assert.False(verdict.Fits);
        Assert.Equal(name, verdict.Limiting.Name);
        Assert.False(verdict.Limiting.Fits);
    }

    [Fact]
    public void A_smaller_input_or_fewer_channels_are_proposed_as_far_as_needed()
    {
        var verdict = Check(Codes(), MadeTier.Of(ram: 600));
        Assert.All(verdict.Changes, change => Assert.True(change.Fits));
        Assert.All(verdict.Changes, change => Assert.True(change.After.RamBytes.Total <= 600));
        Assert.Contains(verdict.Changes, change => change.What.StartsWith("smaller input: 75 %", StringComparison.Ordinal));
        Assert.Equal(verdict.Changes.OrderByDescending(change => change.MacShare), verdict.Changes);
    }

    [Fact]
    public void What_cannot_be_made_to_fit_shows_what_comes_closest()
    {
        var verdict = Check(Codes(), MadeTier.Of(flash: 10));
        Assert.NotEmpty(verdict.Changes);
        Assert.All(verdict.Changes, change => Assert.False(change.Fits));
    }

    [Fact]
    public void Numbers_on_a_device_want_quantizing_and_are_welcome_in_the_gateway()
    {
        var graph = Floats();
        var device = Check(graph, MadeTier.Of());
        Assert.False(device.Fits);
        Assert.Contains("computes with numbers", Assert.Single(device.Problems), StringComparison.Ordinal);
        var change = Assert.Single(device.Changes);
        Assert.Equal(("quantize to int8", true, false), (change.What, change.Fits, change.IsLossless));
        Assert.Equal(device.Figures.FlashBytes.Weights, 4 * change.After.FlashBytes.Weights);
        Assert.True(Check(graph, MadeTier.Of(runtime: TierRuntime.OnnxRuntime)).Fits);
    }

    [Fact]
    public void An_operator_without_kernel_is_a_problem_that_no_change_of_size_mends()
    {
        var verdict = Check(Codes(), MadeTier.Of(without: OperatorKind.Convolution));
        Assert.False(verdict.Fits);
        Assert.Equal("no kernel for Conv (2 times, first 'first')", Assert.Single(verdict.Problems));
        Assert.All(verdict.Changes, change => Assert.False(change.Fits));
    }

    [Fact]
    public void Dead_channels_go_first_because_nothing_is_lost()
    {
        if (SharedModels.File("models", "mlperf-tiny-tflite", "vww_96_int8.tflite") is not { } path)
        {
            output.WriteLine("the shared models are absent");
            return;
        }

        var model = SizedModelReader.Read(Normaliser.Run(ModelLoader.Load(path)).Graph);
        var after = ModelScaling.WithoutDeadChannels(model);
        output.WriteLine($"{after.ConstantBytes} bytes, {after.Macs} products");
        // Measured by really removing them: 49,387 bytes with the 8 of a shape, 4.12 million products.
        Assert.Equal(49_387 - 8, after.ConstantBytes);
        Assert.Equal(4.12, after.Macs / 1e6, 2);
        var verdict = TierCheck.Run(model, MadeTier.Of(flash: 120_000), model, 0);
        var change = Assert.Single(verdict.Changes);
        Assert.True(change is { Fits: true, IsLossless: true });
        Assert.StartsWith("remove 818 dead channels", change.What, StringComparison.Ordinal);
    }

    private static TierVerdict Check(ModelGraph graph, HardwareTier tier)
    {
        var normal = Normaliser.Run(graph).Graph;
        return TierCheck.Run(SizedModelReader.Read(normal), tier, SizedModelReader.Read(normal, true), 5000);
    }

    internal static ModelGraph Floats()
    {
        var graph = new ModelGraph("floats");
        var x = graph.AddInput("x", ElementType.Float, Shape.Of(1, 2, 8, 8));
        var first = graph.Add("Conv", "first", x, SizedModelTests.Weights(graph, "w", 4, 2, 3, 3));
        first.SetAttribute("pads", new long[] { 1, 1, 1, 1 });
        graph.AddOutput(graph.Add("Conv", "second", first.Output, SizedModelTests.Weights(graph, "v", 8, 4, 1, 1)).Output);
        return graph;
    }

    // Codes in, codes out, QDQ between.
    internal static ModelGraph Codes()
    {
        var graph = new ModelGraph("codes");
        var x = graph.AddInput("x", ElementType.Int8, Shape.Of(1, 2, 8, 8));
        var first = Conv(graph, "first", x, 4, 2, 3);
        graph.AddOutput(Conv(graph, "second", first, 8, 4, 1));
        return graph;
    }

    private static Tensor Conv(ModelGraph graph, string name, Tensor x, long channels, long inputs, long kernel)
    {
        var codes = Enumerable.Range(1, (int)(channels * inputs * kernel * kernel)).Select(i => (sbyte)(1 + i % 100)).ToArray();
        var weights = graph.AddConstant($"{name}_w", TensorData.Of<sbyte>(ElementType.Int8, codes, channels, inputs, kernel, kernel));
        var conv = graph.Add("Conv", name, Scaled("DequantizeLinear", x), Scaled("DequantizeLinear", weights));
        conv.SetAttribute("pads", Enumerable.Repeat(kernel / 2, 4).ToArray());
        return Scaled("QuantizeLinear", conv.Output);

        Tensor Scaled(string op, Tensor tensor) => graph.Add(
            op,
            $"{tensor.Name}_{op}",
            tensor,
            graph.AddConstant("scale", TensorData.Scalar(0.5f)),
            graph.AddConstant("zero", TensorData.Of<sbyte>(ElementType.Int8, [0]))).Output;
    }
}
