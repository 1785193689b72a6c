using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using Stethos.ModelQuantizer.Graph;
using Stethos.ModelQuantizer.Normalise;
using Stethos.ModelQuantizer.Onnx;
using Stethos.ModelQuantizer.Tests.Kit;
using Stethos.ModelQuantizer.TfLite;
using Xunit.Abstractions;

namespace Stethos.ModelQuantizer.Tests.Normalise;

/// <summary>Published models and node tests before and after normalising; nothing is compared when the shared data is absent.</summary>
public sealed class RealModelTests(ITestOutputHelper output)
{
    [Fact]
    public void Every_onnx_model_is_refused_with_a_reason_or_gives_the_same_results_after_normalising()
    {
        var files = SharedModels.Files("models", "*.onnx").Concat(SharedModels.Files("conformance", "*.onnx")).ToArray();
        var (proved, refused) = (0, new List<string>());
        foreach (var file in files)
        {
            var graph = OnnxModel.Load(file);
            try
            {
                Prove(file, graph);
                proved++;
            }
            catch (ModelException exception)
            {
                output.WriteLine(exception.Message[(SharedModels.Root!.Length + 1)..]);
                refused.Add(Path.GetFileName(Path.GetDirectoryName(file)!) + "/" + Path.GetFileName(file));
            }
        }

        output.WriteLine($"{proved} of {files.Length} proved");
        string[] expected =
        [
            "ort-examples/superres_prepost_op18.onnx", "test_convinteger_with_padding/model.onnx", "test_dft/model.onnx",
            "test_hannwindow/model.onnx", "test_reshape_reordered_all_dims/model.onnx", "test_stft/model.onnx",
        ];
        Assert.Equal(files.Length == 0 ? [] : expected, refused.Order(StringComparer.Ordinal));
    }

    [Fact]
    public void Every_tflite_model_gives_the_same_results_after_normalising()
    {
        foreach (var file in SharedModels.Files("models", "*.tflite"))
        {
            Prove(file, TfLiteModel.Load(file));
        }
    }

    private void Prove(string file, ModelGraph graph)
    {
        var open = graph.Inputs.Where(input => input.Shape is not null)
            .SelectMany(input => input.Shape!.Select((dimension, i) => (dimension, key: dimension.Symbol ?? $"{input.Name}[{i}]")))
            .Where(pair => !pair.dimension.IsKnown).Select(pair => pair.key).Distinct().ToDictionary(key => key, _ => 1L);
        var result = Normaliser.Run(graph, new NormaliseOptions { Dimensions = open });
        var random = new Random(RandomTensor.Seed);
        var inputs = Enumerable.Range(0, 3)
            .Select(_ => result.Graph.Inputs.Select(input => RandomTensor.Of(random, input.Type, input.KnownShape.ToArray())).ToArray())
            .ToArray();
        var difference = EquivalenceProof.LargestDifference(graph, result.Graph, inputs);
        output.WriteLine(
            $"{Path.GetFileName(Path.GetDirectoryName(file)!)}/{Path.GetFileName(file)}: "
            + $"{graph.Nodes.Count} -> {result.Graph.Nodes.Count} nodes, "
            + $"difference {difference:G3} ({string.Join(", ", result.Steps.Select(step => $"{step.Changes} {step.Name}"))})");

        // Where ONNX Runtime itself has another kernel for the new form, it sums in another order: a matrix that became a constant and is
        // packed ahead (mnist.onnx), ReduceMean of opset 18.
        var isOtherKernel = Path.GetFileName(file) == "mnist.onnx" || file.Contains("test_reduce_mean", StringComparison.Ordinal);
        Assert.InRange(difference, 0, !result.Steps.All(step => step.IsExact) ? 1e-4 : isOtherKernel ? 2e-6 : 0);
    }
}
