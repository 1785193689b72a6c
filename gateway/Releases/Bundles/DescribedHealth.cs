namespace Stethos.Releases.Bundles;

/// <summary>What a described release has to show on trial.</summary>
public sealed record DescribedHealth
{
    /// <summary>The answers of the release's own model, computed when it is signed.</summary>
    public const string OfModel = "model";

    public int SoakSeconds { get; init; } = 600;

    public int DeadlineSeconds { get; init; } = 3600;

    public int Beats { get; init; } = 60;

    public int LowWaterBytes { get; init; } = 8192;

    public bool NeedsGateway { get; init; } = true;

    public bool NeedsSensors { get; init; } = true;

    /// <summary>
    /// What the model has to answer to the inputs it brings along: 32 or 64 hexadecimal digits, or <see cref="OfModel"/>; empty =
    /// its own word is enough.
    /// </summary>
    public string Golden { get; init; } = "";
}
