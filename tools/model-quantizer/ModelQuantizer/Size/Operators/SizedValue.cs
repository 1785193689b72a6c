namespace Stethos.ModelQuantizer.Size.Operators;

/// <summary>A tensor that takes memory while the model runs; views of it (reshapes, other layouts) are the same value.</summary>
/// <param name="Name">The tensor's name.</param>
/// <param name="Positions">Elements per channel: batch, height and width.</param>
/// <param name="Channels">Elements per position.</param>
/// <param name="ElementBits">8 for codes, 32 for float.</param>
/// <param name="Group">Values with the same number have the same channels: one cannot lose a channel without the others.</param>
public sealed record SizedValue(string Name, long Positions, long Channels, int ElementBits, int Group)
{
    public long Elements => Positions * Channels;

    public long Bytes => (Elements * ElementBits + 7) / 8;
}
