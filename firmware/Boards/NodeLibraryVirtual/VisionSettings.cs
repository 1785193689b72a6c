using Stethos.Hal.Virtual.Vision;

namespace Stethos.Boards.Virtual;

/// <summary>What a board with a camera looks at, and how often.</summary>
internal sealed record VisionSettings
{
    /// <summary>Number of the board in its fleet.</summary>
    public required int Index { get; init; }

    /// <summary>Time from picture to picture.</summary>
    public required int PeriodMs { get; init; }

    /// <summary>File of pictures (X.u8 with X.json) shown one after another; null = generated parts.</summary>
    public string? PicturesPath { get; init; }

    /// <summary>Tells when defect, drift and heat begin; null = at their times.</summary>
    public AwaitedFault? Fault { get; init; }

    public required PartPictureParameters Parts { get; init; }

    public required ThermalSceneParameters Thermal { get; init; }
}
