using Stethos.ModelQuantizer.Size.Operators;

namespace Stethos.ModelQuantizer.Size.Bench;

/// <summary>A measured operator.</summary>
/// <param name="Kind">Which.</param>
/// <param name="Work">Multiply-accumulates, or elements a pool reads.</param>
/// <param name="Outputs">Output elements.</param>
/// <param name="Nanoseconds">One run.</param>
public sealed record CostSample(OperatorKind Kind, double Work, double Outputs, double Nanoseconds);
