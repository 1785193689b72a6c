using System.Collections.Generic;
using Stethos.ModelQuantizer.Accuracy;

namespace Stethos.ModelQuantizer.Quantize;

/// <summary>What a <see cref="QuantizeJob"/> did.</summary>
public sealed record JobReport
{
    public required string Model { get; init; }

    /// <summary>Bytes of weights and biases before and after.</summary>
    public required long BytesBefore { get; init; }

    public required long BytesAfter { get; init; }

    public int CalibrationSamples { get; init; }

    /// <summary>Share of new samples expected to stay in the ranges; null without calibration or with one sample.</summary>
    public double? Coverage { get; init; }

    public IReadOnlyList<string> Warnings { get; init; } = [];

    public required IReadOnlyList<string> Layers { get; init; }

    public required IReadOnlyList<string> FloatLayers { get; init; }

    public int RemovedClamps { get; init; }

    public int RepairedBiases { get; init; }

    public int EqualizedPairs { get; init; }

    public int DeadChannels { get; init; }

    public string Fusion { get; init; } = "";

    public IReadOnlyList<string> NotFused { get; init; } = [];

    public IReadOnlyList<LayerSensitivity> Sensitivity { get; init; } = [];

    public IReadOnlyList<TradeOffPoint> TradeOff { get; init; } = [];

    public IReadOnlyList<LayerSpeed> Speed { get; init; } = [];

    /// <summary>The whole model, measured here; null for devices.</summary>
    public WholeSpeed? Whole { get; init; }

    /// <summary>Against the float model, on the data; null without data.</summary>
    public double? SignalToNoiseDb { get; init; }

    public double? Agreement { get; init; }

    /// <summary>95 % interval of <see cref="Agreement"/>.</summary>
    public WilsonInterval? AgreementRange { get; init; }

    /// <summary>On labelled data: float, then quantized; empty without labels.</summary>
    public IReadOnlyList<RunnerAccuracy> Accuracy { get; init; } = [];
}
