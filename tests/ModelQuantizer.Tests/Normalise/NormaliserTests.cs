using System;
using System.Collections.Generic;
using System.Linq;
using Stethos.ModelQuantizer.Graph;
using Stethos.ModelQuantizer.Normalise;
using Stethos.ModelQuantizer.Tests.Kit;
using Xunit.Abstractions;

namespace Stethos.ModelQuantizer.Tests.Normalise;

public sealed class NormaliserTests(ITestOutputHelper output)
{
    [Theory]
    [InlineData(7)]
    [InlineData(9)]
    public void Convolutions_take_their_batch_normalisation(int opset)
    {
        var graph = Made(opset, out var x, 1, 3, 8, 8);
        var conv = graph.Add("Conv", "conv", x, Weights(graph, 1, 4, 3, 3, 3));
        conv.SetAttribute("pads", new[] { 1L, 1, 1, 1 });
        var norm = graph.Add("BatchNormalization", "norm", [conv.Output, .. Statistics(graph, 4)], [graph.AddTensor("n")]);
        var relu = graph.Add("Relu", "relu", norm.Output);
        var dropout = graph.Add("Dropout", "dropout", relu.Output);
        dropout.SetAttribute("ratio", 0.5f);
        var transposed = graph.Add("ConvTranspose", "up", dropout.Output, Weights(graph, 2, 4, 2, 2, 2));
        transposed.SetAttribute("strides", new[] { 2L, 2 });
        var second = graph.Add("BatchNormalization", "norm2", [transposed.Output, .. Statistics(graph, 2)], [graph.AddTensor("n2")]);
        graph.AddOutput(second.Output);

        var result = Prove(graph, 1e-5);

        Assert.Equal(["Conv", "Relu", "ConvTranspose"], result.Nodes.Select(node => node.Op));
        Assert.Equal(["n2"], result.Outputs.Select(tensor => tensor.Name));
        Assert.Equal(21, result.Opset);
    }

    [Fact]
    public void Batch_normalisation_stays_where_something_else_reads_the_sum()
    {
        var graph = Made(13, out var x, 1, 2, 4, 4);
        var conv = graph.Add("Conv", "conv", x, Weights(graph, 1, 2, 2, 1, 1));
        var norm = graph.Add("BatchNormalization", "norm", [conv.Output, .. Statistics(graph, 2)], [graph.AddTensor("n")]);
        graph.AddOutput(graph.Add("Add", "add", norm.Output, conv.Output).Output);

        Assert.Equal(["Conv", "BatchNormalization", "Add"], Prove(graph).Nodes.Select(node => node.Op));
    }

    [Fact]
    public void Attributes_of_old_opsets_become_inputs()
    {
        var graph = Made(9, out var x, 1, 4, 6, 6);
        var clip = graph.Add("Clip", "clip", x);
        clip.SetAttribute("min", -0.5f);
        clip.SetAttribute("max", 0.5f);
        var pad = graph.Add("Pad", "pad", clip.Output);
        pad.SetAttribute("pads", new[] { 0L, 0, 1, 2, 0, 0, 0, 1 });
        pad.SetAttribute("value", 0.25f);
        var slice = graph.Add("Slice", "slice", pad.Output);
        slice.SetAttribute("starts", new[] { 1L, -7 });
        slice.SetAttribute("ends", new[] { 100L, -1 });
        slice.SetAttribute("axes", new[] { 2L, 3 });
        var mean = graph.Add("ReduceMean", "mean", slice.Output);
        mean.SetAttribute("axes", new[] { 3L });
        mean.SetAttribute("keepdims", 1L);
        var squeeze = graph.Add("Squeeze", "squeeze", mean.Output);
        squeeze.SetAttribute("axes", new[] { 3L });
        var unsqueeze = graph.Add("Unsqueeze", "unsqueeze", squeeze.Output);
        unsqueeze.SetAttribute("axes", new[] { 0L });
        var parts = new[] { graph.AddTensor("a"), graph.AddTensor("b") };
        var split = graph.Add("Split", "split", [unsqueeze.Output], parts);
        split.SetAttribute("axis", 2L);
        split.SetAttribute("split", new[] { 1L, 3 });
        var sum = graph.Add("ReduceSum", "sum", parts[1]);
        sum.SetAttribute("axes", new[] { 2L });
        graph.AddOutput(sum.Output);
        graph.AddOutput(parts[0]);

        var result = Prove(graph, 1e-6);

        Assert.Equal("[1, 1, 1, 6]", result.Outputs[0].Shape!.ToString());
        Assert.DoesNotContain(result.Nodes, node => node.Attributes.ContainsKey("axes") || node.Attributes.ContainsKey("pads"));
    }

