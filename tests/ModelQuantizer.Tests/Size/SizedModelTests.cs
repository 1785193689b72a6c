using System;
using System.Linq;
using Stethos.ModelQuantizer.Graph;
using Stethos.ModelQuantizer.Normalise;
using Stethos.ModelQuantizer.Size.Operators;

namespace Stethos.ModelQuantizer.Tests.Size;

public sealed class SizedModelTests
{
    [Fact]
    public void Activations_biases_and_reshapes_are_no_steps()
    {
        var graph = new ModelGraph("small");
        var x = graph.AddInput("x", ElementType.Float, Shape.Of(1, 2, 4, 4));
        var conv = graph.Add("Conv", "conv", x, Weights(graph, "w", 3, 2, 1, 1));
        var relu = graph.Add("Relu", "relu", conv.Output);
        var flat = graph.Add("Flatten", "flat", relu.Output);
        var product = graph.Add("MatMul", "product", flat.Output, Weights(graph, "m", 48, 5));
        var sum = graph.Add("Add", "sum", product.Output, Weights(graph, "b", 5));
        graph.AddOutput(sum.Output);

        var model = Read(graph);
        Assert.Equal(["Conv + Relu", "MatMul + bias"], model.Operators.Select(op => op.Text));
        Assert.Equal([32L, 48L, 5L], model.Values.Select(value => value.Elements));
        Assert.Equal((3, 16), ((int)model.Values[1].Channels, (int)model.Values[1].Positions));
        Assert.Equal(32 * 3 + 48 * 5, model.Macs);
        Assert.True(model.HasFloats);
    }

    [Fact]
    public void Numbers_can_be_counted_as_codes()
    {
        var graph = new ModelGraph("small");
        var x = graph.AddInput("x", ElementType.Float, Shape.Of(1, 64));
        graph.AddOutput(graph.Add("MatMul", "product", x, Weights(graph, "m", 64, 32)).Output);
        Assert.Equal((384, 8192), ((int)ArenaOf.Plan(Read(graph)).Bytes, (int)Read(graph).WeightBytes));
        Assert.Equal((96, 2048), ((int)ArenaOf.Plan(Read(graph, true)).Bytes, (int)Read(graph, true).WeightBytes));
    }

    [Fact]
    public void A_sum_is_written_over_an_input_that_nobody_reads_any_more()
    {
        var graph = new ModelGraph("sum");
        var x = graph.AddInput("x", ElementType.Float, Shape.Of(1, 64));
        var y = graph.Add("MatMul", "y", x, Weights(graph, "m", 64, 64));
        var sum = graph.Add("Add", "sum", x, y.Output);
        graph.AddOutput(sum.Output);
        graph.AddOutput(graph.Add("Softmax", "soft", sum.Output).Output);

        var model = Read(graph);
        var (blocks, places) = ArenaOf.Lifetimes(model);
        Assert.Equal(3, blocks.Count);
        Assert.Equal(places[0], places[2]);
        Assert.Equal((0, 2), (blocks[places[0]].First, blocks[places[0]].Last));
        Assert.Equal(4, ArenaOf.Lifetimes(model, inPlace: false).Blocks.Count);
    }

    [Fact]
    public void An_input_that_is_read_again_is_not_overwritten()
    {
        var graph = new ModelGraph("sum");
        var x = graph.AddInput("x", ElementType.Float, Shape.Of(1, 64));
        var relu = graph.Add("Relu", "relu", x);
        graph.AddOutput(graph.Add("Add", "sum", x, relu.Output).Output);
        var (_, places) = ArenaOf.Lifetimes(Read(graph));
        Assert.NotEqual(places[0], places[1]);
    }

    [Fact]
    public void Channels_without_weights_are_found_and_groups_hang_together()
    {
        var graph = new ModelGraph("dead");
        var x = graph.AddInput("x", ElementType.Float, Shape.Of(1, 1, 4, 4));
        var conv = graph.Add("Conv", "conv", x, graph.AddConstant("w", TensorData.Floats([1, 0, 2], 3, 1, 1, 1)));
        var depthwise = graph.Add("Conv", "depthwise", conv.Output, Weights(graph, "d", 3, 1, 3, 3));
        depthwise.SetAttribute("group", 3L);
        var next = graph.Add("Conv", "next", depthwise.Output, Weights(graph, "n", 2, 3, 1, 1));
        graph.AddOutput(next.Output);

        var model = Read(graph);
        Assert.Equal([1], model.Operators[0].DeadChannels);
        Assert.Equal([OperatorKind.Convolution, OperatorKind.Depthwise, OperatorKind.Convolution], model.Operators.Select(op => op.Kind));
        Assert.Equal(model.Values[1].Group, model.Values[2].Group);
        Assert.NotEqual(model.Values[1].Group, model.Values[3].Group);
    }

    internal static Tensor Weights(ModelGraph graph, string name, params long[] dimensions) => graph.AddConstant(
        name,
        TensorData.Floats([.. Enumerable.Range(1, (int)Shape.Of(dimensions).ElementCount).Select(i => MathF.Sin(i))], dimensions));

    internal static SizedModel Read(ModelGraph graph, bool asInt8 = false) => SizedModelReader.Read(Normaliser.Run(graph).Graph, asInt8);
}
