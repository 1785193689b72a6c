using System;
using System.Linq;
using Stethos.ModelQuantizer.Graph;
using Stethos.ModelQuantizer.Onnx;
using Stethos.ModelQuantizer.Shapes;
using Stethos.OnnxRuntime;

namespace Stethos.Benchmarks.Quantizer;

/// <summary>A model of one sample made to take several at once, ready to run in ONNX Runtime as the gateway runs it.</summary>
internal static class BatchedModel
{
    /// <param name="source">Normalised; its first dimension is the sample.</param>
    /// <param name="rows">Samples at once.</param>
    /// <param name="fill">Random numbers of the inputs; the same for models that are compared.</param>
    public static PinnedRun Prepare(ModelGraph source, int rows, Random fill)
    {
        var graph = source.Clone();
        foreach (var input in graph.Inputs)
        {
            input.Shape = Shape.Of([rows, .. input.KnownShape.ToArray().Skip(1)]);
        }

        foreach (var node in graph.Nodes.Where(node => node.Is("Reshape") && node.Input(1)?.Constant is not null).ToList())
        {
            var shape = node.Input(1)!.Constant!.ToIntegers().Select(size => (long)size).ToArray();
            if (shape[0] == 1)
            {
                shape[0] = rows;
                graph.Replace(node, "Reshape", node.Input(0), graph.AddConstant($"{node.Name}/rows", TensorData.List(shape)));
            }
        }

        graph.RemoveUnused();
        ShapeInference.Run(graph);
        using var session = OrtSession.FromBytes(OnnxModel.Write(graph), source.Provenance.File);
        var run = session.PrepareRun([.. session.Inputs.Select(input => input.Shape)], [.. graph.Outputs.Select(Sizes)]);
        foreach (ref var value in run.Input())
        {
            value = fill.NextSingle();
        }

        run.Run();
        return run;
    }

    private static long[] Sizes(Tensor output) => [.. output.KnownShape.ToArray()];
}
