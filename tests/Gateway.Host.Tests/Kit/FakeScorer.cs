using System;
using System.Linq;
using System.Threading;
using Stethos.Gateway.Domain.Scoring;

namespace Stethos.Gateway.Host.Tests.Kit;

/// <summary>A model that calls a window "outer" when its first line at BPFO is strong.</summary>
internal sealed class FakeScorer : IScorer
{
    /// <summary>The input that decides: 1×BPFO.</summary>
    public const int Decisive = 3;

    private long _rows;

    public ModelFacts Facts { get; } = new(
        "fake", "1.0", ModelInput.Names, ["healthy", "outer", "inner"], new float[ModelInput.Count], "median", 0.8, 0.4);

    /// <summary>Windows scored, those for explanations included.</summary>
    public long Rows => Interlocked.Read(ref _rows);

    public void Score(ReadOnlySpan<float> inputs, int rows, Span<float> probabilities)
    {
        Interlocked.Add(ref _rows, rows);
        for (var row = 0; row < rows; row++)
        {
            var outer = inputs[row * ModelInput.Count + Decisive] > 0.5f ? 0.96f : 0.01f;
            ReadOnlySpan<float> result = [0.99f - outer, outer, 0.01f];
            result.CopyTo(probabilities[(row * 3)..]);
        }
    }
}
