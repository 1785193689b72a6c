using System;
using System.Collections.Generic;
using System.Linq;
using Stethos.ModelQuantizer.Accuracy;
using Stethos.ModelQuantizer.Execution;
using Stethos.ModelQuantizer.Graph;
using Stethos.OnnxRuntime;

namespace Stethos.ModelQuantizer.Fit;

/// <summary>
/// Gives a model of one sample back the open first dimension that its source had: a gateway scores the windows of many nodes in one run.
/// </summary>
public static class OpenBatch
{
    private const string Nameless = "N";
    private const double Tolerance = 1e-5;

    /// <summary>Name of the first dimension where all inputs leave it open; null where one does not.</summary>
    public static string? NameIn(ModelGraph source)
    {
        ArgumentNullException.ThrowIfNull(source);
        return source.Inputs.Count > 0 && source.Inputs.All(IsOpen) ? source.Inputs[0].Shape![0].Symbol ?? Nameless : null;
    }

    /// <summary>Sizes of 1 for the first dimensions that a model leaves open.</summary>
    public static IReadOnlyDictionary<string, long> Single(ModelGraph graph)
    {
        ArgumentNullException.ThrowIfNull(graph);
        return graph.Inputs.Where(IsOpen).ToDictionary(input => $"{input.Name}[0]", _ => 1L);
    }

    /// <summary>The model with its first dimension open; null when two samples at once do not give what each gives alone.</summary>
    /// <param name="single">All shapes known.</param>
    /// <param name="name">Of the dimension.</param>
    /// <param name="one">A sample as the float model takes it.</param>
    /// <param name="other">Another.</param>
    public static ModelGraph? Of(ModelGraph single, string name, TensorData[] one, TensorData[] other)
    {
        ArgumentNullException.ThrowIfNull(single);
        var ends = single.Inputs.Concat(single.Outputs);
        if (ends.Any(tensor => tensor.KnownShape is not { Rank: > 0 } shape || shape[0].Value != 1))
        {
            return null;
        }

        var graph = single.Clone();
        foreach (var node in graph.Nodes.Where(node => node.Is("Reshape") && node.Input(1)?.Constant is not null).ToArray())
        {
            long[] shape = [.. node.Input(1)!.Constant!.ToIntegers().Select(size => (long)size)];
            if (shape is [1, ..])
            {
                // 0 takes over the size of the input.
                shape[0] = shape.Contains(-1) ? 0 : -1;
                graph.SetInput(node, 1, graph.AddConstant($"{node.Name}_batch", TensorData.List(shape)));
            }
        }

        graph.RemoveUnused();
        foreach (var tensor in graph.Nodes.SelectMany(node => node.Outputs).OfType<Tensor>().Where(tensor => !graph.IsOutput(tensor)))
        {
            // Written into the file, the sizes of one sample would hold.
            tensor.Shape = null;
        }

        SetFirst(graph, Dimension.Named(name));
        return Holds(single, graph, one, other) ? graph : null;
    }

    private static bool Holds(ModelGraph single, ModelGraph open, TensorData[] one, TensorData[] other)
    {
        var both = open.Clone();
        SetFirst(both, 2);
        try
        {
            using var alone = new GraphRunner(single);
            using var together = new GraphRunner(both);
            var (first, second) = (OrtModelRunner.Encode(single, one), OrtModelRunner.Encode(single, other));
            var wanted = alone.Run(first).Zip(alone.Run(second), Joined);
            return together.Run([.. first.Zip(second, Joined)]).Zip(wanted, AreClose).All(close => close);
        }
        catch (ModelException)
        {
            return false;
        }
    }

    private static TensorData Joined(TensorData one, TensorData other) => new(
        one.Type, [2, .. one.Shape.ToArray().Skip(1)], (byte[])[.. one.Bytes.Span, .. other.Bytes.Span]);

    private static bool AreClose(TensorData one, TensorData other) => one.Shape.Equals(other.Shape)
        && one.ToFloats().Zip(other.ToFloats()).All(pair => Math.Abs(pair.First - pair.Second) <= Tolerance * (1 + Math.Abs(pair.First)));

    private static void SetFirst(ModelGraph graph, Dimension dimension)
    {
        foreach (var tensor in graph.Inputs.Concat(graph.Outputs))
        {
            tensor.Shape = new Shape([dimension, .. tensor.Shape!.Skip(1)]);
        }
    }

    private static bool IsOpen(Tensor input) => input.Shape is { Rank: > 0 } shape && !shape[0].IsKnown;
}
