using System.Collections.Generic;
using Stethos.ModelQuantizer.Graph;

namespace Stethos.ModelQuantizer.Inspect;

/// <summary>What there is to know of a model without running it.</summary>
public sealed record ModelReport
{
    public required Provenance Source { get; init; }

    public required string Name { get; init; }

    /// <summary>ONNX opset; 21 for imported TFLite models.</summary>
    public required int Opset { get; init; }

    public required ModelKind Kind { get; init; }

    public required IReadOnlyList<TensorSummary> Inputs { get; init; }

    public required IReadOnlyList<TensorSummary> Outputs { get; init; }

    /// <summary>Number of nodes by operator, as in the file.</summary>
    public required IReadOnlyDictionary<string, int> Operators { get; init; }

    /// <summary>Nodes that compute, in order, after normalising when that is possible; without Quantize- and DequantizeLinear.</summary>
    public required IReadOnlyList<NodeSummary> Nodes { get; init; }

    /// <summary>Elements of weights and biases; shared ones count once.</summary>
    public required long Parameters { get; init; }

    public required long ParameterBytes { get; init; }

    /// <summary>Null when a shape is open.</summary>
    public required long? Macs { get; init; }

    /// <summary>What the quantizer would refuse, with advice; empty when nothing.</summary>
    public required IReadOnlyList<string> Unsupported { get; init; }

    /// <summary>The model's own key-value pairs.</summary>
    public required IReadOnlyDictionary<string, string> Metadata { get; init; }
}
