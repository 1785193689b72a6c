using System.Collections.Generic;
using System.Linq;
using Stethos.ModelQuantizer.Graph;
using Stethos.ModelQuantizer.Inspect;
using Stethos.ModelQuantizer.Tests.Kit;
using Xunit.Abstractions;

namespace Stethos.ModelQuantizer.Tests.Inspect;

public sealed class InspectorTests(ITestOutputHelper output)
{
    [Theory]
    [InlineData("models/mlperf-tiny-tflite/ad01_int8.tflite", 264_192, 270_880, ModelKind.Quantized)]
    [InlineData("models/mlperf-tiny-tflite/kws_ref_model.tflite", 2_656_768, 24_368, ModelKind.Quantized)]
    [InlineData("models/mlperf-tiny-tflite/kws_ref_model_float32.tflite", 2_656_768, 0, ModelKind.Hybrid)]
    [InlineData("models/mlperf-tiny-tflite/str_ww_ref_model.tflite", 826_368, 0, ModelKind.Quantized)]
    [InlineData("models/mlperf-tiny-tflite/pretrainedResnet_quant.tflite", 12_501_632, 0, ModelKind.Quantized)]
    [InlineData("models/mlperf-tiny-tflite/pretrainedResnet.tflite", 12_501_632, 0, ModelKind.Float)]
    [InlineData("models/mlperf-tiny-tflite/vww_96_int8.tflite", 7_489_664, 0, ModelKind.Quantized)]
    [InlineData("models/tflm/person_detect.tflite", 7_157_888, 0, ModelKind.Quantized)]
    [InlineData("models/tflm/micro_speech_quantized.tflite", 336_000, 0, ModelKind.Quantized)]
    public void Figures_of_published_models_are_the_known_ones(string file, long macs, long bytes, ModelKind kind)
    {
        if (SharedModels.File(file) is not { } path)
        {
            output.WriteLine($"{file} is absent: nothing was compared");
            return;
        }

        var report = Inspector.Inspect(ModelLoader.Load(path));
        output.WriteLine($"{report.Macs} MACs, {report.ParameterBytes} bytes");
        Assert.Equal(macs, report.Macs);
        Assert.Equal(kind, report.Kind);
        Assert.Empty(report.Unsupported);
        Assert.True(bytes == 0 || report.ParameterBytes == bytes, $"{report.ParameterBytes} bytes");
    }

    [Fact]
    public void Products_are_counted()
    {
        var graph = new ModelGraph("g");
        var x = graph.AddInput("x", ElementType.Float, Shape.Of(1, 4, 8, 8));
        var conv = graph.Add("Conv", "conv", x, Weights(graph, 6, 2, 3, 3));
        conv.SetAttribute("group", 2L);
        var up = graph.Add("ConvTranspose", "up", conv.Output, Weights(graph, 6, 3, 2, 2));
        var flat = graph.Add("Flatten", "flat", up.Output);
        var gemm = graph.Add("Gemm", "gemm", flat.Output, Weights(graph, 3 * 7 * 7, 5), Weights(graph, 5));
        var product = graph.Add("MatMul", "product", gemm.Output, Weights(graph, 5, 2));
        graph.AddOutput(product.Output);

        var report = Inspector.Inspect(graph);

        Assert.Equal(
            [6 * 36 * 2 * 9, 6 * 36 * 3 * 4, 0, 147 * 5, 10], report.Nodes.Select(node => node.Macs!.Value));
        Assert.Equal(108 + 72 + 735 + 5 + 10, report.Parameters);
        Assert.Equal(report.Nodes.Sum(node => node.Macs), report.Macs);
        Assert.Equal(ModelKind.Float, report.Kind);
    }

    [Fact]
    public void Open_shapes_and_unsupported_nodes_are_reported_and_not_refused()
    {
        var graph = new ModelGraph("g");
        var x = graph.AddInput("x", ElementType.Float, new Shape(Dimension.Named("N"), 4));
        var gemm = graph.Add("Gemm", "gemm", x, Weights(graph, 4, 2));
        graph.AddOutput(gemm.Output);
        Assert.Null(Inspector.Inspect(graph).Macs);
        Assert.Equal(16, Inspector.Inspect(graph, new Dictionary<string, long> { ["N"] = 2 }).Macs);

        graph.AddOutput(graph.Add("GRU", "gru", x, x, x).Output);
        graph.AddOutput(graph.Add("If", "if", x).Output);
        Assert.Equal(
            ["GRU 'gru'", "If 'if'"],
            Inspector.Inspect(graph).Unsupported.Select(text => string.Join(' ', text.Split(' ')[..2])));
    }

    private static Tensor Weights(ModelGraph graph, params long[] shape) =>
        graph.AddConstant("w", TensorData.Floats(new float[Shape.Of(shape).ElementCount], shape));
}
