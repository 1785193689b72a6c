using System.Collections.Generic;
using Stethos.ModelQuantizer.Size.Tiers;

namespace Stethos.ModelQuantizer.Size.Check;

/// <summary>Whether a model fits a tier, and why.</summary>
public sealed record TierVerdict
{
    /// <summary>"T1".</summary>
    public required string Tier { get; init; }

    public required string Title { get; init; }

    public required TierRuntime Runtime { get; init; }

    public required bool Fits { get; init; }

    /// <summary>Nodes of the tier run no model at all; the first of <see cref="Problems"/> says why.</summary>
    public bool RunsNone { get; init; }

    public required SizeFigures Figures { get; init; }

    /// <summary>Flash and memory are counted by the rules of the blob; otherwise they are those of the blob itself.</summary>
    public required bool IsEstimate { get; init; }

    /// <summary>Most bytes of tensors live at once: the arena cannot be smaller.</summary>
    public required long ArenaLowerBound { get; init; }

    public required IReadOnlyList<LimitCheck> Limits { get; init; }

    /// <summary>The fullest of <see cref="Limits"/>.</summary>
    public required LimitCheck Limiting { get; init; }

    /// <summary>What stands against it beside the limits: operators without kernels, numbers instead of codes.</summary>
    public required IReadOnlyList<string> Problems { get; init; }

    /// <summary>Where most memory is live; null for a model without operators.</summary>
    public required OperatorShare? Peak { get; init; }

    /// <summary>What takes longest.</summary>
    public required OperatorShare? Slowest { get; init; }

    /// <summary>What would make it fit, cheapest first; when nothing does, what comes closest. Empty when it fits.</summary>
    public required IReadOnlyList<ModelChange> Changes { get; init; }
}
