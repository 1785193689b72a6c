using System;
using System.Collections.Generic;

namespace Stethos.ModelQuantizer.Size.Check;

/// <summary>What the user adds to a model and tiers.</summary>
public sealed record SizeCheckOptions
{
    /// <summary>Sizes of open dimensions.</summary>
    public IReadOnlyDictionary<string, long> Dimensions { get; init; } = new Dictionary<string, long>();

    /// <summary>The version that is installed, model or blob, to see what an update would send; null for none.</summary>
    public string? Installed { get; init; }

    /// <summary>The bytes of the new version; needed with <see cref="Installed"/> when that is a model.</summary>
    public ReadOnlyMemory<byte> NewFile { get; init; }

    /// <summary>Measured errors by name of node or tensor.</summary>
    public IReadOnlyDictionary<string, double> LayerErrors { get; init; } = new Dictionary<string, double>();

    /// <summary>What <see cref="LayerErrors"/> holds, as the head of a column.</summary>
    public string ErrorName { get; init; } = SizeReport.AnyError;
}
