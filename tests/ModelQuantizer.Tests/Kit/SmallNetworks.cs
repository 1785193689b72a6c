using System;
using System.Collections.Generic;
using System.Linq;
using Stethos.ModelQuantizer.Calibrate;
using Stethos.ModelQuantizer.Graph;

namespace Stethos.ModelQuantizer.Tests.Kit;

/// <summary>Small float networks of random weights, and random samples for them.</summary>
internal static class SmallNetworks
{
    /// <summary>x [1, 8] → Gemm 16 → Relu → Gemm 4 → Softmax.</summary>
    public static ModelGraph Dense(Action<float[]>? change = null)
    {
        var random = new Random(RandomTensor.Seed);
        var graph = new ModelGraph("dense");
        var x = graph.AddInput("x", ElementType.Float, Shape.Of(1, 8));
        var first = Weights(random, 16 * 8);
        change?.Invoke(first);
        var hidden = graph.Add("Gemm", "first", x, Constant(graph, "w1", first, 16, 8), Constant(graph, "b1", Weights(random, 16), 16));
        hidden.SetAttribute("transB", 1L);
        var relu = graph.Add("Relu", "relu", hidden.Output);
        var second = graph.Add(
            "Gemm", "second", relu.Output, Constant(graph, "w2", Weights(random, 64), 16, 4), Constant(graph, "b2", Weights(random, 4), 4));
        graph.AddOutput(Named(graph, graph.Add("Softmax", "softmax", second.Output)));
        return graph;
    }

    /// <summary>x [1, 3, 12, 12] → Conv 8 → Relu → depthwise → Relu → two pointwise → Concat → pool → Reshape → Gemm 5.</summary>
    public static ModelGraph Convolutional()
    {
        var random = new Random(RandomTensor.Seed);
        var graph = new ModelGraph("convolutional");
        var x = graph.AddInput("x", ElementType.Float, Shape.Of(1, 3, 12, 12));
        var first = Relu(graph, Conv(graph, random, "first", x, 8, 3, 3));
        var depth = Relu(graph, Conv(graph, random, "depth", first, 8, 1, 3, 8));
        var left = Conv(graph, random, "left", depth, 6, 8, 1);
        var right = Relu(graph, Conv(graph, random, "right", depth, 6, 8, 1));
        var joined = graph.Add("Concat", "joined", left, right);
        joined.SetAttribute("axis", 1L);
        var pool = graph.Add("GlobalAveragePool", "pool", joined.Output);
        var flat = graph.Add("Reshape", "flat", pool.Output, graph.AddConstant("flat_shape", TensorData.List(1, 12)));
        var last = graph.Add("Gemm", "last", flat.Output, Constant(graph, "w", Weights(random, 60), 12, 5));
        graph.AddOutput(Named(graph, last));
        return graph;
    }

    public static Tensor Conv(
        ModelGraph graph, Random random, string name, Tensor input, long outputs, long inputs, long size, long group = 1)
    {
        var weights = Constant(graph, $"{name}_w", Weights(random, (int)(outputs * inputs * size * size)), outputs, inputs, size, size);
        var node = graph.Add("Conv", name, input, weights, Constant(graph, $"{name}_b", Weights(random, (int)outputs), outputs));
        node.SetAttribute("kernel_shape", new[] { size, size });
        node.SetAttribute("pads", new[] { size / 2, size / 2, size / 2, size / 2 });
        node.SetAttribute("group", group);
        return node.Output;
    }

    public static Tensor Relu(ModelGraph graph, Tensor input) => graph.Add("Relu", $"{input.Name}_relu", input).Output;

    public static ISampleSource Samples(ModelGraph graph, int count = 32)
    {
        var random = new Random(RandomTensor.Seed + 1);
        List<TensorData[]> samples =
        [
            .. Enumerable.Range(0, count).Select(_ =>
                graph.Inputs.Select(input => RandomTensor.Of(random, input.Type, input.KnownShape.ToArray())).ToArray()),
        ];
        return SampleSet.Of(samples);
    }

    public static float[] Weights(Random random, int count) =>
        [.. Enumerable.Range(0, count).Select(_ => (float)(random.NextDouble() * 2 - 1))];

    public static Tensor Constant(ModelGraph graph, string name, float[] values, params long[] shape) =>
        graph.AddConstant(name, TensorData.Floats(values, shape));

    private static Tensor Named(ModelGraph graph, Node last)
    {
        graph.Rename(last.Output, "y");
        return last.Output;
    }
}
