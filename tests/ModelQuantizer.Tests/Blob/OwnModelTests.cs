using System.Collections.Generic;
using System.IO;
using System.Linq;
using Stethos.Inference;
using Stethos.ModelQuantizer.Blob;
using Stethos.ModelQuantizer.Calibrate;
using Stethos.ModelQuantizer.Graph;
using Stethos.ModelQuantizer.Quantize;
using Stethos.ModelQuantizer.Tests.Kit;
using Stethos.Testing;
using Xunit.Abstractions;

namespace Stethos.ModelQuantizer.Tests.Blob;

/// <summary>From a float model over our own quantizer to a device: every code equals ONNX Runtime's on random inputs.</summary>
public sealed class OwnModelTests(ITestOutputHelper output)
{
    private const int Runs = 64;

    [Fact]
    public void Small_networks_that_the_quantizer_coded_run_on_a_device()
    {
        Compile(SmallNetworks.Dense());
        Compile(SmallNetworks.Convolutional());
    }

    [Fact]
    public void Bearing_model_runs_on_a_device_behind_its_standardising() => Compile(
        Model("bearing-condition"), "Sub_centred", "Mul_scaled", "Clip_standardised");

    [Fact]
    public void Surface_model_runs_on_a_device_behind_its_standardising() => Compile(
        Model("part-surface"), "ReduceMean_mean", "Sub_centred", "Mul_square", "ReduceMean_power", "Sqrt_deviation", "Add_spread",
        "Div_scaled", "Clip_standardised", "Reshape_picture");

    private void Compile(ModelGraph source, params string[] staysFloat)
    {
        var graph = FloatForm.Prepare(source);
        var options = QuantizeOptions.Device with { Exclude = new HashSet<string>(staysFloat) };
        var coded = StaticQuantizer.Run(graph, Calibrator.Run(graph, SmallNetworks.Samples(graph)), options).Graph;
        var blob = BlobCompiler.Compile(coded, new BlobOptions { ProofRuns = Runs });
        Assert.Equal(ModelErrorCode.None, new DeviceRunner(blob.Bytes, source.Name).Model.SelfTest());
        output.WriteLine(
            $"{source.Name}: {Runs} random inputs equal, {blob.Bytes.Length} bytes, "
            + string.Join(", ", blob.Program.Operations.Select(operation => operation.Code)));
    }

    private static ModelGraph Model(string name)
    {
        var graph = ModelLoader.Load(Path.Combine(RepositoryFiles.Root, "gateway", "models", name, $"{name}-fp32.onnx"));
        foreach (var input in graph.Inputs)
        {
            input.Shape = input.Shape!.With(0, 1);
        }

        return graph;
    }
}
