using System.Collections.Generic;

namespace Stethos.ModelQuantizer.Size.Operators;

/// <summary>One step of a device: an operator with everything that is fused into it.</summary>
public sealed record SizedOperator
{
    public required string Name { get; init; }

    /// <summary>For people: "Conv + Relu".</summary>
    public required string Text { get; init; }

    public required OperatorKind Kind { get; init; }

    /// <summary>Places in <see cref="SizedModel.Values"/>.</summary>
    public required IReadOnlyList<int> Inputs { get; init; }

    public required IReadOnlyList<int> Outputs { get; init; }

    public required long Macs { get; init; }

    /// <summary>Elements of its weights (biases apart).</summary>
    public required long Weights { get; init; }

    /// <summary>4, 8, 16 or 32; 0 for constants that are in the table of a lookup.</summary>
    public required int WeightBits { get; init; }

    /// <summary>Elements of its bias.</summary>
    public required long Biases { get; init; }

    /// <summary>Elements of a window (kernel height times width); 1 for operators without.</summary>
    public required long Window { get; init; }

    /// <summary>Whether its window reaches beyond the input, where zeros are.</summary>
    public bool IsPadded { get; init; }

    /// <summary>Output channels whose weights are all zero: their results are constant and can be folded into the next bias.</summary>
    public IReadOnlyList<int> DeadChannels { get; init; } = [];

    /// <summary>Those of <see cref="DeadChannels"/> whose constant is zero, which padding does not change.</summary>
    public IReadOnlyList<int> ZeroChannels { get; init; } = [];

    public long WeightBytes => (Weights * WeightBits + 7) / 8;

    /// <summary>
    /// The result may overwrite an input of the same size that is not needed afterwards: each element is read before it is written.
    /// </summary>
    public bool CanRunInPlace => Kind is OperatorKind.Add or OperatorKind.Lookup;
}
