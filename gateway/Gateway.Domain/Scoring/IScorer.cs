using System;

namespace Stethos.Gateway.Domain.Scoring;

/// <summary>A loaded model. One thread at a time.</summary>
public interface IScorer
{
    ModelFacts Facts { get; }

    /// <summary>
    /// Scores <paramref name="rows"/> windows: <paramref name="inputs"/> is [row * inputs + input],
    /// <paramref name="probabilities"/> [row * labels + label], each row summing to 1.
    /// </summary>
    void Score(ReadOnlySpan<float> inputs, int rows, Span<float> probabilities);
}
