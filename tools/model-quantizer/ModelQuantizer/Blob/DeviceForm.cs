using System;
using System.Collections.Generic;
using System.Linq;
using Stethos.ModelQuantizer.Graph;
using Stethos.ModelQuantizer.Normalise;
using Stethos.ModelQuantizer.Shapes;

namespace Stethos.ModelQuantizer.Blob;

/// <summary>
/// The form of a quantized model that device and gateway share: normalised, QLinear operators as QDQ, codes as inputs and outputs,
/// activations unsigned, means over the whole map as global pools. Run in ONNX Runtime, it is what arithmetic B is defined by.
/// </summary>
public static class DeviceForm
{
    /// <param name="source">A quantized model; left as it is.</param>
    /// <param name="dimensions">Sizes of open dimensions by name; an open first dimension of an input is 1 anyway.</param>
    /// <exception cref="ModelException">It cannot be brought into the form.</exception>
    public static ModelGraph Of(ModelGraph source, IReadOnlyDictionary<string, long>? dimensions = null)
    {
        ArgumentNullException.ThrowIfNull(source);
        var open = source.Clone();
        QLinearExpansion.Run(open);
        var sizes = new Dictionary<string, long>(dimensions ?? new Dictionary<string, long>());
        foreach (var input in open.Inputs.Where(input => input.Shape is { Rank: > 0 } shape && !shape[0].IsKnown))
        {
            sizes.TryAdd(input.Shape![0].Symbol ?? $"{input.Name}[0]", 1);
        }

        var graph = Normaliser.Run(open, new NormaliseOptions { Dimensions = sizes }).Graph;
        CodeInputs(graph);
        CodeOutputs(graph);
        GlobalPools(graph);
        UnsignedActivations.Run(graph);
        graph.RemoveUnused();
        graph.Sort();
        ShapeInference.Run(graph);
        return graph;
    }

    // What is computed in float before the first codes (standardising, say) stays outside: those codes are the input.
    private static void CodeInputs(ModelGraph graph)
    {
        foreach (var quantize in graph.Nodes.Where(node => node.Is("QuantizeLinear")).ToArray())
        {
            var real = quantize.RequiredInput(0);
            if (graph.Producer(real) is not null && IsFloat(graph, real) && !graph.IsOutput(quantize.Output))
            {
                var codes = quantize.Output;
                codes.OriginalName ??= codes.Name;
                graph.Remove(quantize);
                graph.AddInput(codes);
            }
        }

        DropUnread(graph);
        Quantized(graph);
    }

    private static bool IsFloat(ModelGraph graph, Tensor tensor) => graph.Producer(tensor) is not { } maker
        || (!maker.Is("DequantizeLinear") && !maker.Is("QuantizeLinear")
            && maker.Inputs.All(input => input is null || IsFloat(graph, input)));

    private static void DropUnread(ModelGraph graph)
    {
        graph.RemoveUnused();
        foreach (var input in graph.Inputs.Where(input => graph.Uses(input).Count == 0 && !graph.IsOutput(input)).ToArray())
        {
            graph.RemoveInput(input);
        }
    }

    // A float input that is only quantized: the codes are the input.
    private static void Quantized(ModelGraph graph)
    {
        foreach (var input in graph.Inputs.Where(input => input.Type == ElementType.Float).ToArray())
        {
            var readers = graph.Uses(input).Select(use => use.Node).ToArray();
            if (readers.Length == 0 || Array.Exists(readers, reader => !reader.Is("QuantizeLinear") || graph.IsOutput(reader.Output)))
            {
                continue;
            }

            var codes = readers[0].Output;
            codes.Shape ??= input.Shape;
            foreach (var reader in readers)
            {
                graph.ReplaceUses(reader.Output, codes);
                graph.Remove(reader);
            }

            graph.RemoveInput(input);
            graph.AddInput(codes);
        }
    }

    // A float output that is only dequantized: the codes are the output.
    private static void CodeOutputs(ModelGraph graph)
    {
        for (var i = 0; i < graph.Outputs.Count; i++)
        {
            if (graph.Producer(graph.Outputs[i]) is { } last && last.Is("DequantizeLinear"))
            {
                var codes = last.RequiredInput(0);
                codes.Quantization ??= new Quantization(
                    codes.Type,
                    last.RequiredInput(1).Constant?.ToFloats()[0] ?? 1,
                    (int)(last.Input(2)?.Constant?.ToIntegers()[0] ?? 0));
                graph.SetOutput(i, codes);
            }
        }
    }

    private static void GlobalPools(ModelGraph graph)
    {
        foreach (var mean in graph.Nodes.Where(node => node.Is("ReduceMean")).ToArray())
        {
            var input = mean.RequiredInput(0);
            var axes = mean.Input(1)?.Constant?.ToIntegers();
            var rank = input.KnownShape.Rank;
            if (axes is null || rank < 3 || !axes.Select(axis => axis < 0 ? axis + rank : axis).Order()
                .SequenceEqual(Enumerable.Range(2, rank - 2).Select(axis => (long)axis)))
            {
                continue;
            }

            var output = mean.Output;
            if (mean.Integer("keepdims", 1) != 0)
            {
                graph.Replace(mean, "GlobalAveragePool", input);
                continue;
            }

            // The pool is followed by what quantizes it; only then the axes of one element go.
            if (graph.OnlyUser(output) is not { } quantize || !quantize.Is("QuantizeLinear"))
            {
                continue;
            }

            var codes = quantize.Output;
            var shape = graph.AddConstant("shape", TensorData.List(codes.KnownShape.ToArray()));
            var pool = graph.AddTensor($"{output.Name}_pool", ElementType.Float);
            var pooled = graph.AddTensor($"{codes.Name}_pool", codes.Type);
            graph.InsertBefore(mean, "GlobalAveragePool", mean.Name, [input], [pool]);
            graph.InsertBefore(mean, "QuantizeLinear", quantize.Name, [pool, .. quantize.Inputs.Skip(1)], [pooled]);
            graph.Remove(mean);
            graph.Replace(quantize, "Reshape", pooled, shape);
        }
    }
}
