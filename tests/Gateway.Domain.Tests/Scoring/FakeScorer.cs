using System;
using System.Collections.Generic;
using Stethos.Gateway.Domain.Scoring;

namespace Stethos.Gateway.Domain.Tests.Scoring;

/// <summary>Two labels; the fault's probability is a logistic function of weighted inputs.</summary>
internal sealed class FakeScorer(float[] weights, float[] reference) : IScorer
{
    public List<int> Batches { get; } = [];

    public ModelFacts Facts { get; } = new(
        "fake", "1", ModelInput.Names, ["healthy", "fault"], reference, "healthy median", 0.8, 0.4);

    public void Score(ReadOnlySpan<float> inputs, int rows, Span<float> probabilities)
    {
        Batches.Add(rows);
        for (var row = 0; row < rows; row++)
        {
            var sum = 0.0;
            for (var i = 0; i < weights.Length; i++)
            {
                sum += weights[i] * inputs[row * weights.Length + i];
            }

            var fault = (float)(1 / (1 + Math.Exp(-sum)));
            probabilities[2 * row] = 1 - fault;
            probabilities[2 * row + 1] = fault;
        }
    }
}
