using System;

namespace Stethos.Gateway.Domain.View;

/// <summary>One point of a trend.</summary>
/// <param name="Time">Time of the frame, or of the bucket it stands for.</param>
/// <param name="Rms">Acceleration RMS in g.</param>
/// <param name="VelocityRms">Velocity RMS in mm/s.</param>
/// <param name="Kurtosis">Kurtosis, 3 for Gaussian noise.</param>
/// <param name="Crest">Crest factor, peak over RMS.</param>
/// <param name="FaultScore">Fault score of the window, 0 to 1; null when it was not scored.</param>
/// <param name="QualityFlags">Quality bits of the frame; 0 is clean.</param>
public sealed record TrendPoint(
    DateTimeOffset Time,
    double Rms,
    double VelocityRms,
    double Kurtosis,
    double Crest,
    double? FaultScore,
    int QualityFlags);
