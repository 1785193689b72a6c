using System.Collections.Generic;
using Stethos.ModelQuantizer.Accuracy;
using Stethos.ModelQuantizer.Size.Tiers;

namespace Stethos.ModelQuantizer.Card;

/// <summary>A model in the form one runtime takes: its files, what quantizing changed, and how it does.</summary>
public sealed record ModelForm
{
    public required TierRuntime Runtime { get; init; }

    public required FileFacts Onnx { get; init; }

    /// <summary>What the firmware runs; null for the gateway.</summary>
    public required FileFacts? Blob { get; init; }

    /// <summary>Layers with weights that stayed float; given to --exclude they make the same model again without measuring.</summary>
    public required IReadOnlyList<string> FloatLayers { get; init; }

    /// <summary>Samples that chose the ranges.</summary>
    public required int CalibrationSamples { get; init; }

    /// <summary>Share of new samples expected to stay in the ranges, 0 to 1; null when it cannot be said.</summary>
    public required double? CalibrationCoverage { get; init; }

    /// <summary>Bytes of weights and biases before and after.</summary>
    public required long WeightBytesBefore { get; init; }

    public required long WeightBytesAfter { get; init; }

    /// <summary>Of the outputs against the float model.</summary>
    public required double? SignalToNoiseDb { get; init; }

    /// <summary>Share of samples with the float model's answer, 0 to 1.</summary>
    public required double? Agreement { get; init; }

    /// <summary>Float, quantized and device arithmetic on the labelled data, with confusion; empty without labels.</summary>
    public required IReadOnlyList<RunnerAccuracy> Accuracy { get; init; }

    public required IReadOnlyList<string> Warnings { get; init; }
}