    [Theory]
    [InlineData(1, 4)]
    [InlineData(2, 4)]
    [InlineData(3, 1)]
    [InlineData(-1, 1)]
    public void Softmax_of_old_opsets_keeps_its_meaning(int axis, int nodes)
    {
        var graph = Made(11, out var x, 2, 3, 4, 5);
        var softmax = graph.Add("Softmax", "softmax", x);
        softmax.SetAttribute("axis", (long)axis);
        graph.AddOutput(softmax.Output);

        var result = Prove(graph, 1e-7);

        // Flatten, Softmax, Reshape; the shape is a constant by then.
        Assert.Equal(nodes == 1 ? 1 : 3, result.Nodes.Count);
    }

    [Theory]
    [InlineData(7, "nearest")]
    [InlineData(7, "linear")]
    [InlineData(9, "nearest")]
    public void Upsample_becomes_Resize(int opset, string mode)
    {
        var graph = Made(opset, out var x, 1, 1, 3, 4);
        float[] scales = [1, 1, 2, 3];
        var node = opset < 9
            ? graph.Add("Upsample", "up", x)
            : graph.Add("Upsample", "up", x, graph.AddConstant("scales", TensorData.Floats(scales, 4)));
        node.SetAttribute("mode", mode);
        if (opset < 9)
        {
            node.SetAttribute("scales", scales);
        }

        graph.AddOutput(node.Output);

        Assert.Equal("[1, 1, 6, 12]", Assert.Single(Prove(graph, 1e-6).Outputs).Shape!.ToString());
    }

    [Theory]
    [InlineData(10)]
    [InlineData(11)]
    public void Resize_of_old_opsets_keeps_its_meaning(int opset)
    {
        var graph = Made(opset, out var x, 1, 1, 3, 5);
        var scales = graph.AddConstant("scales", TensorData.Floats([1, 1, 1.5f, 2], 4));
        var node = opset < 11
            ? graph.Add("Resize", "resize", x, scales)
            : graph.Add("Resize", "resize", x, graph.AddConstant("roi", TensorData.Floats([], 0)), scales);
        graph.AddOutput(node.Output);

        Assert.Equal("[1, 1, 4, 10]", Assert.Single(Prove(graph).Outputs).Shape!.ToString());
    }

    [Fact]
    public void Shapes_that_are_computed_become_constants()
    {
        var graph = Made(11, out var x, 2, 3, 4, 5);
        var shape = graph.Add("Shape", "shape", x);
        var zero = graph.Add("Constant", "zero");
        zero.SetAttribute("value", TensorData.Of<long>(ElementType.Int64, [0]));
        var batch = graph.Add("Gather", "gather", shape.Output, zero.Output);
        var thin = graph.Add("Unsqueeze", "unsqueeze", batch.Output);
        thin.SetAttribute("axes", new[] { 0L });
        var concat = graph.Add("Concat", "concat", thin.Output, graph.AddConstant("rest", TensorData.List(-1)));
        concat.SetAttribute("axis", 0L);
        var reshape = graph.Add("Reshape", "reshape", x, concat.Output);
        var identity = graph.Add("Identity", "identity", reshape.Output);
        graph.AddOutput(identity.Output);

        var result = Prove(graph);

        Assert.Equal(["Reshape"], result.Nodes.Select(node => node.Op));
        Assert.Equal([2L, -1], result.Nodes[0].Inputs[1]!.Constant!.ToIntegers());
        Assert.Equal("identity: Float [2, 60]", result.Outputs[0].ToString());
    }

    [Fact]
    public void Weights_behind_a_DequantizeLinear_stay_codes()
    {
        var graph = Made(13, out var x, 1, 2);
        var codes = graph.AddConstant("codes", TensorData.Of<sbyte>(ElementType.Int8, [1, 2, 3, 4], 2, 2));
        var real = graph.Add("DequantizeLinear", "real", codes, graph.AddConstant("scale", TensorData.Scalar(0.5f)));
        graph.AddOutput(graph.Add("MatMul", "product", x, real.Output).Output);

        Assert.Equal(["DequantizeLinear", "MatMul"], Prove(graph).Nodes.Select(node => node.Op));
    }

    [Fact]
    public void Open_dimensions_take_the_sizes_given_or_are_asked_for()
    {
        var graph = new ModelGraph("g");
        var x = graph.AddInput("x", ElementType.Float, new Shape(Dimension.Named("batch"), 4, Dimension.Open));
        graph.AddOutput(graph.Add("Relu", "relu", x).Output);

        var sizes = new Dictionary<string, long> { ["batch"] = 2, ["x[2]"] = 3 };
        Assert.Equal("[2, 4, 3]", Normaliser.Run(graph, new NormaliseOptions { Dimensions = sizes }).Graph.Outputs[0].Shape!.ToString());
        Assert.Contains("--dim \"batch=1\"", Refused(graph), StringComparison.Ordinal);
        Assert.Contains("no input has a dimension 'N'", Refused(graph, ("N", 1)), StringComparison.Ordinal);
        Assert.Contains("cannot be 0", Refused(graph, ("batch", 0)), StringComparison.Ordinal);
        Assert.Contains("cannot be 5", Refused(graph, ("x[1]", 5)), StringComparison.Ordinal);
        var open = Normaliser.Run(graph, new NormaliseOptions { RequireKnownShapes = false });
        Assert.Equal("[batch, 4, ?]", open.Graph.Outputs[0].Shape!.ToString());
    }

