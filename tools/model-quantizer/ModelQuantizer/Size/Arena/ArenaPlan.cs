using System.Collections.Generic;

namespace Stethos.ModelQuantizer.Size.Arena;

/// <summary>Where each block lies.</summary>
public sealed record ArenaPlan
{
    public required IReadOnlyList<ArenaBlock> Blocks { get; init; }

    /// <summary>First byte of each block, in the order of <see cref="Blocks"/>.</summary>
    public required IReadOnlyList<long> Offsets { get; init; }

    /// <summary>Size of the arena.</summary>
    public required long Bytes { get; init; }

    /// <summary>What largest-first alone reaches.</summary>
    public required long GreedyBytes { get; init; }

    /// <summary>Most bytes live at once: no plan can be smaller.</summary>
    public required long LowerBound { get; init; }

    /// <summary>The first step with that many bytes.</summary>
    public required int PeakStep { get; init; }

    /// <summary>Orders tried after greedy.</summary>
    public required int Swaps { get; init; }

    /// <summary>Live bytes at each step.</summary>
    public required IReadOnlyList<long> Live { get; init; }
}
