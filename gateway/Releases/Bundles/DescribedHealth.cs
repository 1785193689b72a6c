namespace Stethos.Releases.Bundles;

/// <summary>What a described release has to show on trial.</summary>
public sealed record DescribedHealth
{
    public int SoakSeconds { get; init; } = 600;

    public int DeadlineSeconds { get; init; } = 3600;

    public int Beats { get; init; } = 60;

    public int LowWaterBytes { get; init; } = 8192;

    public bool NeedsGateway { get; init; } = true;

    public bool NeedsSensors { get; init; } = true;

    /// <summary>Hexadecimal digits of 16 or 32 bytes; empty = no golden inference.</summary>
    public string Golden { get; init; } = "";
}
