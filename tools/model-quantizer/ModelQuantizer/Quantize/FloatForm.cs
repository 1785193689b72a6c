using System;
using System.Linq;
using Stethos.ModelQuantizer.Graph;
using Stethos.ModelQuantizer.Normalise;
using Stethos.ModelQuantizer.Shapes;

namespace Stethos.ModelQuantizer.Quantize;

/// <summary>Brings a model into the form the quantizer works on: normalised, float weights, products with their bias inside.</summary>
public static class FloatForm
{
    /// <param name="source">Left as it is.</param>
    /// <param name="options">Null for the defaults.</param>
    /// <param name="decode">
    /// Takes a model that is quantized already: its codes become numbers again, so that it can be quantized for something else. The
    /// error of both adds up; the float model is better where there is one.
    /// </param>
    /// <exception cref="ModelException">Not supported, or quantized already.</exception>
    public static ModelGraph Prepare(ModelGraph source, NormaliseOptions? options = null, bool decode = false)
    {
        var graph = Normaliser.Run(source, options).Graph;
        DecodeWeights(graph);
        if (decode)
        {
            DecodeActivations(graph);
        }

        if (graph.Nodes.FirstOrDefault(node => node.Op is "QuantizeLinear" or "DequantizeLinear") is { } quantized)
        {
            throw new ModelException(
                graph.Provenance.File,
                $"{quantized}: the model is quantized already: start from the float model, use 'shrink', or have its codes decoded "
                + "(quantize --decode)");
        }

        foreach (var product in graph.Nodes.Where(node => node.Is("MatMul")).ToArray())
        {
            JoinBias(graph, product);
        }

        foreach (var gemm in graph.Nodes.Where(node => node.Is("Gemm")).ToArray())
        {
            Plain(graph, gemm);
        }

        graph.RemoveUnused();
        graph.Sort();
        ShapeInference.Run(graph);
        return graph;
    }

    // Hybrid models: integer weights, float activations.
    private static void DecodeWeights(ModelGraph graph)
    {
        foreach (var node in graph.Nodes.Where(node => node.Is("DequantizeLinear") && node.RequiredInput(0).IsConstant).ToArray())
        {
            node.Output.Constant = Decoded(node);
            graph.Remove(node);
        }
    }

    private static void DecodeActivations(ModelGraph graph)
    {
        foreach (var decode in graph.Nodes.Where(node => node.Is("DequantizeLinear")).ToArray())
        {
            if (graph.Producer(decode.RequiredInput(0)) is { } code && code.Is("QuantizeLinear"))
            {
                graph.ReplaceUses(decode.Output, code.RequiredInput(0));
                graph.Remove(decode);
            }
        }

        graph.RemoveUnused();
    }

    private static TensorData Decoded(Node node)
    {
        var data = node.RequiredInput(0).Constant!;
        var scales = node.RequiredInput(1).Constant!.ToFloats();
        var zeros = node.Input(2)?.Constant?.ToIntegers() ?? new long[scales.Length];
        var axis = (int)node.Integer("axis", 1);
        var shape = data.Shape.ToArray();
        var inner = scales.Length == 1 ? 1 : shape.Skip(axis < 0 ? axis + shape.Length + 1 : axis + 1).Aggregate(1L, (a, b) => a * b);
        var values = data.ToIntegers().Select((code, i) =>
        {
            var slot = (int)(i / inner % scales.Length);
            return (code - zeros[slot]) * scales[slot];
        });
        return TensorData.Floats([.. values], shape);
    }

    // MatMul and Add of a constant vector become Gemm.
    private static void JoinBias(ModelGraph graph, Node product)
    {
        if (product.RequiredInput(0).Shape is not { Rank: 2 }
            || product.RequiredInput(1).Constant is not { Type: ElementType.Float, Shape.Rank: 2 } weights
            || graph.OnlyUser(product.Output) is not { } add || !add.Is("Add"))
        {
            return;
        }

        var bias = add.Input(add.Input(0) == product.Output ? 1 : 0);
        var width = weights.Shape[1].Value;
        if (bias?.Constant is { Type: ElementType.Float } values && values.Count == width && values.Shape[-1].Value == width)
        {
            var vector = graph.AddConstant($"{product.Name}_bias", values.Reshaped(width));
            var output = add.Output;
            graph.Remove(add);
            graph.SetOutput(graph.Replace(product, "Gemm", product.Input(0), product.Input(1), vector), 0, output);
        }
    }

    // Factors into the constants, the bias as a vector.
    private static void Plain(ModelGraph graph, Node gemm)
    {
        if (gemm.Input(1)?.Constant is not { Type: ElementType.Float } weights)
        {
            return;
        }

        var (alpha, beta) = (gemm.Float("alpha", 1), gemm.Float("beta", 1));
        if (alpha != 1)
        {
            float[] values = [.. weights.ToFloats().Select(value => value * alpha)];
            graph.SetInput(gemm, 1, graph.AddConstant($"{gemm.Name}_weights", TensorData.Floats(values, weights.Shape.ToArray())));
            gemm.RemoveAttribute("alpha");
        }

        var width = (int)weights.Shape[gemm.Integer("transB", 0) != 0 ? 0 : 1].Value;
        if (gemm.Input(2)?.Constant is { Type: ElementType.Float } bias && (bias.Count == 1 || bias.Shape[-1].Value == bias.Count)
            && (beta != 1 || bias.Shape.Rank != 1 || bias.Count != width))
        {
            var values = bias.ToFloats();
            float[] vector = [.. Enumerable.Range(0, width).Select(i => values[values.Length == 1 ? 0 : i] * beta)];
            graph.SetInput(gemm, 2, graph.AddConstant($"{gemm.Name}_bias", TensorData.Floats(vector, width)));
            gemm.RemoveAttribute("beta");
        }
    }
}
