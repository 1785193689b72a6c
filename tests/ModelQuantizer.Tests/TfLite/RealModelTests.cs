using System;
using System.Collections.Generic;
using System.Globalization;
using System.IO;
using System.Linq;
using System.Runtime.InteropServices;
using Stethos.ModelQuantizer.Execution;
using Stethos.ModelQuantizer.Graph;
using Stethos.ModelQuantizer.Tests.Kit;
using Stethos.ModelQuantizer.TfLite;
using Xunit.Abstractions;

namespace Stethos.ModelQuantizer.Tests.TfLite;

/// <summary>Published models against published results; nothing is compared when the shared data is absent, which is printed.</summary>
public sealed class RealModelTests(ITestOutputHelper output)
{
    private const string Models = "models/mlperf-tiny-tflite";

    [Fact]
    public void Keyword_spotting_equals_every_output_that_a_board_of_that_arithmetic_published()
    {
        if (Load(Models, "kws_ref_model.tflite") is not { } graph)
        {
            return;
        }

        using var runner = new GraphRunner(graph);
        var rows = File.ReadAllLines(SharedModels.File("models", "kws01", "published_familyB_ST_NUCLEO_L4R5ZI-P_v1.3.csv")!);
        var labels = File.ReadAllLines(SharedModels.File("models", "kws01", "y_labels.csv")!)
            .Select(line => line.Split(',')).ToDictionary(row => row[0], row => int.Parse(row[2], CultureInfo.InvariantCulture));
        var (right, compared, different) = (0, 0, 0);
        foreach (var row in rows.Select(row => row.Split(',')))
        {
            if (SharedModels.File("models", "kws01", row[0]) is not { } file)
            {
                continue;
            }

            var input = new TensorData(ElementType.Int8, runner.Inputs[0].Shape, File.ReadAllBytes(file));
            var codes = runner.Run(input)[0].ToIntegers();
            right += Array.IndexOf(codes, codes.Max()) == labels[row[0]] ? 1 : 0;
            compared++;

            // The board printed code / 256 with three decimals, which tells all 256 codes apart.
            different += codes.Zip(row.Skip(2)).Count(pair =>
                Math.Abs((pair.First + 128) / 256.0 - double.Parse(pair.Second, CultureInfo.InvariantCulture)) > 0.001);
        }

        output.WriteLine($"{compared} inputs, {different} outputs differ, accuracy {100.0 * right / compared:F1} %");
        Assert.Equal(500, compared);
        Assert.Equal(0, different);
        Assert.InRange(right, 445, 460);
    }

    [Theory]
    [InlineData("ad01_fp32.tflite", 9.70710781339692, 1e-5)]
    [InlineData("ad01_int8.tflite", 10.260287884484411, 0.02)]
    public void Anomaly_score_of_the_published_recording_is_the_published_one(string model, double published, double relative)
    {
        if (Load("conformance/toycar", model) is not { } graph)
        {
            return;
        }

        var bytes = File.ReadAllBytes(SharedModels.File("conformance", "toycar", "normal_id_01_00000000_hist_librosa.bin")!);
        var frames = MemoryMarshal.Cast<byte, float>(bytes).ToArray();
        using var runner = new GraphRunner(graph);
        var sum = 0.0;
        for (var window = 0; window < 196; window++)
        {
            var values = frames.AsSpan(window * 128, 640).ToArray();
            var result = Floats(runner.Run(Input(graph.Inputs[0], values))[0], graph.Outputs[0]);
            sum += values.Zip(result).Average(pair => Math.Pow((double)pair.First - pair.Second, 2));
        }

        output.WriteLine($"{model}: {sum / 196:R}, published {published}");
        Assert.InRange(sum / 196, published * (1 - relative), published * (1 + relative));
    }

