using System;
using System.Globalization;
using System.IO;
using System.Linq;
using Stethos.Gateway.Domain.Scoring;
using Stethos.Gateway.Domain.Vision;
using Stethos.Hal.Virtual.Vision;
using Xunit.Abstractions;

namespace Stethos.Gateway.Inference.Tests.Vision;

/// <summary>The shipped model for crops through ONNX Runtime: known answers, int8 against fp32, parts never seen.</summary>
public sealed class PartSurfaceTests(ITestOutputHelper output)
{
    private const int LabelCount = 5;

    // Trained on families 1 to 600; the card's figures are of 5,001 and up.
    private const ulong FirstFamily = 9001;

    [Fact]
    public void Facts_are_those_of_the_sample_model_and_the_file_is_small()
    {
        using var scorer = Load("part-surface.onnx");
        Assert.Equal("part-surface 1.1.0", scorer.Facts.Title);
        Assert.Equal(["ok", "scratch", "dent", "stain", "missing"], scorer.Facts.Labels);
        Assert.Equal((0.7, 0.5), (scorer.Facts.RaiseAt, scorer.Facts.ClearAt));
        Assert.InRange(new FileInfo(PathOf("part-surface.onnx")).Length, 10_000, 200_000);
    }

    [Theory]
    [InlineData("part-surface-fp32.onnx", 1, 2e-4f)]
    [InlineData("part-surface.onnx", 1 + LabelCount, 0.02f)]
    public void Runtime_gives_what_the_training_script_computed(string file, int column, float tolerance)
    {
        using var scorer = Load(file);
        var expected = File.ReadLines(PathOf("crops.csv")).Skip(1)
            .Select(line => line.Split(',')[column..(column + LabelCount)].Select(Number).ToArray()).ToArray();
        var found = Answers(scorer);
        Assert.Equal(30, found.Length);
        for (var crop = 0; crop < found.Length; crop++)
        {
            for (var label = 0; label < LabelCount; label++)
            {
                Assert.InRange(found[crop][label], expected[crop][label] - tolerance, expected[crop][label] + tolerance);
            }
        }
    }

    [Fact]
    public void Int8_and_fp32_mostly_agree()
    {
        using var small = Load("part-surface.onnx");
        using var plain = Load("part-surface-fp32.onnx");
        var pairs = Answers(small).Zip(Answers(plain)).ToArray();
        var same = pairs.Count(pair => BestOf(pair.First) == BestOf(pair.Second));
        var mean = pairs.SelectMany(pair => pair.First.Zip(pair.Second, (a, b) => Math.Abs(a - b))).Average();
        output.WriteLine($"same label {same} of {pairs.Length}, mean difference {mean:F4}");
        Assert.InRange(same, 29, 30);
        Assert.InRange(mean, 0, 0.03);
    }

    [Fact]
    public void The_committed_crops_are_what_the_generator_draws()
    {
        var drawn = PartCrop.Of(PartPictureParameters.Drawn(5001, 0, PartDefect.None), CropExplainer.Side);
        Assert.Equal(drawn, File.ReadAllBytes(PathOf("crops.u8"))[..drawn.Length]);
    }

    [Fact]
    public void Healthy_parts_of_new_families_are_rarely_over_the_threshold()
    {
        using var scorer = Load("part-surface.onnx");
        var alarms = 0;
        for (ulong part = 0; part < 300; part++)
        {
            var view = PartPictureParameters.Drawn(FirstFamily + (part / 10), part % 10, PartDefect.None);
            alarms += Ask(scorer, view).Skip(1).Max() >= scorer.Facts.RaiseAt ? 1 : 0;
        }

        output.WriteLine($"{alarms} alarms over 300 healthy parts of 30 families");
        Assert.InRange(alarms, 0, 3);
    }

    [Theory]
    [InlineData(PartDefect.Scratch)]
    [InlineData(PartDefect.Dent)]
    [InlineData(PartDefect.Stain)]
    [InlineData(PartDefect.Missing)]
    public void Plain_defects_of_new_families_are_mostly_named(PartDefect defect)
    {
        using var scorer = Load("part-surface.onnx");
        var named = 0;
        for (ulong family = FirstFamily; family < FirstFamily + 40; family++)
        {
            var view = PartPictureParameters.Drawn(family, 1, defect) with { Severity = 0.9 };
            var answer = Ask(scorer, view);
            named += BestOf(answer) == (int)defect ? 1 : 0;
        }

        output.WriteLine($"{defect}: {named} of 40 named");
        Assert.InRange(named, 37, 40);
    }

    [Fact]
    public void The_scratch_that_a_demonstration_shows_is_over_the_threshold_and_the_healthy_part_under_it()
    {
        using var scorer = Load("part-surface.onnx");

        // As the virtual boards have them: 10,001 + seed, which is 1,001 and up for the first board.
        for (ulong seed = 1001; seed <= 1008; seed++)
        {
            var view = new PartPictureParameters { Family = 10_001 + seed, Seed = seed, Defect = PartDefect.Scratch, Severity = 1 };
            var scratched = Ask(scorer, view)[(int)PartDefect.Scratch];
            var healthy = Ask(scorer, view with { Defect = PartDefect.None }).Skip(1).Max();
            output.WriteLine($"seed {seed}: scratched {scratched:F2}, healthy {healthy:F2}");
            Assert.InRange(scratched, scorer.Facts.RaiseAt, 1);
            Assert.InRange(healthy, 0, scorer.Facts.RaiseAt);
        }
    }

    private static int BestOf(float[] answer) => Array.IndexOf(answer, answer.Max());

    private static float[] Ask(OrtScorer scorer, PartPictureParameters view)
    {
        var answer = new float[LabelCount];
        scorer.Score(PartCrop.Of(view, CropExplainer.Side).Select(grey => (float)grey).ToArray(), 1, answer);
        return answer;
    }

    private static float[][] Answers(OrtScorer scorer)
    {
        var inputs = File.ReadAllBytes(PathOf("crops.u8")).Select(grey => (float)grey).ToArray();
        var rows = inputs.Length / InputContract.Crop.Width;
        var answers = new float[rows * LabelCount];
        scorer.Score(inputs, rows, answers);
        return answers.Chunk(LabelCount).ToArray();
    }

    private static OrtScorer Load(string file) => OrtScorer.Load(PathOf(file), InputContract.Crop);

    private static string PathOf(string file) => Path.Combine(AppContext.BaseDirectory, file);

    private static float Number(string text) => float.Parse(text, CultureInfo.InvariantCulture);
}
