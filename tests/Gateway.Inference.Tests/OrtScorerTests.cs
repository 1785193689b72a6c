using System;
using System.Linq;
using Stethos.Gateway.Domain.Scoring;

namespace Stethos.Gateway.Inference.Tests;

/// <summary>Slices, sizes and memory of the scorer.</summary>
public sealed class OrtScorerTests
{
    private const int Most = 600;

    [Fact]
    public void Every_number_of_rows_gives_the_same_rows()
    {
        using var scorer = OrtScorer.Load(SampleModel.Int8Path);
        var inputs = SampleModel.Rows(Most);
        var single = new float[Most * SampleModel.LabelCount];
        for (var row = 0; row < Most; row++)
        {
            var one = single.AsSpan(row * SampleModel.LabelCount, SampleModel.LabelCount);
            scorer.Score(inputs.AsSpan(row * scorer.Facts.Inputs.Count, scorer.Facts.Inputs.Count), 1, one);
        }

        for (var rows = 1; rows <= Most; rows++)
        {
            var probabilities = new float[rows * SampleModel.LabelCount];
            scorer.Score(inputs.AsSpan(0, rows * scorer.Facts.Inputs.Count), rows, probabilities);
            Assert.True(single.AsSpan(0, probabilities.Length).SequenceEqual(probabilities), $"{rows} rows");
        }
    }

    [Theory]
    [InlineData(1, 1)]
    [InlineData(2, 2)]
    [InlineData(9, 9)]
    [InlineData(64, 64)]
    [InlineData(65, 64)]
    [InlineData(255, 64)]
    [InlineData(256, 256)]
    [InlineData(513, 512)]
    public void Rows_go_to_one_run_unless_most_of_it_would_be_padding(int rows, int taken)
    {
        using var session = Stethos.OnnxRuntime.OrtSession.FromFile(SampleModel.Int8Path);
        using var runs = new BatchRuns(session, InputContract.Window.BatchSizes);
        runs.For(rows, out var found);
        Assert.Equal(taken, found);
    }

    [Fact]
    public void Scoring_allocates_nothing()
    {
        using var scorer = OrtScorer.Load(SampleModel.Int8Path);
        var inputs = SampleModel.Rows(Most);
        var probabilities = new float[Most * SampleModel.LabelCount];
        int[] sizes = [1, 7, 19, 64, 65, 300, Most];
        void ScoreAll()
        {
            foreach (var rows in sizes)
            {
                scorer.Score(inputs, rows, probabilities);
            }
        }

        ScoreAll();
        ScoreAll();
        var before = GC.GetAllocatedBytesForCurrentThread();
        for (var i = 0; i < 100; i++)
        {
            ScoreAll();
        }

        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);
    }

    [Fact]
    public void Rows_sum_to_one()
    {
        using var scorer = OrtScorer.Load(SampleModel.Int8Path);
        var probabilities = new float[64 * SampleModel.LabelCount];
        scorer.Score(SampleModel.Rows(64), 64, probabilities);
        Assert.All(probabilities.Chunk(SampleModel.LabelCount), row => Assert.Equal(1, row.Sum(), 1e-5));
    }

    [Fact]
    public void Several_threads_give_the_same_rows()
    {
        using var one = OrtScorer.Load(SampleModel.Int8Path);
        using var two = OrtScorer.Load(SampleModel.Int8Path, intraOpThreads: 2);
        var inputs = SampleModel.Rows(512);
        var first = new float[512 * SampleModel.LabelCount];
        var second = new float[512 * SampleModel.LabelCount];
        one.Score(inputs, 512, first);
        two.Score(inputs, 512, second);
        Assert.Equal(first, second);
    }

    [Fact]
    public void No_rows_are_no_work()
    {
        using var scorer = OrtScorer.Load(SampleModel.Int8Path);
        scorer.Score([], 0, []);
    }

    [Fact]
    public void Short_spans_are_refused()
    {
        using var scorer = OrtScorer.Load(SampleModel.Int8Path);
        Assert.Throws<ArgumentException>(() => scorer.Score(new float[18], 2, new float[8]));
        Assert.Throws<ArgumentException>(() => scorer.Score(new float[36], 2, new float[7]));
    }

    [Fact]
    public void Disposed_scorer_refuses_work()
    {
        var scorer = OrtScorer.Load(SampleModel.Int8Path);
        scorer.Dispose();
        scorer.Dispose();
        Assert.Throws<ObjectDisposedException>(() => scorer.Score(new float[18], 1, new float[4]));
    }
}