    [Fact]
    public void What_is_not_supported_is_named_with_what_to_do()
    {
        var graph = Made(13, out var x, 1, 2, 3);
        graph.AddOutput(graph.Add("LSTM", "lstm", x, x, x).Output);
        Assert.Equal(
            "(made): LSTM 'lstm' is recurrent: use a convolution over the window, or unroll the network when exporting", Refused(graph));

        graph = Made(13, out x, 1, 2);
        graph.AddOutput(graph.Add("Quant", "q", [x], [graph.AddTensor("y")], "qonnx.custom_op").Output);
        graph.AddOutput(graph.Add("NonZero", "z", x).Output);
        Assert.Contains("qonnx.custom_op.Quant 'q'", Refused(graph), StringComparison.Ordinal);
        Assert.EndsWith("(and 1 more)", Refused(graph), StringComparison.Ordinal);

        graph = Made(13, out x, 1, 2);
        graph.AddOutput(graph.Add("MatMul", "m", x, graph.AddConstant("w", TensorData.Floats([1, float.NaN], 2, 1))).Output);
        Assert.Contains("MatMul 'm' has 'w' with a value that is not a finite number", Refused(graph), StringComparison.Ordinal);

        graph = Made(6, out x, 1, 2);
        graph.AddOutput(graph.Add("Relu", "r", x).Output);
        Assert.Contains("opset 6", Refused(graph), StringComparison.Ordinal);
    }

    [Fact]
    public void Shapes_that_contradict_each_other_are_refused_with_the_node()
    {
        var graph = Made(13, out var x, 1, 3, 8, 8);
        graph.AddOutput(graph.Add("Conv", "conv", x, Weights(graph, 1, 4, 5, 3, 3)).Output);
        Assert.Contains("Conv 'conv': 3 channels do not fit weights [4, 5, 3, 3]", Refused(graph), StringComparison.Ordinal);

        graph = Made(13, out x, 2, 3);
        graph.AddOutput(graph.Add("MatMul", "product", x, x).Output);
        Assert.Contains("cannot be multiplied", Refused(graph), StringComparison.Ordinal);
    }

    private static string Refused(ModelGraph graph, params (string Name, long Size)[] sizes)
    {
        var options = new NormaliseOptions { Dimensions = sizes.ToDictionary(size => size.Name, size => size.Size) };
        return Assert.Throws<ModelException>(() => Normaliser.Run(graph, options)).Message;
    }

    private ModelGraph Prove(ModelGraph graph, double tolerance = 0)
    {
        var result = Normaliser.Run(graph);
        var random = new Random(RandomTensor.Seed);
        var inputs = Enumerable.Range(0, 5).Select(_ => graph.Inputs
            .Select(input => RandomTensor.Of(random, input.Type, input.KnownShape.ToArray())).ToArray());
        var difference = EquivalenceProof.LargestDifference(graph, result.Graph, inputs);
        output.WriteLine($"seed {RandomTensor.Seed}: difference {difference:G3}; {string.Join(", ", result.Steps)}");
        Assert.InRange(difference, 0, tolerance);
        return result.Graph;
    }

    private static ModelGraph Made(int opset, out Tensor input, params long[] shape)
    {
        var graph = new ModelGraph("made") { Opset = opset };
        input = graph.AddInput("x", ElementType.Float, Shape.Of(shape));
        return graph;
    }

    private static Tensor Weights(ModelGraph graph, int seed, params long[] shape) => graph.AddConstant(
        "w", RandomTensor.Of(new Random(seed), ElementType.Float, shape));

    private static Tensor?[] Statistics(ModelGraph graph, int channels)
    {
        var random = new Random(channels);
        float[] Values(double least) => [.. Enumerable.Range(0, channels).Select(_ => (float)(least + random.NextDouble()))];
        return
        [
            graph.AddConstant("scale", TensorData.Floats(Values(-0.5), channels)),
            graph.AddConstant("shift", TensorData.Floats(Values(-0.5), channels)),
            graph.AddConstant("mean", TensorData.Floats(Values(-0.5), channels)),
            graph.AddConstant("variance", TensorData.Floats(Values(0.1), channels)),
        ];
    }
}
