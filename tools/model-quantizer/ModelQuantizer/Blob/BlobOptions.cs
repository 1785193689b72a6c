using System.Collections.Generic;

namespace Stethos.ModelQuantizer.Blob;

/// <summary>What the user decides about a blob.</summary>
public sealed record BlobOptions
{
    public Arithmetic Arithmetic { get; init; } = Arithmetic.B;

    /// <summary>Sizes of open dimensions by name.</summary>
    public IReadOnlyDictionary<string, long> Dimensions { get; init; } = new Dictionary<string, long>();

    /// <summary>Most vectors that the blob brings along, each an input with its output; <see cref="SelfTestShare"/> bounds them.</summary>
    public int SelfTests { get; init; } = 2;

    /// <summary>Random inputs for which the blob is compared with ONNX Runtime before it is given out.</summary>
    public int ProofRuns { get; init; } = 16;
}
