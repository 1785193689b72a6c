using System;
using Stethos.Gateway.Domain.Scoring;

namespace Stethos.Gateway.Host.Tests.Kit;

/// <summary>A model that calls every crop scratched whose first pixel is white.</summary>
internal sealed class FakeCropScorer : IScorer
{
    public ModelFacts Facts { get; } = new("fake-crops", "1.0", ["grey 96×96"], ["ok", "scratch"], [], "", 0.8, 0.4);

    public void Score(ReadOnlySpan<float> inputs, int rows, Span<float> probabilities)
    {
        for (var row = 0; row < rows; row++)
        {
            var isScratched = inputs[row * InputContract.Crop.Width] > 254;
            probabilities[row * 2] = isScratched ? 0.05f : 0.95f;
            probabilities[(row * 2) + 1] = isScratched ? 0.95f : 0.05f;
        }
    }
}
