using System;
using System.IO;
using System.Linq;
using Stethos.Inference;
using Stethos.ModelQuantizer.Accuracy;
using Stethos.ModelQuantizer.Blob;
using Stethos.ModelQuantizer.Calibrate;
using Stethos.ModelQuantizer.Execution;
using Stethos.ModelQuantizer.Graph;
using Stethos.ModelQuantizer.Quantize;
using Stethos.ModelQuantizer.Tests.Kit;
using Stethos.OnnxRuntime;
using Stethos.Testing;
using Xunit.Abstractions;

namespace Stethos.ModelQuantizer.Tests.Blob;

/// <summary>From a model over our own quantizer to a device: every code equals ONNX Runtime's, on random and on real inputs.</summary>
public sealed class OwnModelTests(ITestOutputHelper output)
{
    private const int Runs = 64;
    private const int Seed = 20261121;

    [Fact]
    public void Small_networks_that_the_quantizer_coded_run_on_a_device()
    {
        Compile(SmallNetworks.Dense());
        Compile(SmallNetworks.Convolutional());
    }

    [Theory]
    [InlineData("bearing-condition-fp32.onnx")]
    [InlineData("bearing-condition.onnx")]
    public void Bearing_model_runs_on_a_device_with_its_standardising_inside(string file)
    {
        var windows = BearingWindows.Read();
        var (blob, coded) = Compile(Model("bearing-condition", file), windows.Samples);
        Assert.Equal(OperatorCode.ChannelLookup, blob.Program.Operations[0].Code);
        Assert.Equal("features", blob.Program.Inputs[0].Name);
        Equal(blob, coded, windows, 63);
    }

    [Theory]
    [InlineData("part-surface-fp32.onnx")]
    [InlineData("part-surface.onnx")]
    public void Surface_model_runs_on_a_device_behind_its_standardising(string file)
    {
        var pictures = Pictures();
        var (blob, coded) = Compile(Model("part-surface", file), pictures.Samples);
        Equal(blob, coded, pictures, 29);
    }

    private (ModelBlob Blob, ModelGraph Coded) Compile(ModelGraph source, ISampleSource? samples = null)
    {
        var graph = FloatForm.Prepare(source, null, decode: true);
        var coded = StaticQuantizer.Run(
            graph, Calibrator.Run(graph, samples ?? SmallNetworks.Samples(graph)), QuantizeOptions.Device).Graph;
        var blob = BlobCompiler.Compile(coded, new BlobOptions { ProofRuns = Runs });
        Assert.Equal(ModelErrorCode.None, new DeviceRunner(blob.Bytes, source.Name).Model.SelfTest());
        output.WriteLine(
            $"{source.Provenance.File}: {Runs} random inputs equal, {blob.Bytes.Length} bytes, "
            + string.Join(", ", blob.Program.Operations.Select(operation => operation.Code)));
        return (blob, coded);
    }

    // The codes that the model's own front makes of real inputs, through the blob and through ONNX Runtime.
    private void Equal(ModelBlob blob, ModelGraph coded, LabelledSet real, int leastRight)
    {
        var codes = Codes(blob, coded);
        var device = new DeviceRunner(blob.Bytes, coded.Name);
        using var runner = new FormRunner(blob.Form);
        var random = new Random(Seed);
        var compared = 0;
        var right = 0;
        for (var i = 0; i < real.Samples.Count + Runs; i++)
        {
            var input = new byte[device.Model.InputLength];
            random.NextBytes(input);
            if (i < real.Samples.Count)
            {
                input = codes(real.Samples.Read(i)[0]);
            }

            var (result, expected) = (device.Run(input), runner.Run(input));
            Assert.Equal(expected, result);
            compared += result.Length;
            sbyte[] signed = [.. result.Select(code => (sbyte)code)];
            right += i < real.Samples.Count && Array.IndexOf(signed, signed.Max()) == real.Labels[i] ? 1 : 0;
        }

        using var accuracy = new DeviceModelRunner("device", coded);
        Assert.Equal(right, RightOf(accuracy, real));
        output.WriteLine($"0 of {compared} codes differ (random from seed {Seed}); {right} of {real.Samples.Count} classes right");
        Assert.InRange(right, leastRight, real.Samples.Count);
    }

    private static int RightOf(DeviceModelRunner device, LabelledSet real) => Enumerable.Range(0, real.Samples.Count).Count(i =>
    {
        var answer = device.Run(real.Samples.Read(i));
        return Array.IndexOf(answer, answer.Max()) == real.Labels[i];
    });

    private static Func<TensorData, byte[]> Codes(ModelBlob blob, ModelGraph coded)
    {
        var port = blob.Program.Inputs[0];
        var first = coded.Find(port.Name)!;
        if (coded.IsInput(first))
        {
            return sample => [.. sample.ToFloats().Select(
                value => (byte)Math.Clamp(MathF.Round(value / port.Scale, MidpointRounding.ToEven) + port.ZeroPoint, -128, 127))];
        }

        var front = coded.Clone();
        front.SetOutput(0, front.Find(port.Name)!);
        front.RemoveUnused();
        return sample => Run(front, sample);
    }

    private static byte[] Run(ModelGraph front, TensorData sample)
    {
        using var runner = new GraphRunner(front, OptimizationLevel.None);
        return runner.Run(sample)[0].Bytes.ToArray();
    }

    private static LabelledSet Pictures()
    {
        const int side = 96 * 96;
        string[] classes = ["ok", "scratch", "dent", "stain", "missing"];
        var folder = RepositoryFiles.PathOf("gateway", "models", "part-surface");
        var grey = File.ReadAllBytes(Path.Combine(folder, "crops.u8"));
        var labels = File.ReadLines(Path.Combine(folder, "crops.csv")).Skip(1).Select(line => line.Split(',')[0]).ToArray();
        var samples = labels.Select(
            (_, i) => new[] { TensorData.Floats([.. grey.Skip(i * side).Take(side).Select(value => (float)value)], 1, side) });
        return new LabelledSet(SampleSet.Of([.. samples]), [.. labels.Select(label => Array.IndexOf(classes, label))]);
    }

    private static ModelGraph Model(string folder, string file)
    {
        var graph = ModelLoader.Load(RepositoryFiles.PathOf("gateway", "models", folder, file));
        foreach (var input in graph.Inputs)
        {
            input.Shape = input.Shape!.With(0, 1);
        }

        return graph;
    }
}
