using System;
using System.Collections.Generic;
using Stethos.ModelQuantizer.Calibrate;

namespace Stethos.ModelQuantizer.Quantize;

/// <summary>Settings of a <see cref="QuantizeJob"/>.</summary>
public sealed record JobOptions
{
    public QuantizeMode Mode { get; init; }

    public QuantizeOptions Quantize { get; init; } = new();

    public CalibrationOptions Calibration { get; init; } = new();

    /// <summary>Most samples for calibration, spread over the data.</summary>
    public int CalibrationSamples { get; init; } = 200;

    /// <summary>Bits of all weights with <see cref="QuantizeMode.Weights"/>.</summary>
    public int Bits { get; init; } = 8;

    /// <summary>Measures each layer alone.</summary>
    public bool WithSensitivity { get; init; }

    /// <summary>Most samples that layers are measured with; 8 are enough to see which are worst.</summary>
    public int SensitivitySamples { get; init; } = 32;

    /// <summary>Most bytes of weights; null for no limit.</summary>
    public long? BudgetBytes { get; init; }

    /// <summary>Leaves layers float that this machine computes slower in codes.</summary>
    public bool KeepFaster { get; init; }

    /// <summary>Takes a model that is quantized already, see <see cref="FloatForm"/>.</summary>
    public bool Decode { get; init; }

    /// <summary>Sizes of open dimensions.</summary>
    public IReadOnlyDictionary<string, long> Dimensions { get; init; } = new Dictionary<string, long>();

    /// <summary>Name of the first dimension that a model which takes floats gets back, open; null when it stays closed.</summary>
    public string? OpenBatch { get; init; }

    /// <summary>Told what is being done, how much of it is done, and of how much; null for nobody.</summary>
    public Action<string, int, int>? Progress { get; init; }
}
