namespace Stethos.ModelQuantizer.Size.Arena;

/// <summary>Memory that must not move or be shared from its first step to its last, both included.</summary>
/// <param name="Name">For reports.</param>
/// <param name="Bytes">As needed; the planner rounds up to its alignment.</param>
/// <param name="First">The step (index of an operator) that writes it.</param>
/// <param name="Last">The last step that reads it.</param>
public sealed record ArenaBlock(string Name, long Bytes, int First, int Last)
{
    public bool Meets(ArenaBlock other) => First <= other.Last && other.First <= Last;
}
