using System;
using System.Linq;
using Stethos.Benchmarks.Kit;
using Stethos.ModelQuantizer.Blob;
using Stethos.ModelQuantizer.Graph;

namespace Stethos.Benchmarks.Device;

/// <summary>Nanoseconds per multiplication of the device's kernels on .NET, against plain loops in C over the same blob.</summary>
internal sealed class DeviceBenchmark : IBenchmark
{
    private const int Rounds = 15;

    public string Name => "inference-device";

    public string Purpose => "the device's int8 kernels on .NET against plain loops in C";

    public void Run(Report report)
    {
        Measure(report, "fully connected 256 to 64", DeviceLayer.Dense(256, 64));
        Measure(report, "convolution 3x3, 16 to 16", DeviceLayer.Map([1, 12, 12, 16], [16, 16, 3, 3], 1, 1));
        Measure(report, "convolution 1x1, 32 to 32", DeviceLayer.Map([1, 12, 12, 32], [32, 32, 1, 1], 0, 1));
        Measure(report, "depthwise 3x3, 32", DeviceLayer.Map([1, 12, 12, 32], [32, 1, 3, 3], 1, 32));
    }

    private static void Measure(Report report, string name, ModelGraph layer)
    {
        var blob = BlobCompiler.Compile(layer);
        var device = new DeviceRunner(blob.Bytes, name);
        var floor = new DeviceFloor(blob);
        var input = new byte[device.Model.InputLength];
        new Random(1).NextBytes(input);
        var output = new byte[device.Model.OutputLength];
        device.Model.Run(input, 0, output, 0);
        if (!floor.Run(input).SequenceEqual(output))
        {
            throw new BenchmarkException($"{name}: C# and C differ");
        }

        void Next() => device.Model.Run(input, 0, output, 0);
        var seconds = Timing.Alternate(Rounds, Timing.Loop(Next), floor.Time);
        var perMac = 1e9 / device.Model.MacCount;
        report.Add($"{name}: C# / C", Spread.OfRatios(seconds[1], seconds[0]), "");
        report.Add($"{name}: C# per MAC", Spread.Of(seconds[0]).Scaled(perMac), "ns");
        report.Add($"{name}: C per MAC", Spread.Of(seconds[1]).Scaled(perMac), "ns");
        report.Add($"{name}: allocated per run", Timing.AllocatedBytes(Next), "B", Goal.AtMost(0));
    }
}
