using System;
using System.Linq;
using Stethos.Gateway.Domain.Scoring;
using Stethos.Gateway.Domain.View;
using Stethos.Gateway.Domain.Vision;

namespace Stethos.Gateway.Domain.Tests.Vision;

public sealed class CropExplainerTests
{
    [Fact]
    public void The_square_that_holds_the_fault_comes_first_and_alone()
    {
        var inputs = new float[InputContract.Crop.Width];
        inputs[(20 * 96) + 70] = 255;
        var driver = Assert.Single(new CropExplainer(new Spots(bright => bright ? 0.9f : 0.1f)).Explain(inputs, 1));
        Assert.Equal("square of 32 pixels at column 48, row 0 of the crop", driver.Feature);
        Assert.Equal((90, 10, "%"), (Math.Round(driver.Value, 4), Math.Round(driver.Reference, 4), driver.Unit));
        Assert.Equal(0.8, driver.Contribution, 1e-6);
    }

    [Fact]
    public void Squares_that_leave_a_sure_verdict_standing_are_not_named()
    {
        var inputs = new float[InputContract.Crop.Width];
        inputs[(20 * 96) + 70] = 255;
        var drivers = new CropExplainer(new Spots(bright => bright ? 1 : 0.999f)).Explain(inputs, 1);
        Assert.Equal([AlertDriverView.Saying(CropExplainer.NoSquare)], drivers);
    }

    [Fact]
    public void Small_changes_around_the_threshold_are_not_named()
    {
        var inputs = new float[InputContract.Crop.Width];
        inputs[(20 * 96) + 70] = 255;
        var drivers = new CropExplainer(new Spots(bright => bright ? 0.81f : 0.79f)).Explain(inputs, 1);
        Assert.Equal(CropExplainer.NoSquare, Assert.Single(drivers).Feature);
    }

    [Fact]
    public void Two_faults_of_which_one_is_enough_are_no_single_square()
    {
        var inputs = new float[InputContract.Crop.Width];
        inputs[(20 * 96) + 20] = inputs[(80 * 96) + 80] = 255;
        var drivers = new CropExplainer(new Spots(bright => bright ? 0.9f : 0.1f)).Explain(inputs, 1);
        Assert.Equal(CropExplainer.NoSquare, Assert.Single(drivers).Feature);
    }

    [Fact]
    public void What_is_painted_over_follows_the_slope_around_it()
    {
        var inputs = Enumerable.Range(0, InputContract.Crop.Width).Select(pixel => (float)(pixel % 96)).ToArray();
        var most = 0f;
        var scorer = new Spots(_ => 0.9f, picture =>
        {
            for (var pixel = 0; pixel < picture.Length; pixel++)
            {
                most = Math.Max(most, Math.Abs(picture[pixel] - inputs[pixel]));
            }
        });
        _ = new CropExplainer(scorer).Explain(inputs, 1);
        Assert.InRange(most, 1, 32);
    }

    private sealed class Spots(Func<bool, float> spot, Action<float[]>? look = null) : IScorer
    {
        public ModelFacts Facts { get; } = new("fake", "1", ["grey 96×96"], ["ok", "spot"], [], "", 0.8, 0.4);

        public void Score(ReadOnlySpan<float> inputs, int rows, Span<float> probabilities)
        {
            for (var row = 0; row < rows; row++)
            {
                var picture = inputs.Slice(row * InputContract.Crop.Width, InputContract.Crop.Width).ToArray();
                look?.Invoke(picture);
                probabilities[(2 * row) + 1] = spot(picture.Max() > 200);
                probabilities[2 * row] = 1 - probabilities[(2 * row) + 1];
            }
        }
    }
}
