using System.Collections.Generic;
using Stethos.OnnxRuntime;

namespace Stethos.Gateway.Inference;

/// <summary>Checks a model's tensors: one float input [N, inputs] and one float output [N, labels], N open.</summary>
internal static class ModelShape
{
    /// <exception cref="ModelException">They are others.</exception>
    public static void Check(string file, OrtSession session, int inputs, int labels)
    {
        Check(file, "input", session.Inputs, inputs);
        Check(file, "output", session.Outputs, labels);
    }

    private static void Check(string file, string kind, IReadOnlyList<TensorInfo> tensors, int width)
    {
        if (tensors.Count != 1 || tensors[0].ElementType != TensorElementType.Float ||
            tensors[0].Shape is not [< 0, var found] || found != width)
        {
            throw new ModelException(
                $"{file}: one {kind} Float [-1, {width}] is wanted (-1: any number of windows), but the model has "
                + (tensors.Count == 0 ? "none" : string.Join("; ", tensors)));
        }
    }
}
