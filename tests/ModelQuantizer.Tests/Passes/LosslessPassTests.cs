using System;
using System.Linq;
using Stethos.ModelQuantizer.Calibrate;
using Stethos.ModelQuantizer.Graph;
using Stethos.ModelQuantizer.Normalise;
using Stethos.ModelQuantizer.Passes;
using Stethos.ModelQuantizer.Quantize;
using Stethos.ModelQuantizer.Tests.Kit;
using Xunit.Abstractions;

namespace Stethos.ModelQuantizer.Tests.Passes;

public sealed class LosslessPassTests(ITestOutputHelper output)
{
    [Fact]
    public void Visual_wake_words_answers_the_same_on_real_pictures()
    {
        if (!TinyTasks.ArePresent)
        {
            return;
        }

        var model = Normaliser.Run(ModelLoader.Load(TinyTasks.Model("vww_96_int8.tflite"))).Graph;
        var codes = model.Inputs[0].Quantization!;
        var pictures = SampleSet.Spread(TinyTasks.WakeWords().Samples, FullRun.IsAsked ? 500 : 60);
        var inputs = Enumerable.Range(0, pictures.Count).Select(i => new[]
        {
            TensorData.Of<sbyte>(
                ElementType.Int8,
                [.. pictures.Read(i)[0].ToFloats().Select(value => (sbyte)(MathF.Round(value / codes.Scales[0]) + codes.ZeroPoints[0]))],
                1, 96, 96, 3),
        }).ToList();
        Assert.Equal(0, LosslessPasses.Prove(model, LosslessPasses.Run(model).Graph, inputs));
        Assert.Equal(0, LosslessPasses.Prove(model, LosslessPasses.Run(model, 16).Graph, inputs));
    }

    [Fact]
    public void Dead_channels_of_a_small_network_go_and_its_codes_stay()
    {
        var source = SmallNetworks.Convolutional();
        var weights = source.Find("first_w")!.Constant!.ToFloats();
        Array.Clear(weights, 27, 54);
        source.Find("first_w")!.Constant = TensorData.Floats(weights, 8, 3, 3, 3);
        source.Find("first_b")!.Constant = TensorData.Floats([0.1f, -1, -2, 0.3f, 0, 0, 0, 0.2f], 8);
        var graph = FloatForm.Prepare(source);
        var coded = StaticQuantizer.Run(graph, Calibrator.Run(graph, SmallNetworks.Samples(graph)), QuantizeOptions.Device).Graph;
        Assert.Empty(LosslessPasses.Run(coded).DeadChannels);

        // With one reader behind the depthwise layer the two channels without weights can go.
        var chain = Chain(weights);
        var result = LosslessPasses.Run(chain);
        Assert.Equal(2, result.DeadChannels["first"]);
        Assert.Equal(6, result.Graph.Nodes.Single(node => node.Name == "depth").Integer("group", 0));
        var samples = Enumerable.Range(0, 20).Select(i => new[] { RandomTensor.Of(new Random(i), ElementType.Int8, [1, 3, 12, 12]) });
        Assert.Equal(0, LosslessPasses.Prove(chain, result.Graph, [.. samples]));
        Assert.Empty(LosslessPasses.Run(chain, 8).DeadChannels);
    }

    [Fact]
    public void Channels_that_lead_to_a_float_result_can_be_left_alone()
    {
        var source = SmallNetworks.Convolutional();
        var weights = source.Find("first_w")!.Constant!.ToFloats();
        Array.Clear(weights, 27, 54);
        var chain = Chain(weights);
        Assert.Equal(2, LosslessPasses.Run(chain, codesOnly: true).DeadChannels["first"]);

        // The last layer's codes are read as floats only: nothing rounds what fewer summands change.
        var last = chain.Producer(chain.Outputs[0])!;
        chain.SetOutput(0, last.RequiredInput(0));
        chain.RemoveUnused();
        Assert.Empty(LosslessPasses.Run(chain, codesOnly: true).DeadChannels);
        Assert.Equal(2, LosslessPasses.Run(chain).DeadChannels["first"]);
    }

    [Fact]
    public void Equal_constants_become_one()
    {
        var graph = new ModelGraph("twice");
        var x = graph.AddInput("x", ElementType.Float, Shape.Of(1, 4));
        var one = SmallNetworks.Constant(graph, "one", [1, 2, 3, 4], 1, 4);
        var two = SmallNetworks.Constant(graph, "two", [1, 2, 3, 4], 1, 4);
        var add = graph.Add("Add", "add", x, one);
        graph.Add("Relu", "dead", x);
        graph.AddOutput(graph.Add("Mul", "mul", add.Output, two).Output);
        var result = LosslessPasses.Run(graph);
        Assert.Equal((1, 1), (result.DuplicateConstants, result.DeadNodes));
        Assert.Equal(0, LosslessPasses.Prove(graph, result.Graph, [[TensorData.Floats([1, 2, 3, 4], 1, 4)]]));
    }

    private static ModelGraph Chain(float[] first)
    {
        var random = new Random(RandomTensor.Seed);
        var graph = new ModelGraph("chain");
        var x = graph.AddInput("x", ElementType.Float, Shape.Of(1, 3, 12, 12));
        var start = SmallNetworks.Conv(graph, random, "first", x, 8, 3, 3);
        graph.Find("first_w")!.Constant = TensorData.Floats(first, 8, 3, 3, 3);
        graph.Find("first_b")!.Constant = TensorData.Floats([0.1f, -1, -2, 0.3f, 0, 0, 0, 0.2f], 8);
        var depth = SmallNetworks.Relu(graph, SmallNetworks.Conv(graph, random, "depth", SmallNetworks.Relu(graph, start), 8, 1, 3, 8));
        graph.AddOutput(SmallNetworks.Conv(graph, random, "last", depth, 5, 8, 1));
        var prepared = FloatForm.Prepare(graph);
        return StaticQuantizer.Run(prepared, Calibrator.Run(prepared, SmallNetworks.Samples(prepared)), QuantizeOptions.Device).Graph;
    }

    [Theory]
    [InlineData("vww_96_int8.tflite", 50_000)]
    [InlineData("strm_ww_int8.tflite", 24_000)]
    [InlineData("kws_ref_model.tflite", 24_400)]
    [InlineData("pretrainedResnet_quant.tflite", 78_800)]
    public void Published_models_shrink_and_give_the_same_codes(string file, long most)
    {
        if (!TinyTasks.ArePresent)
        {
            return;
        }

        var model = Normaliser.Run(ModelLoader.Load(TinyTasks.Model(file))).Graph;
        var result = LosslessPasses.Run(model);
        var random = new Random(RandomTensor.Seed);
        var inputs = Enumerable.Range(0, 40)
            .Select(_ => new[] { RandomTensor.Of(random, ElementType.Int8, model.Inputs[0].KnownShape.ToArray()) }).ToList();
        output.WriteLine($"{file}: {result.BytesBefore} to {result.BytesAfter} bytes; {string.Join(", ", result.DeadChannels.Values)}");
        Assert.Equal(0, LosslessPasses.Prove(model, result.Graph, inputs));
        Assert.InRange(result.BytesAfter, 1, most);
    }
}
