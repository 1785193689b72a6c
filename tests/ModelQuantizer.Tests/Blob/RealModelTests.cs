using System;
using System.Collections.Generic;
using System.Diagnostics;
using System.Globalization;
using System.IO;
using System.Linq;
using Stethos.Inference;
using Stethos.ModelQuantizer.Blob;
using Stethos.ModelQuantizer.Graph;
using Stethos.ModelQuantizer.Tests.Kit;
using Xunit.Abstractions;

namespace Stethos.ModelQuantizer.Tests.Blob;

/// <summary>
/// Device arithmetic on published models, against ONNX Runtime, TFLite's reference kernels and published boards: never a code of
/// difference. Nothing is compared when the shared data is absent, which is printed. STETHOS_FULL=1 takes all inputs instead of a few.
/// </summary>
public sealed class RealModelTests(ITestOutputHelper output)
{
    private const string Models = "models/mlperf-tiny-tflite";
    private const int Seed = 7;

    private static bool IsFull => Environment.GetEnvironmentVariable("STETHOS_FULL") == "1";

    [Theory]
    [InlineData("kws_ref_model.tflite", "models/kws01", 500, 40)]
    [InlineData("pretrainedResnet_quant.tflite", "models/data-ic-calib", 500, 4)]
    [InlineData("ad01_int8.tflite", "", 1000, 60)]
    [InlineData("vww_96_int8.tflite", "", 200, 4)]
    [InlineData("str_ww_ref_model.tflite", "", 500, 30)]
    [InlineData("strm_ww_int8.tflite", "", 500, 20)]
    public void Arithmetic_B_equals_ONNX_Runtime_in_every_code(string file, string data, int all, int few)
    {
        if (Load(Models, file) is not { } graph)
        {
            return;
        }

        var blob = BlobCompiler.Compile(graph, new BlobOptions { ProofRuns = 2 });
        var device = new DeviceRunner(blob.Bytes, file);
        using var runner = new FormRunner(blob.Form);
        var (runs, codes, different) = (0, 0, 0);
        var clock = Stopwatch.StartNew();
        foreach (var input in Inputs(blob, data, IsFull ? all : few))
        {
            var expected = runner.Run(input);
            var result = device.Run(input);
            runs++;
            codes += result.Length;
            different += expected.Zip(result).Count(pair => pair.First != pair.Second);
        }

        output.WriteLine(
            $"{file}: {runs} inputs, {codes} codes, {different} differ; blob {blob.Bytes.Length} B, arena {blob.Program.ArenaLength} B "
            + $"+ {blob.Program.ScratchLength} B scratch, {device.Model.MacCount} MACs, {clock.Elapsed.TotalSeconds:F1} s");
        Assert.Equal(0, different);
        Assert.Equal(ModelErrorCode.None, device.Model.SelfTest());
    }

    [Fact]
    public void Arithmetic_A_equals_the_reference_kernels_in_every_code()
    {
        foreach (var golden in SharedModels.Files("models/golden-tflm", "*.in.bin"))
        {
            var name = Path.GetFileName(golden)[..^".in.bin".Length];
            var folder = new[] { Models, "models/tflm" }.First(folder => SharedModels.File(folder, $"{name}.tflite") is not null);
            var blob = BlobCompiler.Compile(Load(folder, $"{name}.tflite")!, new BlobOptions { Arithmetic = Arithmetic.A, ProofRuns = 0 });
            var device = new DeviceRunner(blob.Bytes, name);
            var inputs = File.ReadAllBytes(golden);
            var expected = File.ReadAllBytes(golden.Replace(".in.bin", ".out.bin", StringComparison.Ordinal));
            var size = device.Model.InputLength;
            var runs = inputs.Length / size;
            runs = IsFull ? runs : Math.Min(runs, 4);
            byte[] results = [.. Enumerable.Range(0, runs).SelectMany(i => device.Run(inputs.AsSpan(i * size, size)))];
            var different = results.Zip(expected).Count(pair => pair.First != pair.Second);
            output.WriteLine($"{name}: {runs} inputs, {results.Length} codes, {different} differ");
            Assert.Equal(0, different);
            Assert.Equal(inputs.Length / size, expected.Length / device.Model.OutputLength);
        }
    }

    [Theory]
    [InlineData(Arithmetic.A, "published_familyA_reference_TFLM_L4R5ZI_v0.5.csv")]
    [InlineData(Arithmetic.B, "published_familyB_ST_NUCLEO_L4R5ZI-P_v1.3.csv")]
    public void Keyword_spotting_equals_every_output_that_a_board_published(Arithmetic arithmetic, string published)
    {
        if (Load(Models, "kws_ref_model.tflite") is not { } graph)
        {
            return;
        }

        var device = new DeviceRunner(
            BlobCompiler.Compile(graph, new BlobOptions { Arithmetic = arithmetic, ProofRuns = 2 }).Bytes, "kws");
        var (compared, different) = (0, 0);
        foreach (var row in File.ReadAllLines(SharedModels.File("models", "kws01", published)!).Select(line => line.Split(',')))
        {
            if (compared >= (IsFull ? 500 : 40) || SharedModels.File("models", "kws01", row[0]) is not { } file)
            {
                continue;
            }

            compared++;

            // The board printed code / 256 with three decimals, which tells all 256 codes apart.
            different += device.Run(File.ReadAllBytes(file)).Zip(row.Skip(2)).Count(pair =>
                Math.Abs(((sbyte)pair.First + 128) / 256.0 - double.Parse(pair.Second, CultureInfo.InvariantCulture)) > 0.001);
        }

        output.WriteLine($"arithmetic {arithmetic}: {compared} inputs, {different} outputs differ from {published}");
        Assert.InRange(compared, 40, 500);
        Assert.Equal(0, different);
    }

    private IEnumerable<byte[]> Inputs(ModelBlob blob, string data, int count)
    {
        if (data.Length > 0)
        {
            // Pictures hold bytes from 0 to 255, recordings the codes themselves.
            var flip = data.EndsWith("calib", StringComparison.Ordinal) ? 0x80 : 0;
            return SharedModels.Files(data, "*.bin").Take(count).Select(
                file => File.ReadAllBytes(file).Select(code => (byte)(code ^ flip)).ToArray());
        }

        output.WriteLine($"random inputs, seed {Seed}");
        var random = new Random(Seed);
        return Enumerable.Range(0, count).Select(_ =>
        {
            var codes = new byte[blob.Program.Inputs[0].Value.Count];
            random.NextBytes(codes);
            return codes;
        });
    }

    private ModelGraph? Load(string folder, string file)
    {
        if (SharedModels.File(folder, file) is { } path)
        {
            return ModelLoader.Load(path);
        }

        output.WriteLine($"{folder}/{file} is absent: nothing was compared");
        return null;
    }
}
