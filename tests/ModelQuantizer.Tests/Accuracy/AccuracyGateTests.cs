using System;
using System.Collections.Generic;
using System.Linq;
using Stethos.ModelQuantizer.Accuracy;
using Stethos.ModelQuantizer.Calibrate;
using Stethos.ModelQuantizer.Graph;

namespace Stethos.ModelQuantizer.Tests.Accuracy;

public sealed class AccuracyGateTests
{
    // Newcombe 1998, table I: 81 of 263 is 0.2553 to 0.3662; 0 of 20 is 0 to 0.1611.
    [Theory]
    [InlineData(81, 263, 0.2553, 0.3662)]
    [InlineData(0, 20, 0, 0.1611)]
    [InlineData(20, 20, 0.8389, 1)]
    [InlineData(0, 0, 0, 1)]
    public void Intervals_are_those_of_the_literature(int hits, int count, double low, double high)
    {
        var interval = WilsonInterval.Of(hits, count);
        Assert.Equal((low, high), (Math.Round(interval.Low, 4), Math.Round(interval.High, 4)));
    }

    [Theory]
    [InlineData(5, 5, 500, -1.3, 1.3)]
    [InlineData(0, 0, 500, -0.4, 0.4)]
    [InlineData(2, 8, 500, -2.5, 0.1)]
    [InlineData(0, 0, 0, -100, 100)]
    public void Lost_points_have_an_interval_of_the_samples_that_one_way_alone_got_right(
        int first, int other, int count, double low, double high)
    {
        var interval = LossInterval.Of(first, other, count);
        Assert.Equal((low, high), (Math.Round(interval.Low, 1), Math.Round(interval.High, 1)));
    }

    [Fact]
    public void Losses_agreement_and_confusion_are_counted()
    {
        // Truth 0 1 0 1; the first says 0 1 1 1, the second 0 0 0 1.
        var set = new LabelledSet(Numbers(4), [0, 1, 0, 1]);
        var results = AccuracyGate.Run([new FakeRunner("a", [0, 1, 1, 1]), new FakeRunner("b", [0, 0, 0, 1])], set);
        Assert.Equal((3, 3, 2), (results[0].Correct, results[1].Correct, results[1].Agreeing));
        Assert.Equal((1, 1, 0d), (results[1].OnlyFirst, results[1].OnlyThis, results[1].LossPoints));
        Assert.Equal([[1, 1], [0, 2]], results[0].Confusion.Select(row => row.ToArray()));
        Assert.Equal([[2, 0], [1, 1]], results[1].Confusion.Select(row => row.ToArray()));
    }

    [Fact]
    public void A_label_that_is_no_class_is_refused()
    {
        var error = Assert.Throws<ModelException>(
            () => AccuracyGate.Run([new FakeRunner("a", [0])], new LabelledSet(Numbers(1), [2])));
        Assert.Contains("the label 2 is no class: the model has 2", error.Message, StringComparison.Ordinal);
    }

    private static SampleSet Numbers(int count) =>
        SampleSet.Of([.. Enumerable.Range(0, count).Select(i => new[] { TensorData.Floats([i], 1) })]);

    private sealed class FakeRunner(string name, IReadOnlyList<int> answers) : IModelRunner
    {
        public string Name => name;

        public float[] Run(TensorData[] inputs)
        {
            var output = new float[2];
            output[answers[(int)inputs[0].ToFloats()[0]]] = 1;
            return output;
        }

        public void Dispose()
        {
        }
    }
}
