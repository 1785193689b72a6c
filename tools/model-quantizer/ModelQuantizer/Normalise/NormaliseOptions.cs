using System.Collections.Generic;

namespace Stethos.ModelQuantizer.Normalise;

/// <summary>What the user decides about normalising.</summary>
public sealed record NormaliseOptions
{
    /// <summary>Sizes of dimensions by name ("batch"), or by input and place ("input[0]").</summary>
    public IReadOnlyDictionary<string, long> Dimensions { get; init; } = new Dictionary<string, long>();

    /// <summary>Refuse models whose shapes are not all known in the end; what runs on a device must know them.</summary>
    public bool RequireKnownShapes { get; init; } = true;
}
