using System;

namespace Stethos.ModelQuantizer.Calibrate;

/// <summary>Settings of a <see cref="Calibrator"/>.</summary>
public sealed record CalibrationOptions
{
    public CalibrationMethod Method { get; init; }

    /// <summary>For <see cref="CalibrationMethod.Percentile"/>: the share of values inside the range, in percent.</summary>
    public double Percentile { get; init; } = 99.99;

    /// <summary>Most bytes of intermediate tensors held at a time; those beyond are done in further passes over the samples.</summary>
    public long MaxBytes { get; init; } = 256L * 1024 * 1024;

    /// <summary>Told after each sample: how many are done, and of how many. Null for nobody.</summary>
    public Action<int, int>? Progress { get; init; }
}
