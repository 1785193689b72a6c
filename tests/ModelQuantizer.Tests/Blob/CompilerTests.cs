using System;
using System.IO;
using System.Linq;
using Stethos.Inference;
using Stethos.ModelQuantizer.Blob;
using Stethos.ModelQuantizer.Blob.Lowering;
using Stethos.ModelQuantizer.Cli;
using Stethos.ModelQuantizer.Graph;
using Stethos.ModelQuantizer.Onnx;
using Stethos.ModelQuantizer.Tests.Kit;
using Stethos.Testing;
using Xunit.Abstractions;

namespace Stethos.ModelQuantizer.Tests.Blob;

/// <summary>What the compiler refuses, what it keeps apart, and the commands around it.</summary>
public sealed class CompilerTests(ITestOutputHelper output)
{
    // Node tests of ONNX whose operator a device runs; the others here are float or dynamic.
    private static readonly string[] NodeTests =
    [
        "test_qlinearconv", "test_qlinearmatmul_2D_uint8_float32", "test_qlinearmatmul_2D_int8_float32",
    ];

    [Fact]
    public void Buffers_in_use_at_one_time_do_not_overlap()
    {
        var g = new CodeGraph(1);
        var x = g.Input(1, 4, 6, 6);
        var a = g.Quantize(g.Conv(x, [8, 4, 3, 3]).Output, 0.2f);
        var b = g.Quantize(g.Conv(x, [8, 4, 3, 3]).Output, 0.15f);
        var program = BlobCompiler.Compile(
            g.Ending(g.Quantize(g.Graph.Add("Add", "add", g.Real(a), g.Real(b)).Output, 0.3f))).Program;
        foreach (var one in program.Buffers)
        {
            Assert.InRange(one.Place + one.Length, one.Length, program.ArenaLength);
            foreach (var other in program.Buffers.Where(other => other != one && one.First <= other.Last && other.First <= one.Last))
            {
                var isApart = one.Place + one.Length <= other.Place || other.Place + other.Length <= one.Place;
                Assert.True(isApart, $"{one.Name} and {other.Name}");
            }
        }

        Assert.Equal(program.ArenaLowerBound, program.ArenaLength);
    }

    [Fact]
    public void The_same_model_gives_the_same_bytes()
    {
        byte[] Blob() => BlobCompiler.Compile(Small()).Bytes;
        Assert.Equal(Blob(), Blob());
    }

    [Fact]
    public void Damaged_weight_is_noticed_by_the_self_test()
    {
        var bytes = BlobCompiler.Compile(Small()).Bytes;
        var model = new Model();
        Assert.Equal(ModelErrorCode.None, model.Prepare(bytes, 0, bytes.Length, 1000, true));
        bytes[BitConverter.ToInt32(bytes, BitConverter.ToInt32(bytes, ModelFormat.OperatorsAt) + 20)] ^= 0x40;
        Assert.Equal(ModelErrorCode.SelfTestFailed, model.SelfTest());
        Assert.Equal(ModelErrorCode.WrongHash, model.Prepare(bytes, 0, bytes.Length, 1000, true));
    }

    [Fact]
    public void Refusals_name_operator_node_and_advice()
    {
        var g = new CodeGraph(1);
        var x = g.Input(1, 8);
        Assert.Contains("Sin 'sine' cannot run on a device: there is no kernel for it; use Relu", Refused(
            g.Ending(g.Quantize(g.Graph.Add("Sin", "sine", g.Real(x)).Output, 0.1f))), StringComparison.Ordinal);

        g = new CodeGraph(1);
        Assert.Contains("its result is never quantized; quantize the outputs too", Refused(
            g.Ending(g.Gemm(g.Input(1, 8), 8, 4, true, true).Output)), StringComparison.Ordinal);

        var graph = new ModelGraph("float");
        graph.AddOutput(graph.Add("Relu", "relu", graph.AddInput("x", ElementType.Float, Shape.Of(1, 4))).Output);
        Assert.Contains("'x' is Float, a device takes 8-bit codes", Refused(graph), StringComparison.Ordinal);

    }

    [Fact]
    public void Float_input_that_is_standardised_and_quantized_becomes_codes()
    {
        var graph = new ModelGraph("standardised");
        var x = graph.AddInput("x", ElementType.Float, Shape.Of(1, 6));
        var centred = graph.Add("Sub", "sub", x, graph.AddConstant("mean", TensorData.Scalar(3))).Output;
        var scale = graph.AddConstant("scale", TensorData.Scalar(0.1f));
        var zero = graph.AddConstant("zero", TensorData.Of<byte>(ElementType.UInt8, [100]));
        var codes = graph.Add("QuantizeLinear", "q", centred, scale, zero).Output;
        var real = graph.Add("DequantizeLinear", "dq", codes, scale, zero).Output;
        var relu = graph.Add("Relu", "relu", real).Output;
        var last = graph.Add("QuantizeLinear", "q2", relu, scale, zero).Output;
        graph.AddOutput(graph.Add("DequantizeLinear", "last", last, scale, zero).Output);
        var model = new DeviceRunner(BlobCompiler.Compile(graph).Bytes, "standardised").Model;
        Assert.Equal((6, 6, 0.1f, 100), (model.InputLength, model.OutputLength, model.Input(0).Scale, model.Input(0).ZeroPoint));
    }

