using System.Collections.Generic;

namespace Stethos.Gateway.Domain.Scoring;

/// <summary>
/// What a model of one kind is given. <paramref name="Names"/> must stand in the model's metadata; a row has
/// <paramref name="Width"/> numbers. Only models with <paramref name="HasReference"/> tell healthy values to compare with.
/// <paramref name="BatchSizes"/> are prepared in memory, smallest first.
/// </summary>
public sealed record InputContract(IReadOnlyList<string> Names, int Width, bool HasReference, IReadOnlyList<int> BatchSizes)
{
    /// <summary>Features of a vibration window.</summary>
    public static InputContract Window { get; } = new(ModelInput.Names, ModelInput.Count, true, [1, 8, 64, 512]);

    /// <summary>A grey crop of 96 × 96 pixels, 0 to 255, row by row.</summary>
    public static InputContract Crop { get; } = new(["grey 96×96"], 96 * 96, false, [1, 8]);
}
