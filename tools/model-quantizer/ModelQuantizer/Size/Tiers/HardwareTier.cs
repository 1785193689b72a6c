using System.Collections.Generic;
using Stethos.ModelQuantizer.Size.Operators;

namespace Stethos.ModelQuantizer.Size.Tiers;

/// <summary>What a tier offers a model: one file of hardware/tiers.</summary>
public sealed record HardwareTier
{
    /// <summary>"T1".</summary>
    public required string Name { get; init; }

    /// <summary>For people.</summary>
    public required string Title { get; init; }

    public required TierRuntime Runtime { get; init; }

    /// <summary>Why nodes of the tier run no model, however small; null where they do.</summary>
    public string? Without { get; init; }

    /// <summary>Most bytes of a model file, one slot.</summary>
    public required TierFigure FlashBytes { get; init; }

    /// <summary>Most bytes of memory while it runs.</summary>
    public required TierFigure RamBytes { get; init; }

    /// <summary>Longest run that the tier's duties allow.</summary>
    public required TierFigure LatencyMs { get; init; }

    /// <summary>Memory that a session takes beside tensors and weights; 0 on devices.</summary>
    public TierFigure? SessionBytes { get; init; }

    /// <summary>Costs by kind of operator; kinds that are left out cannot run on the tier.</summary>
    public required IReadOnlyDictionary<OperatorKind, OperatorCost> Costs { get; init; }

    /// <summary>Costs of operators that compute with floats; empty when they were not measured, and on devices, which have none.</summary>
    public IReadOnlyDictionary<OperatorKind, OperatorCost> FloatCosts { get; init; } = new Dictionary<OperatorKind, OperatorCost>();

    /// <summary>Where it was read.</summary>
    public string File { get; init; } = "";
}