    [Fact]
    public void Codes_of_every_layer_equal_ONNX_Runtime()
    {
        string[] names = ["kws_ref_model.tflite", "pretrainedResnet_quant.tflite", "vww_96_int8.tflite", "strm_ww_int8.tflite"];
        var files = SharedModels.Files("models/mlperf-tiny-tflite", "*.tflite");
        foreach (var file in files.Where(file => names.Contains(Path.GetFileName(file))))
        {
            var form = DeviceForm.Of(ModelLoader.Load(file));
            foreach (var codes in form.Nodes.Where(node => node.Is("QuantizeLinear")).Select(node => node.Output).ToArray())
            {
                if (!form.IsOutput(codes))
                {
                    form.AddOutput(codes);
                }
            }

            var program = Lowerer.Run(form, Arithmetic.B);
            Places.Plan(program);
            var device = new DeviceRunner(BlobWriter.Write(program, "", []), file);
            using var runner = new FormRunner(form);
            var input = new byte[device.Model.InputLength];
            new Random(3).NextBytes(input);
            var (results, expected) = (device.Run(input), runner.Run(input));
            var different = results.Zip(expected).Count(pair => pair.First != pair.Second);
            output.WriteLine($"{Path.GetFileName(file)}: {form.Outputs.Count} layers, {results.Length} codes, {different} differ (seed 3)");
            Assert.Equal(0, different);
        }
    }

    [Fact]
    public void Node_tests_of_ONNX_give_their_outputs()
    {
        foreach (var name in NodeTests)
        {
            if (SharedModels.File("conformance", "onnx_node", name, "model.onnx") is not { } file)
            {
                output.WriteLine($"{name} is absent: nothing was compared");
                continue;
            }

            // Scales and weights are inputs in these files and constants in a model.
            var graph = OnnxModel.Load(file);
            var data = Path.Combine(Path.GetDirectoryName(file)!, "test_data_set_0");
            var values = Enumerable.Range(0, graph.Inputs.Count).Select(i => Value(Path.Combine(data, $"input_{i}.pb"))).ToArray();
            foreach (var (tensor, i) in graph.Inputs.ToArray().Select((tensor, i) => (tensor, i)).Skip(1))
            {
                graph.RemoveInput(tensor);
                tensor.Constant = values[i];
            }

            var blob = BlobCompiler.Compile(graph, new BlobOptions { ProofRuns = 8 });
            var result = new DeviceRunner(blob.Bytes, name).Run(values[0].Bytes.Span);
            Assert.Equal(Value(Path.Combine(data, "output_0.pb")).Bytes.ToArray(), result);
            output.WriteLine($"{name}: {result.Length} codes equal");
        }
    }

    [Fact]
    public void Convert_and_verify_work_on_files()
    {
        using var folder = new TemporaryFolder();
        var model = Path.Combine(folder.Path, "small.onnx");
        var blob = Path.Combine(folder.Path, "small.nqm");
        OnnxModel.Save(Small(), model);
        Assert.Equal((0, ""), Run("convert", model, "-o", blob));
        Assert.Equal((0, ""), Run("verify", blob));
        Assert.Equal((0, ""), Run("verify", blob, "--against", model));
        OnnxModel.Save(Small(2), model);
        Assert.Equal((1, ""), Run("verify", blob, "--against", model));
        File.WriteAllBytes(blob, [.. File.ReadAllBytes(blob).SkipLast(1)]);
        var (code, error) = Run("verify", blob);
        Assert.Equal(2, code);
        Assert.Contains("the firmware refuses the blob: WrongLength", error, StringComparison.Ordinal);
        Assert.Equal(2, Run("convert", blob, "-o", Path.Combine(folder.Path, "no.nqm")).Code);
        Assert.False(File.Exists(Path.Combine(folder.Path, "no.nqm")));
    }

    private (int Code, string Error) Run(params string[] arguments)
    {
        using var error = new StringWriter();
        using var text = new StringWriter();
        var code = QuantizerCommandLine.Run(arguments, text, error);
        output.WriteLine(text.ToString());
        return (code, error.ToString());
    }

    private static TensorData Value(string file) =>
        new OnnxTensorReader(new ExternalData(null)).Read(new WireReader(File.ReadAllBytes(file))).Data;

    private static ModelGraph Small(int seed = 1)
    {
        var g = new CodeGraph(seed);
        return g.Ending(g.Quantize(g.Gemm(g.Input(1, 24), 24, 10, true, true).Output, 0.2f));
    }

    private static string Refused(ModelGraph graph) => Assert.Throws<ModelException>(() => BlobCompiler.Compile(graph)).Message;
}
