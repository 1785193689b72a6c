using System;
using System.Linq;
using Stethos.Gateway.Domain.Scoring;
using Stethos.Gateway.Domain.Vision;

namespace Stethos.Gateway.Domain.Tests.Vision;

public sealed class CropExplainerTests
{
    [Fact]
    public void The_square_that_holds_the_fault_comes_first()
    {
        var inputs = new float[InputContract.Crop.Width];
        inputs[(20 * 96) + 70] = 255;
        var drivers = new CropExplainer(new BrightPixel()).Explain(inputs, 1);
        Assert.Equal("square at column 64, row 16 of the crop", Assert.Single(drivers).Feature);
        Assert.Equal((0.9, 0.1), (Math.Round(drivers[0].Value, 6), Math.Round(drivers[0].Reference, 6)));
    }

    private sealed class BrightPixel : IScorer
    {
        public ModelFacts Facts { get; } = new("fake", "1", ["grey 96×96"], ["ok", "spot"], [], "", 0.8, 0.4);

        public void Score(ReadOnlySpan<float> inputs, int rows, Span<float> probabilities)
        {
            for (var row = 0; row < rows; row++)
            {
                var picture = inputs.Slice(row * InputContract.Crop.Width, InputContract.Crop.Width).ToArray();
                probabilities[(2 * row) + 1] = picture.Max() > 200 ? 0.9f : 0.1f;
                probabilities[2 * row] = 1 - probabilities[(2 * row) + 1];
            }
        }
    }
}
