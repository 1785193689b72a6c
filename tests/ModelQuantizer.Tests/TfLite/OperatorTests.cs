using System;
using System.Collections.Generic;
using System.Linq;
using Stethos.ModelQuantizer.Execution;
using Stethos.ModelQuantizer.Graph;
using Stethos.ModelQuantizer.TfLite;
using Stethos.Testing.TfLite;

namespace Stethos.ModelQuantizer.Tests.TfLite;

/// <summary>One small model for each operator, against plain loops and against figures worked out by hand.</summary>
public sealed class OperatorTests
{
    private const float Tolerance = 1e-5f;
    private static readonly int[] Picture = [1, 5, 6, 2];

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public void Convolution_puts_the_odd_padding_at_the_end(int stride)
    {
        var (model, x) = WithInput(Picture);
        var (weights, bias) = (Values(3 * 2 * 4 * 2, 1), Values(3, 2));
        int[] shape = [1, (5 + stride - 1) / stride, (6 + stride - 1) / stride, 3];
        var y = Output(model, shape);
        var options = new FlatObject().Number(1, stride).Number(2, stride).Small(3, 3);
        model.Operator(3, [x, model.Reals([3, 2, 4, 2], weights), model.Reals([3], bias)], [y], options);

        var input = Values(60, 3);
        var expected = Nhwc.ConvSame(input, Picture, weights, [3, 2, 4], bias, stride).Select(value => Math.Clamp(value, 0, 6));
        Close(expected, Run(model, input));
    }

    [Fact]
    public void Depthwise_convolution_multiplies_channels_and_dilates()
    {
        var (model, x) = WithInput(Picture);
        var weights = Values(2 * 2 * 4, 1);
        var y = Output(model, [1, 3, 4, 4]);
        var options = new FlatObject().Small(0, 1).Number(1, 1).Number(2, 1).Number(3, 2).Number(5, 2).Number(6, 2);
        model.Operator(4, [x, model.Reals([1, 2, 2, 4], weights), -1], [y], options);

        var input = Values(60, 3);
        Close(Nhwc.DepthwiseValid(input, Picture, weights, [1, 2, 2, 4], 2), Run(model, input));
    }

    [Fact]
    public void Transposed_convolution_spreads_elements()
    {
        var (model, x) = WithInput(Picture);
        var weights = Values(3 * 3 * 3 * 2, 1);
        var y = Output(model, [1, 10, 12, 3]);
        var options = new FlatObject().Number(1, 2).Number(2, 2);
        model.Operator(67, [model.Integers(1, 10, 12, 3), model.Reals([3, 3, 3, 2], weights), x], [y], options);

        var input = Values(60, 3);
        Close(Nhwc.TransposedSame(input, Picture, weights, [3, 3, 3], 2), Run(model, input));
    }

    [Theory]
    [InlineData(1, false)]
    [InlineData(17, true)]
    public void Pools_leave_padding_out(int code, bool isMax)
    {
        var (model, x) = WithInput(Picture);
        var y = Output(model, [1, 3, 3, 2]);
        model.Operator(code, [x], [y], new FlatObject().Number(1, 2).Number(2, 2).Number(3, 3).Number(4, 3));
        var input = Values(60, 3);
        Close(Nhwc.PoolSame(input, Picture, 3, 2, isMax), Run(model, input));
    }

    [Fact]
    public void Fully_connected_after_space_reads_channels_last()
    {
        var (model, x) = WithInput(Picture);
        var weights = Values(4 * 60, 1);
        var y = Output(model, [1, 4]);
        model.Operator(9, [Spatial(model, x, Picture), model.Reals([4, 60], weights), -1], [y], new FlatObject());
        var input = Values(60, 3);
        Close(Enumerable.Range(0, 4).Select(o => input.Select((value, i) => value * weights[o * 60 + i]).Sum()), Run(model, input));
    }

