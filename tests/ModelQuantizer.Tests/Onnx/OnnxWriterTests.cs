using System;
using System.Linq;
using Stethos.ModelQuantizer.Execution;
using Stethos.ModelQuantizer.Graph;
using Stethos.ModelQuantizer.Onnx;
using Stethos.ModelQuantizer.Tests.Kit;
using Stethos.OnnxRuntime;
using Xunit.Abstractions;

namespace Stethos.ModelQuantizer.Tests.Onnx;

public sealed class OnnxWriterTests(ITestOutputHelper output)
{
    [Fact]
    public void Made_graph_runs_in_onnx_runtime()
    {
        var graph = new ModelGraph("made");
        var x = graph.AddInput("x", ElementType.Float, Shape.Of(1, 2));
        var gemm = graph.Add("Gemm", "gemm", x, graph.AddConstant("w", TensorData.Floats([1, 2, 3, 4], 2, 2)), null);
        gemm.SetAttribute("transB", 1L);
        gemm.SetAttribute("alpha", 0.5f);
        gemm.Output.Type = ElementType.Float;
        gemm.Output.Shape = Shape.Of(1, 2);
        graph.AddOutput(gemm.Output);
        graph.Metadata["name"] = "made";

        using var runner = new GraphRunner(graph, OptimizationLevel.None);
        Assert.Equal([2.5f, 5.5f], runner.Run(TensorData.Floats([1, 2], 1, 2))[0].ToFloats());
        Assert.Equal(OnnxModel.Write(graph), OnnxModel.Write(graph.Clone()));
    }

    [Fact]
    public void Every_kind_of_attribute_survives()
    {
        var graph = new ModelGraph("attributes");
        var node = graph.Add("Custom", "c", [], [graph.AddTensor("y")], "my.domain");
        node.SetAttribute("f", 1.25f);
        node.SetAttribute("i", -3L);
        node.SetAttribute("s", "text");
        node.SetAttribute("t", TensorData.List(1, 2));
        node.SetAttribute("fs", new[] { 0.5f, -0f });
        node.SetAttribute("is", new[] { long.MinValue, 7 });
        node.SetAttribute("ss", AttributeValue.OfTexts(["a", ""]));
        graph.OtherOpsets["my.domain"] = 3;
        graph.AddOutput(node.Output);

        var bytes = OnnxModel.Write(graph);
        var read = OnnxModel.Parse(bytes, "m.onnx").Nodes[0];

        Assert.Equal("my.domain", read.Domain);
        Assert.Equal(
            node.Attributes.Select(pair => (pair.Key, pair.Value.ToString())),
            read.Attributes.Select(pair => (pair.Key, pair.Value.ToString())));
        Assert.Equal(bytes, OnnxModel.Write(OnnxModel.Parse(bytes, "m.onnx")));
        Assert.Throws<InvalidOperationException>(() => read.Attribute("f")!.Integer);
    }

    [Fact]
    public void Real_models_come_out_of_a_round_trip_equal_in_bytes_and_in_results()
    {
        var files = SharedModels.Files("models", "*.onnx").Concat(SharedModels.Files("conformance", "*.onnx")).ToArray();
        output.WriteLine($"{files.Length} models of the shared data");
        foreach (var file in files)
        {
            var graph = OnnxModel.Load(file);
            var once = OnnxModel.Write(graph);
            Assert.Equal(once, OnnxModel.Write(OnnxModel.Parse(once, file)));
            if (graph.OtherOpsets.Keys.Any(domain => graph.Nodes.Any(node => node.Domain == domain)))
            {
                continue;
            }

            using var original = OrtSession.FromFile(file);
            using var written = OrtSession.FromBytes(once, file);
            Assert.Equal(original.Outputs.Select(info => info.ToString()), written.Outputs.Select(info => info.ToString()));
        }
    }
}
