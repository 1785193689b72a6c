using System.Collections.Generic;
using Stethos.ModelQuantizer.Graph;
using Stethos.ModelQuantizer.Size.Arena;

namespace Stethos.ModelQuantizer.Size.Check;

/// <summary>All that `check` and `report` say of a model.</summary>
public sealed record SizeReport
{
    /// <summary>Whoever measured them knows.</summary>
    public const string AnyError = "error";

    /// <summary>Signal to noise of the model's output when that layer alone is quantized.</summary>
    public const string NoiseAlone = "dB alone";

    public required Provenance Source { get; init; }

    /// <summary>Multiply-accumulates of one run.</summary>
    public required long Macs { get; init; }

    /// <summary>Weights and biases.</summary>
    public required long ConstantBytes { get; init; }

    /// <summary>Whether it computes with numbers; then sizes of tensors are those of float32.</summary>
    public required bool HasFloats { get; init; }

    /// <summary>Output channels without weights that could be removed without changing a result.</summary>
    public required int DeadChannels { get; init; }

    public required IReadOnlyList<TierVerdict> Tiers { get; init; }

    public required IReadOnlyList<LayerSize> Layers { get; init; }

    public required ArenaPlan Arena { get; init; }

    /// <summary>What the layers' errors are: <see cref="AnyError"/> or <see cref="NoiseAlone"/>.</summary>
    public string ErrorName { get; init; } = AnyError;

    /// <summary>What the compiler for devices makes of it; null for a model of numbers and when no tier is a device.</summary>
    public DeviceSize? Device { get; init; }

    /// <summary>Null when no installed version was given.</summary>
    public UpdateSize? Update { get; init; }
}
