using System.Collections.Generic;

namespace Stethos.ModelQuantizer.Inspect;

/// <summary>A node that computes.</summary>
/// <param name="OutputShape">-1 for open dimensions; null when the rank is unknown.</param>
/// <param name="Macs">Multiply-accumulate operations; null when a shape is open.</param>
/// <param name="Parameters">Elements of its weights and biases.</param>
/// <param name="ParameterBytes">Their size as stored in the file.</param>
public sealed record NodeSummary(
    string Name, string Op, IReadOnlyList<long>? OutputShape, long? Macs, long Parameters, long ParameterBytes);
