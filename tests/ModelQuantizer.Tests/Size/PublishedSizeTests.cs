using Stethos.ModelQuantizer.Normalise;
using Stethos.ModelQuantizer.Size.Check;
using Stethos.ModelQuantizer.Size.Operators;
using Stethos.ModelQuantizer.Tests.Kit;
using Xunit.Abstractions;

namespace Stethos.ModelQuantizer.Tests.Size;

/// <summary>
/// Sizes of real models against figures published for them and measured on other runtimes. Published constants include the shape that a
/// Reshape is given (8 or 16 bytes), which a device does not store.
/// </summary>
public sealed class PublishedSizeTests(ITestOutputHelper output)
{
    [Theory]
    [InlineData("mlperf-tiny-tflite/ad01_int8.tflite", 768, 768, 264_192, 270_880)]
    [InlineData("mlperf-tiny-tflite/kws_ref_model.tflite", 16_000, 16_000, 2_656_768, 24_376 - 8)]
    [InlineData("mlperf-tiny-tflite/str_ww_ref_model.tflite", 6_656, 6_656, 826_368, 49_420 - 8)]
    [InlineData("mlperf-tiny-tflite/pretrainedResnet_quant.tflite", 49_152, 49_152, 12_501_632, 78_752 - 8)]
    [InlineData("mlperf-tiny-tflite/vww_96_int8.tflite", 55_296, 64_512, 7_489_664, 219_072 - 8)]
    [InlineData("tflm/person_detect.tflite", 55_296, 55_296, 7_157_888, 218_928 - 8)]
    [InlineData("tflm/micro_speech_quantized.tflite", 5_968, 5_968, 336_000, 16_704 - 16)]
    public void The_arena_is_the_published_lower_bound(string file, long bytes, long greedy, long macs, long constants)
    {
        if (SharedModels.File(["models", .. file.Split('/')]) is not { } path)
        {
            output.WriteLine("the shared models are absent");
            return;
        }

        var model = SizedModelReader.Read(Normaliser.Run(ModelLoader.Load(path)).Graph);
        var plan = ArenaOf.Plan(model);
        output.WriteLine($"{plan.Bytes} bytes, greedy {plan.GreedyBytes}, {plan.Swaps} swaps");
        Assert.Equal((bytes, bytes, greedy), (plan.LowerBound, plan.Bytes, plan.GreedyBytes));
        Assert.Equal((macs, constants), (model.Macs, model.ConstantBytes));
        Assert.False(model.HasFloats);
    }

    [Theory]
    [InlineData("mlperf-tiny-tflite/ad01_int8.tflite")]
    [InlineData("mlperf-tiny-tflite/kws_ref_model.tflite")]
    [InlineData("mlperf-tiny-tflite/str_ww_ref_model.tflite")]
    [InlineData("tflm/micro_speech_quantized.tflite")]
    public void What_is_counted_is_what_the_compiler_makes(string file)
    {
        if (SharedModels.File(["models", .. file.Split('/')]) is not { } path)
        {
            output.WriteLine("the shared models are absent");
            return;
        }

        var source = ModelLoader.Load(path);
        var model = SizedModelReader.Read(Normaliser.Run(source).Graph);
        var plan = ArenaOf.Plan(model);
        var device = DeviceSize.Of(source);
        var (flash, ram) = (FlashSize.OfBlob(model), RamSize.OnDevice(model, plan));
        output.WriteLine($"flash {device.Flash} counted {flash}; scratch {device.ScratchBytes} counted {ram.Scratch}");
        Assert.Null(device.Refusal);
        Assert.Equal(device.Flash!.Weights, flash.Weights);
        Assert.InRange(flash.Total, 0.97 * device.Flash.Total, 1.03 * device.Flash.Total);
        Assert.InRange(plan.Bytes, device.ArenaBytes, device.ArenaBytes + 16 * model.Values.Count);
        Assert.InRange(ram.Scratch, device.ScratchBytes, 2 * device.ScratchBytes + 16);
    }
}
