namespace Stethos.Gateway.Domain.Vision;

/// <summary>
/// What a fixture may do before somebody has to look. A score of <see cref="AtLimit"/> means that the limit is reached.
/// </summary>
public sealed record VisionLimits(double ShiftPx = 4, double LightShare = 0.25, double HotKelvin = 10, int LearnPictures = 10)
{
    /// <summary>Score at the limit; alerts are raised there.</summary>
    public const double AtLimit = 0.8;

    /// <summary>Alerts clear when a value has come back to five eighths of its limit.</summary>
    public const double ClearAt = 0.5;

    /// <summary>Node's confidence (0 to 255) from which a shift counts.</summary>
    public int LeastConfidence { get; init; } = 64;
}
