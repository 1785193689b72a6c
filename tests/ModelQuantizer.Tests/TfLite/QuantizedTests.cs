using System;
using System.Linq;
using Stethos.ModelQuantizer.Execution;
using Stethos.ModelQuantizer.Graph;
using Stethos.ModelQuantizer.TfLite;
using Stethos.Testing.TfLite;

namespace Stethos.ModelQuantizer.Tests.TfLite;

public sealed class QuantizedTests
{
    [Fact]
    public void Convolution_of_codes_equals_sums_times_scale_rounded_to_even()
    {
        var random = new Random(5);
        var model = new WrittenTfLite();
        var weights = Codes(random, 3 * 2);
        var bias = new[] { 100, -200, 3000 };
        float[] scales = [0.011f, 0.023f, 0.005f];
        var x = model.Tensor(WrittenTfLite.Int8, [1, 4, 4, 2], null, [0.07f], 5);
        var y = model.Tensor(WrittenTfLite.Int8, [1, 4, 4, 3], null, [0.09f], -20);
        model.Inputs.Add(x);
        model.Outputs.Add(y);
        model.Operator(
            3,
            [
                x, model.Tensor(WrittenTfLite.Int8, [3, 1, 1, 2], weights, scales),
                model.Tensor(WrittenTfLite.Int32, [3], [.. bias.SelectMany(BitConverter.GetBytes)]),
            ],
            [y],
            new FlatObject().Small(0, 1).Number(1, 1).Number(2, 1));
        var graph = TfLiteModel.Parse(model.Bytes(), "written.tflite");
        var input = Codes(random, 32);

        var result = Run(graph, input);

        for (var i = 0; i < 48; i++)
        {
            var o = i % 3;
            var sum = bias[o] + Enumerable.Range(0, 2).Sum(c => ((sbyte)input[i / 3 * 2 + c] - 5) * (sbyte)weights[o * 2 + c]);
            var code = MathF.Round(sum * (0.07f * scales[o] / 0.09f), MidpointRounding.ToEven) - 20;
            Assert.Equal((sbyte)Math.Clamp(code, -128, 127), (sbyte)result[i]);
        }

        Assert.Equal("Int8 scale 0.07 zero point 5", graph.Inputs[0].Quantization!.ToString());
        var perChannel = graph.Tensors.Single(tensor => tensor.Quantization is { IsPerChannel: true, Type: ElementType.Int8 });
        Assert.Equal(scales, perChannel.Quantization!.Scales);
        Assert.Equal(0.07f * 0.023f, graph.Tensors.Single(tensor => tensor.Type == ElementType.Int32).Quantization!.Scales[1]);
    }

    [Theory]
    [InlineData(-128, 0)]
    [InlineData(-100, 1)]
    public void Clamp_that_the_codes_perform_anyway_is_left_out(int zeroPoint, int clamps)
    {
        var model = new WrittenTfLite();
        var x = model.Tensor(WrittenTfLite.Int8, [1, 4], null, [0.1f], 0);
        var y = model.Tensor(WrittenTfLite.Int8, [1, 4], null, [0.05f], zeroPoint);
        model.Inputs.Add(x);
        model.Outputs.Add(y);
        model.Operator(19, [x], [y]);
        var graph = TfLiteModel.Parse(model.Bytes(), "written.tflite");
        Assert.Equal(clamps, graph.Nodes.Count(node => node.Is("Relu")));
        sbyte[] expected = [(sbyte)zeroPoint, (sbyte)zeroPoint, (sbyte)(zeroPoint + 2), (sbyte)Math.Min(127, zeroPoint + 254)];
        Assert.Equal(expected.Select(code => (byte)code), Run(graph, [0x80, 0xFF, 1, 127]));
    }

    [Fact]
    public void Moving_codes_needs_no_numbers()
    {
        var model = new WrittenTfLite();
        var x = model.Tensor(WrittenTfLite.Int8, [1, 2, 2, 1], null, [0.1f], 7);
        var padded = model.Tensor(WrittenTfLite.Int8, [1, 3, 2, 1], null, [0.1f], 7);
        var y = model.Tensor(WrittenTfLite.Int8, [1, 6], null, [0.1f], 7);
        model.Inputs.Add(x);
        model.Outputs.Add(y);
        var pads = new[] { 0, 0, 1, 0, 0, 0, 0, 0 }.SelectMany(BitConverter.GetBytes).ToArray();
        model.Operator(34, [x, model.Tensor(WrittenTfLite.Int32, [4, 2], pads)], [padded]);
        model.Operator(22, [padded, model.Integers(1, 6)], [y], new FlatObject());
        var graph = TfLiteModel.Parse(model.Bytes(), "written.tflite");
        Assert.DoesNotContain(graph.Nodes, node => node.Op.EndsWith("Linear", StringComparison.Ordinal));
        Assert.Equal([7, 7, 1, 2, 3, 4], Run(graph, [1, 2, 3, 4]));
    }

