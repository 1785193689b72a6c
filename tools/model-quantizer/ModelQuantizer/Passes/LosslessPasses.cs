using System;
using System.Collections.Generic;
using System.Linq;
using Stethos.ModelQuantizer.Execution;
using Stethos.ModelQuantizer.Graph;
using Stethos.ModelQuantizer.Inspect;
using Stethos.ModelQuantizer.Normalise;
using Stethos.ModelQuantizer.Shapes;
using Stethos.OnnxRuntime;

namespace Stethos.ModelQuantizer.Passes;

/// <summary>Makes a quantized model smaller without changing any output: dead channels, duplicate constants, dead nodes.</summary>
public static class LosslessPasses
{
    private const int MaxRounds = 8;

    /// <param name="source">Normalised; left as it is.</param>
    /// <param name="multiple">Channels are removed down to a multiple of this; 16 suits the vector units of a gateway.</param>
    /// <param name="codesOnly">
    /// Leaves the channels alone that a layer with a float result reads: fewer summands may round otherwise.
    /// </param>
    public static PassResult Run(ModelGraph source, int multiple = 1, bool codesOnly = false)
    {
        ArgumentNullException.ThrowIfNull(source);
        ArgumentOutOfRangeException.ThrowIfLessThan(multiple, 1);
        var graph = source.Clone();
        var nodes = graph.RemoveUnused();
        var dead = new SortedDictionary<string, int>(StringComparer.Ordinal);
        for (var round = 0; round < MaxRounds; round++)
        {
            var removed = DeadChannels.Run(graph, multiple, codesOnly);
            foreach (var (name, count) in removed)
            {
                dead[name] = dead.GetValueOrDefault(name) + count;
            }

            if (removed.Count == 0)
            {
                break;
            }
        }

        var duplicates = Duplicates.MergeConstants(graph);
        nodes += Duplicates.MergeNodes(graph);
        graph.RemoveUnused();
        graph.Sort();
        ShapeInference.Run(graph);
        return new PassResult(graph, Bytes(source), Bytes(graph), dead, duplicates, nodes);
    }

    /// <summary>
    /// The passes with their proof; where a float result at the end would round otherwise, without touching what leads to it.
    /// </summary>
    /// <param name="source">Normalised; left as it is.</param>
    /// <param name="multiple">As <see cref="Run"/> takes it.</param>
    /// <param name="inputs">Of the proof.</param>
    /// <returns>What was made, and the largest difference of any output: anything but 0 means that it is not to be used.</returns>
    public static (PassResult Result, double Difference) RunProven(
        ModelGraph source, int multiple, IReadOnlyList<TensorData[]> inputs)
    {
        var result = Run(source, multiple);
        var difference = Prove(source, result.Graph, inputs);
        if (difference == 0)
        {
            return (result, 0);
        }

        result = Run(source, multiple, true);
        return (result, Prove(source, result.Graph, inputs));
    }

    /// <summary>
    /// Runs both models in ONNX Runtime on the same inputs, as written and optimized, and returns the largest difference of any output:
    /// 0 is the proof.
    /// </summary>
    public static double Prove(ModelGraph before, ModelGraph after, IReadOnlyList<TensorData[]> inputs)
    {
        var written = EquivalenceProof.LargestDifference(before, after, inputs);
        using var first = new GraphRunner(before, OptimizationLevel.All);
        using var second = new GraphRunner(after, OptimizationLevel.All);
        return inputs.Select(input => first.Run(input).Zip(second.Run(input), (a, b) => a.SameAs(b) ? 0 : Distance(a, b)).Max())
            .Append(written).Max();
    }

    /// <summary>Bytes of weights and biases, each constant once.</summary>
    public static long Bytes(ModelGraph graph) => graph.Nodes.SelectMany(node => Parameters.Of(graph, node)).Distinct()
        .Sum(tensor => (long)tensor.Constant!.Bytes.Length);

    private static double Distance(TensorData one, TensorData other) =>
        one.ToFloats().Zip(other.ToFloats(), (a, b) => Math.Abs((double)a - b)).Max();
}
