using System.Collections.Generic;

namespace Stethos.Gateway.Updates.Carousel;

/// <summary>What is sent to all before nodes are heard again: pieces of one stage, or repair symbols for it.</summary>
/// <param name="Stage">Stage of the image.</param>
/// <param name="Pieces">Pieces in the order in which they go; empty for a round of repair.</param>
/// <param name="Symbols">Number of repair symbols; 0 for a round of pieces.</param>
public sealed record Round(int Stage, IReadOnlyList<int> Pieces, int Symbols)
{
    public int Length => Pieces.Count + Symbols;
}
