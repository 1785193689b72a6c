using System.Collections.Generic;

namespace Stethos.ModelQuantizer.Accuracy;

/// <summary>How one way of computing a model did on labelled data.</summary>
public sealed record RunnerAccuracy
{
    public required string Name { get; init; }

    public required int Samples { get; init; }

    public required int Correct { get; init; }

    /// <summary>Rows are the true classes, columns the answers.</summary>
    public required IReadOnlyList<IReadOnlyList<int>> Confusion { get; init; }

    /// <summary>Samples with the same answer as the first way.</summary>
    public required int Agreeing { get; init; }

    /// <summary>Samples that only the first way got right, and only this one.</summary>
    public required int OnlyFirst { get; init; }

    public required int OnlyThis { get; init; }

    /// <summary>0 to 1.</summary>
    public double Accuracy => Samples == 0 ? 0 : (double)Correct / Samples;

    public WilsonInterval Interval => WilsonInterval.Of(Correct, Samples);

    public double Agreement => Samples == 0 ? 0 : (double)Agreeing / Samples;

    /// <summary>Percentage points below the first way; negative when better.</summary>
    public double LossPoints => Samples == 0 ? 0 : 100.0 * (OnlyFirst - OnlyThis) / Samples;

    /// <summary>95 % interval of <see cref="LossPoints"/>.</summary>
    public LossInterval LossRange => LossInterval.Of(OnlyFirst, OnlyThis, Samples);
}
