using System;
using System.Collections.Generic;
using Stethos.ModelQuantizer.Graph;

namespace Stethos.ModelQuantizer.Quantize;

/// <summary>Settings of a <see cref="StaticQuantizer"/>.</summary>
public sealed record QuantizeOptions
{
    /// <summary>
    /// UInt8 for ONNX Runtime on x64 (signed activations break its fusion there), Int8 for devices, Int16 (symmetric) on request.
    /// </summary>
    public ElementType Activations { get; init; } = ElementType.UInt8;

    /// <summary>A scale per output channel of the weights; one for all of them otherwise.</summary>
    public bool PerChannel { get; init; } = true;

    /// <summary>
    /// Inputs and outputs of the model become codes and everything that can is done in codes, as a device needs it. Otherwise the model
    /// takes and gives floats, and softmax and the like at its end stay float.
    /// </summary>
    public bool IntegerOnly { get; init; }

    /// <summary>Weights of 7 bits, for processors without VNNI, whose 16-bit sums overflow.</summary>
    public bool ReduceRange { get; init; }

    /// <summary>Cross-layer equalization before calibration.</summary>
    public bool Equalize { get; init; }

    /// <summary>Takes the mean error of rounded weights out of the bias.</summary>
    public bool CorrectBias { get; init; }

    /// <summary>Nodes that stay float, by name.</summary>
    public IReadOnlySet<string> Exclude { get; init; } = new HashSet<string>();

    /// <summary>Only these nodes are quantized; null for all.</summary>
    public IReadOnlySet<string>? Only { get; init; }

    /// <summary>Bits of the weights of single nodes, 4 or 8; 8 for all others.</summary>
    public IReadOnlyDictionary<string, int> WeightBits { get; init; } = new Dictionary<string, int>();

    /// <summary>What boards run: int8 throughout.</summary>
    public static QuantizeOptions Device { get; } = new() { Activations = ElementType.Int8, IntegerOnly = true };

    internal bool Covers(Node node) => !Exclude.Contains(node.Name) && Only?.Contains(node.Name) != false;
}
