namespace Stethos.ModelQuantizer.Calibrate;

/// <summary>How the range of a tensor is chosen from what was seen of it.</summary>
public enum CalibrationMethod
{
    /// <summary>Smallest to largest value.</summary>
    MinMax,

    /// <summary>The range that a stated share of the values lies in.</summary>
    Percentile,

    /// <summary>The range whose codes lose least information (Kullback-Leibler divergence).</summary>
    Entropy,

    /// <summary>The range with the smallest mean squared error of the codes.</summary>
    MeanSquaredError,
}
