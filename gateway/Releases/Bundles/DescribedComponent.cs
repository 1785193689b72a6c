namespace Stethos.Releases.Bundles;

/// <summary>One component of a described release.</summary>
public sealed record DescribedComponent
{
    /// <summary>File, relative to the description.</summary>
    public required string File { get; init; }

    /// <summary>Version "major.minor.patch".</summary>
    public required string Version { get; init; }

    /// <summary>Lowest version that is allowed once this one is confirmed; absent = any.</summary>
    public string Floor { get; init; } = "0.0.0";

    /// <summary>Bytes of a chunk: 256 to 4,096, a power of two.</summary>
    public int Chunk { get; init; } = 1024;
}