    [Fact]
    public void Reshape_after_space_keeps_the_order_of_the_file()
    {
        var (model, x) = WithInput(Picture);
        var y = Output(model, [2, 30]);
        model.Operator(22, [Spatial(model, x, Picture), model.Integers(2, 30)], [y], new FlatObject());
        Close(Values(60, 3), Run(model, Values(60, 3)));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void Operators_on_elements_work_in_either_layout(bool isSpatial)
    {
        var (model, x) = WithInput(Picture);
        var start = isSpatial ? Spatial(model, x, Picture) : x;
        var added = Next(model, Picture);
        model.Operator(0, [start, model.Reals([2], 10, 20)], [added], new FlatObject());
        var leaky = Next(model, Picture);
        model.Operator(98, [added], [leaky], new FlatObject().Real(0, 0.25f));
        var padded = Next(model, [1, 6, 6, 4]);
        model.Operator(34, [leaky, model.Tensor(WrittenTfLite.Int32, [4, 2], Bytes(0, 0, 1, 0, 0, 0, 0, 2))], [padded]);
        var joined = Next(model, [1, 6, 6, 8]);
        model.Operator(2, [padded, padded], [joined], new FlatObject().Number(0, 3));
        var mean = Output(model, [1, 8]);
        model.Operator(40, [joined, model.Integers(1, 2)], [mean], new FlatObject());

        var input = Values(60, 3).Select(value => value * 30).ToArray();
        var sums = Enumerable.Range(0, 2).Select(c => Enumerable.Range(0, 30)
            .Select(i => input[2 * i + c] + 10 * (c + 1)).Sum(value => value < 0 ? value / 4 : value) / 36).ToArray();
        Close([sums[0], sums[1], 0, 0, sums[0], sums[1], 0, 0], Run(model, input));
    }

    [Fact]
    public void Parts_are_taken_as_the_masks_say()
    {
        var (model, x) = WithInput([3, 4]);
        var slice = Output(model, [2]);
        var options = new FlatObject().Number(0, 2).Number(4, 1);
        model.Operator(45, [x, model.Integers(1, 0), model.Integers(2, 4), model.Integers(1, 2)], [slice], options);
        var (left, right) = (Output(model, [3, 2]), Output(model, [3, 2]));
        model.Operator(49, [model.Integers(1), x], [left, right], new FlatObject().Number(0, 2));
        var turned = Output(model, [4, 3]);
        model.Operator(39, [x, model.Integers(1, 0)], [turned]);

        float[] input = [.. Enumerable.Range(0, 12).Select(i => (float)i)];
        var results = RunAll(model, input);
        Assert.Equal([4f, 6], results[0]);
        Assert.Equal([0f, 1, 4, 5, 8, 9], results[1]);
        Assert.Equal([2f, 3, 6, 7, 10, 11], results[2]);
        Assert.Equal([0f, 4, 8, 1, 5, 9, 2, 6, 10, 3, 7, 11], results[3]);
    }

    [Theory]
    [InlineData(false, true, new[] { 0f, 0, 0, 1, 1, 1 })]
    [InlineData(false, false, new[] { 0f, 0, 0, 1, 1, 1 })]
    [InlineData(true, false, new[] { 0f, 0, 0, 1, 1, 1 })]
    public void Nearest_neighbours_are_copied(bool alignsCorners, bool usesHalfPixels, float[] expected)
    {
        var (model, x) = WithInput([1, 1, 2, 1]);
        var options = new FlatObject().Small(0, alignsCorners ? 1 : 0).Small(1, usesHalfPixels ? 1 : 0);
        model.Operator(97, [x, model.Integers(1, 6)], [Output(model, [1, 1, 6, 1])], options);
        Assert.Equal(expected, Run(model, [0, 1]));
    }

    [Theory]
    [InlineData(true, false, new[] { 0f, 1, 2, 3 })]
    [InlineData(false, false, new[] { 0f, 1.5f, 3, 3 })]
    [InlineData(false, true, new[] { 0f, 0.75f, 2.25f, 3 })]
    public void Bilinear_resizing_follows_its_options(bool alignsCorners, bool usesHalfPixels, float[] expected)
    {
        var (model, x) = WithInput([1, 1, 2, 1]);
        var options = new FlatObject().Small(2, alignsCorners ? 1 : 0).Small(3, usesHalfPixels ? 1 : 0);
        model.Operator(23, [x, model.Integers(1, 4)], [Output(model, [1, 1, 4, 1])], options);
        Close(expected, Run(model, [0, 3]));
    }

    [Fact]
    public void Softmax_scales_by_beta()
    {
        var (model, x) = WithInput([1, 2]);
        model.Operator(25, [x], [Output(model, [1, 2])], new FlatObject().Real(0, 2));
        Close([1 / (1 + MathF.Exp(2)), 1 / (1 + MathF.Exp(-2))], Run(model, [1, 2]));
    }

    [Theory]
    [InlineData(14, 1.5f, 0.8175745f)]
    [InlineData(28, 0.5f, 0.46211717f)]
    [InlineData(19, -1f, 0f)]
    [InlineData(21, 7f, 6f)]
    [InlineData(20, -3f, -1f)]
    [InlineData(47, 1f, 2.7182817f)]
    [InlineData(101, -2f, 2f)]
    [InlineData(75, 4f, 2f)]
    [InlineData(117, 1f, 0.6666667f)]
    public void Functions_of_one_element(int code, float input, float expected)
    {
        var (model, x) = WithInput([1, 1]);
        model.Operator(code, [x], [Output(model, [1, 1])]);
        Close([expected], Run(model, [input]));
    }

    private static (WrittenTfLite Model, int Input) WithInput(int[] shape)
    {
        var model = new WrittenTfLite();
        var x = model.Tensor(WrittenTfLite.Float, shape);
        model.Inputs.Add(x);
        return (model, x);
    }

    private static int Next(WrittenTfLite model, int[] shape) => model.Tensor(WrittenTfLite.Float, shape);

    private static int Output(WrittenTfLite model, int[] shape)
    {
        var y = Next(model, shape);
        model.Outputs.Add(y);
        return y;
    }

    // A convolution that changes nothing but makes the importer hold its result channels first.
    private static int Spatial(WrittenTfLite model, int x, int[] shape)
    {
        var y = Next(model, shape);
        model.Operator(
            3, [x, model.Reals([2, 1, 1, 2], 1, 0, 0, 1), -1], [y], new FlatObject().Small(0, 1).Number(1, 1).Number(2, 1));
        return y;
    }

    private static byte[] Bytes(params int[] values) => [.. values.SelectMany(BitConverter.GetBytes)];

    private static float[] Values(int count, int seed)
    {
        var random = new Random(seed);
        return [.. Enumerable.Range(0, count).Select(_ => (float)(random.NextDouble() * 2 - 1))];
    }

    private static float[] Run(WrittenTfLite model, float[] input) => RunAll(model, input)[0];

    private static float[][] RunAll(WrittenTfLite model, float[] input)
    {
        var graph = TfLiteModel.Parse(model.Bytes(), "written.tflite");
        using var runner = new GraphRunner(graph);
        return [.. runner.Run(TensorData.Floats(input, graph.Inputs[0].KnownShape.ToArray())).Select(data => data.ToFloats())];
    }

    private static void Close(IEnumerable<float> expected, float[] actual)
    {
        float[] wanted = [.. expected];
        Assert.Equal(wanted.Length, actual.Length);
        Assert.All(wanted.Zip(actual), pair => Assert.InRange(pair.Second, pair.First - Tolerance * 10, pair.First + Tolerance * 10));
    }
}
