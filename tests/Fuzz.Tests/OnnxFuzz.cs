using System.Collections.Generic;
using Stethos.ModelQuantizer.Graph;
using Stethos.ModelQuantizer.Onnx;
using Stethos.Testing;
using Xunit.Abstractions;

namespace Stethos.Fuzz.Tests;

public sealed class OnnxFuzz(ITestOutputHelper output) : ModelFuzz(output)
{
    protected override ModelGraph Parse(byte[] file) => OnnxModel.Parse(file, "fuzz");

    protected override IReadOnlyList<byte[]> Corpus()
    {
        var graph = new ModelGraph("small");
        var x = graph.AddInput("x", ElementType.Float, new Shape(Dimension.Named("N"), 1, 4, 4));
        var conv = graph.Add("Conv", "conv", x, graph.AddConstant("w", TensorData.Floats(new float[9], 1, 1, 3, 3)));
        conv.SetAttribute("pads", new[] { 1L, 1, 1, 1 });
        conv.SetAttribute("auto_pad", "NOTSET");
        var clip = graph.Add(
            "Clip", "clip", conv.Output, graph.AddConstant("low", TensorData.Scalar(0)), graph.AddConstant("high", TensorData.Scalar(6)));
        var shape = graph.Add("Constant", "shape");
        shape.SetAttribute("value", TensorData.List(0, 16));
        var reshape = graph.Add("Reshape", "reshape", clip.Output, shape.Output);
        graph.AddOutput(graph.Add("Softmax", "softmax", reshape.Output).Output);
        graph.Metadata["key"] = "value";
        return [new WrittenModel { InputWidth = 3, OutputWidth = 2 }.Bytes(), OnnxModel.Write(graph)];
    }
}
