namespace Stethos.ModelQuantizer.Size.Arena;

/// <summary>How to plan an arena. The same options and blocks always give the same plan.</summary>
public sealed record ArenaOptions
{
    /// <summary>Every offset and size is a multiple of it.</summary>
    public int Alignment { get; init; } = 16;

    /// <summary>Most changes of the order to try when greedy misses the lower bound; 0 leaves the greedy plan.</summary>
    public int MaxSwaps { get; init; } = 20_000;

    public int Seed { get; init; } = 1;
}
