using System;
using System.Collections.Generic;
using System.Linq;
using Stethos.ModelQuantizer.Execution;
using Stethos.ModelQuantizer.Graph;
using Stethos.OnnxRuntime;

namespace Stethos.ModelQuantizer.Normalise;

/// <summary>Runs two graphs on the same inputs in ONNX Runtime, node by node as written, and compares all outputs.</summary>
public static class EquivalenceProof
{
    /// <summary>Largest absolute difference of any output element; 0 when all are equal, infinity when one is not a number.</summary>
    /// <param name="original">May have open dimensions; they are looked up in <paramref name="changed"/>.</param>
    /// <param name="changed">All shapes known.</param>
    /// <param name="inputs">Sets of inputs, one tensor for each graph input.</param>
    public static double LargestDifference(ModelGraph original, ModelGraph changed, IEnumerable<TensorData[]> inputs)
    {
        using var before = new GraphRunner(original, OptimizationLevel.None, changed);
        using var after = new GraphRunner(changed, OptimizationLevel.None);
        return inputs.Select(input => Largest(before.Run(input), after.Run(input))).DefaultIfEmpty(0).Max();
    }

    private static double Largest(TensorData[] before, TensorData[] after) =>
        before.Zip(after, Largest).DefaultIfEmpty(0).Max();

    private static double Largest(TensorData one, TensorData other)
    {
        if (one.Type != other.Type || !one.Shape.Equals(other.Shape))
        {
            return double.PositiveInfinity;
        }

        return one.Bytes.Span.SequenceEqual(other.Bytes.Span)
            ? 0
            : one.ToFloats().Zip(other.ToFloats(), Distance).DefaultIfEmpty(0).Max();
    }

    private static double Distance(float one, float other) => one.Equals(other) ? 0
        : float.IsFinite(one) && float.IsFinite(other) ? Math.Abs((double)one - other) : double.PositiveInfinity;
}