    [Fact]
    public void Every_shared_model_is_imported_runs_and_follows_the_reference_kernels()
    {
        foreach (var golden in SharedModels.Files("models/golden-tflm", "*.in.bin"))
        {
            var name = Path.GetFileName(golden)[..^".in.bin".Length];
            var folder = new[] { Models, "models/tflm" }.First(folder => SharedModels.File(folder, $"{name}.tflite") is not null);
            var graph = Load(folder, $"{name}.tflite")!;
            using var runner = new GraphRunner(graph);
            var inputs = File.ReadAllBytes(golden);
            var expected = File.ReadAllBytes(golden.Replace(".in.bin", ".out.bin", StringComparison.Ordinal));
            var size = (int)graph.Inputs[0].KnownShape.ElementCount;
            var width = (int)graph.Outputs[0].KnownShape.ElementCount;
            var (worst, sum) = (0, 0);
            for (var i = 0; i < inputs.Length / size; i++)
            {
                var input = new TensorData(graph.Inputs[0].Type, graph.Inputs[0].KnownShape.ToArray(), inputs.AsMemory(i * size, size));
                var codes = runner.Run(input)[0].Bytes.Span;
                for (var j = 0; j < width; j++)
                {
                    var distance = Math.Abs((sbyte)codes[j] - (sbyte)expected[i * width + j]);
                    worst = Math.Max(worst, distance);
                    sum += distance;
                }
            }

            // Another arithmetic: on noise a softmax between two classes turns two codes of a logit into dozens.
            var mean = sum / (double)expected.Length;
            output.WriteLine($"{name}: at most {worst}, on average {mean:F2} codes from the other arithmetic");
            Assert.InRange(mean, 0, 4);
        }
    }

    [Fact]
    public void Float_and_integer_form_of_one_model_agree_on_pictures()
    {
        if (Load(Models, "pretrainedResnet.tflite") is not { } real || Load(Models, "pretrainedResnet_quant.tflite") is not { } codes)
        {
            return;
        }

        using var realRunner = new GraphRunner(real);
        using var codesRunner = new GraphRunner(codes);
        var files = SharedModels.Files("models/data-ic-calib", "*.bin").Take(200).ToArray();
        var agree = files.Count(file =>
        {
            var pixels = File.ReadAllBytes(file).Select(pixel => (float)pixel).ToArray();
            return Largest(realRunner.Run(Input(real.Inputs[0], pixels))[0]) == Largest(codesRunner.Run(Input(codes.Inputs[0], pixels))[0]);
        });
        output.WriteLine($"{agree} of {files.Length} pictures");
        Assert.InRange(agree, files.Length * 95 / 100, files.Length);
    }

    [Fact]
    public void Model_of_integer_weights_and_real_activations_runs_as_float()
    {
        if (Load(Models, "kws_ref_model_float32.tflite") is not { } graph)
        {
            return;
        }

        Assert.Contains(graph.Nodes, node => node.Is("DequantizeLinear") && node.Inputs[0]!.IsConstant);
        Assert.DoesNotContain(graph.Nodes, node => node.Is("QuantizeLinear"));
        using var runner = new GraphRunner(graph);
        var codes = Load(Models, "kws_ref_model.tflite")!;
        using var codesRunner = new GraphRunner(codes);
        var files = SharedModels.Files("models/kws01", "*.bin").Take(200).ToArray();
        var agree = files.Count(file =>
        {
            var input = new TensorData(ElementType.Int8, codesRunner.Inputs[0].Shape, File.ReadAllBytes(file));
            var values = Floats(input, codes.Inputs[0]);
            return Largest(runner.Run(Input(graph.Inputs[0], values))[0]) == Largest(codesRunner.Run(input)[0]);
        });
        output.WriteLine($"{agree} of {files.Length} recordings");
        Assert.InRange(agree, files.Length * 95 / 100, files.Length);
    }

    private ModelGraph? Load(string folder, string file)
    {
        if (SharedModels.File(folder, file) is { } path)
        {
            return TfLiteModel.Load(path);
        }

        output.WriteLine($"{folder}/{file} is absent: nothing was compared");
        return null;
    }

    private static int Largest(TensorData data)
    {
        var values = data.ToFloats();
        return Array.IndexOf(values, values.Max());
    }

    private static float[] Floats(TensorData data, Tensor tensor) => tensor.Quantization is { } codes && data.Type != ElementType.Float
        ? [.. data.ToIntegers().Select(code => (code - codes.ZeroPoints[0]) * codes.Scales[0])]
        : data.ToFloats();

    private static TensorData Input(Tensor tensor, IReadOnlyList<float> values)
    {
        var shape = tensor.KnownShape.ToArray();
        return tensor is { Type: ElementType.Int8, Quantization: { } codes }
            ? TensorData.Of<sbyte>(
                ElementType.Int8,
                [.. values.Select(value => (sbyte)Math.Clamp(MathF.Round(value / codes.Scales[0]) + codes.ZeroPoints[0], -128, 127))],
                shape)
            : TensorData.Floats([.. values], shape);
    }
}