    [Theory]
    [InlineData(27, "Svdf", "keep state")]
    [InlineData(16, "Lstm", "keep state")]
    [InlineData(118, "If", "control flow")]
    [InlineData(142, "VarHandle", "variables")]
    [InlineData(32, "custom ''", "custom operators")]
    [InlineData(11, "L2Normalization", "supported are Abs, Add")]
    public void What_is_not_supported_is_named_with_its_place_and_what_to_do(int code, string name, string advice)
    {
        var model = new WrittenTfLite();
        var x = model.Tensor(WrittenTfLite.Float, [1, 4]);
        var y = model.Tensor(WrittenTfLite.Float, [1, 4]);
        var z = model.Tensor(WrittenTfLite.Float, [1, 4]);
        model.Inputs.Add(x);
        model.Outputs.Add(z);
        model.Operator(19, [x], [y]);
        model.Operator(code, [y], [z]);
        var message = Assert.Throws<ModelException>(() => TfLiteModel.Parse(model.Bytes(), "w.tflite")).Message;
        Assert.StartsWith($"w.tflite: operator 1 ({name})", message, StringComparison.Ordinal);
        Assert.Contains(advice, message, StringComparison.Ordinal);
    }

    [Fact]
    public void State_sub_graphs_and_broken_files_are_refused_in_one_line()
    {
        Assert.Contains("2 sub-graphs", Refused(Relu(new WrittenTfLite { SubGraphs = 2 })), StringComparison.Ordinal);
        var variables = Relu(new WrittenTfLite { MakesVariables = true });
        Assert.Contains("tensor 0 't0' is a variable", Refused(variables), StringComparison.Ordinal);
        Assert.Contains("does not begin as a TFLite model", Refused([1, 2, 3]), StringComparison.Ordinal);
        var whole = Relu(new WrittenTfLite());
        for (var length = 0; length < whole.Length; length++)
        {
            // The last bytes may belong to nothing that the import needs.
            try
            {
                TfLiteModel.Parse(whole.AsMemory(0, length), "w.tflite");
                Assert.InRange(length, whole.Length - 16, whole.Length);
            }
            catch (ModelException exception)
            {
                Assert.DoesNotContain('\n', exception.Message);
            }
        }
    }

    [Fact]
    public void Coded_weights_under_numbers_are_read_as_numbers()
    {
        var model = new WrittenTfLite();
        var x = model.Tensor(WrittenTfLite.Float, [1, 2]);
        var y = model.Tensor(WrittenTfLite.Float, [1, 2]);
        model.Inputs.Add(x);
        model.Outputs.Add(y);
        var weights = model.Tensor(WrittenTfLite.Int8, [2, 2], [1, 2, 0xFF, 4], [0.5f, 0.25f]);
        model.Operator(9, [x, weights, model.Reals([2], 1, 2)], [y], new FlatObject());
        using var runner = new GraphRunner(TfLiteModel.Parse(model.Bytes(), "written.tflite"));
        Assert.Equal([1 + 0.5f * 30, 2 + 0.25f * 30], runner.Run(TensorData.Floats([10, 10], 1, 2))[0].ToFloats());
    }

    private static byte[] Relu(WrittenTfLite model)
    {
        var x = model.Tensor(WrittenTfLite.Float, [1, 4]);
        var y = model.Tensor(WrittenTfLite.Float, [1, 4]);
        model.Inputs.Add(x);
        model.Outputs.Add(y);
        model.Operator(19, [x], [y]);
        return model.Bytes();
    }

    private static string Refused(byte[] bytes) => Assert.Throws<ModelException>(() => TfLiteModel.Parse(bytes, "w.tflite")).Message;

    private static byte[] Codes(Random random, int count)
    {
        var bytes = new byte[count];
        random.NextBytes(bytes);
        return bytes;
    }

    private static byte[] Run(ModelGraph graph, byte[] input)
    {
        using var runner = new GraphRunner(graph);
        return runner.Run(new TensorData(ElementType.Int8, graph.Inputs[0].KnownShape.ToArray(), input))[0].Bytes.ToArray();
    }
}
