namespace Stethos.ModelQuantizer.Normalise;

/// <summary>What one pass did.</summary>
/// <param name="Name">For people.</param>
/// <param name="Changes">Nodes, tensors or dimensions changed; 0 for nothing.</param>
/// <param name="IsExact">Whether outputs stay the same to the last bit; otherwise up to rounding in float32.</param>
public sealed record NormaliseStep(string Name, int Changes, bool IsExact);
