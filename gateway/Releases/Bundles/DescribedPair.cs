namespace Stethos.Releases.Bundles;

/// <summary>Which applications run which models, ranges as "1.2.0-1.255.65535" or one version.</summary>
public sealed record DescribedPair
{
    public required string Application { get; init; }

    public required string Model { get; init; }

    /// <summary>Number of the tensor form they agree on.</summary>
    public uint TensorAbi { get; init; }
}
