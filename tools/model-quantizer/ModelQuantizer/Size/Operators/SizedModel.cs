using System.Collections.Generic;
using System.Linq;

namespace Stethos.ModelQuantizer.Size.Operators;

/// <summary>A model as the steps a device takes, with what size and time depend on and nothing else.</summary>
public sealed record SizedModel
{
    public required IReadOnlyList<SizedValue> Values { get; init; }

    /// <summary>In the order in which they run.</summary>
    public required IReadOnlyList<SizedOperator> Operators { get; init; }

    /// <summary>Places in <see cref="Values"/>.</summary>
    public required IReadOnlyList<int> Inputs { get; init; }

    public required IReadOnlyList<int> Outputs { get; init; }

    public long Macs => Operators.Sum(op => op.Macs);

    public long WeightBytes => Operators.Sum(op => op.WeightBytes);

    /// <summary>Weights, and biases of 32 bits: what published figures call constants.</summary>
    public long ConstantBytes => Operators.Sum(op => op.WeightBytes + 4 * op.Biases);

    /// <summary>Whether anything is computed with numbers instead of codes.</summary>
    public bool HasFloats => Values.Any(value => value.ElementBits > 16) || Operators.Any(op => op.Weights > 0 && op.WeightBits > 16);

    /// <summary>Output elements of an operator.</summary>
    public long OutputElements(SizedOperator op) => op.Outputs.Sum(output => Values[output].Elements);

    /// <summary>What its time grows with: products of weights, elements read by a pool, otherwise none.</summary>
    public long Work(SizedOperator op) => op.Macs > 0 ? op.Macs : op.Kind == OperatorKind.Pool ? op.Window * OutputElements(op) : 0;
}
