using System.Collections.Generic;

namespace Stethos.ModelQuantizer.Inspect;

/// <summary>An input or output.</summary>
/// <param name="Shape">-1 for open dimensions; null when the rank is unknown.</param>
/// <param name="Layout">For people: "NHWC", "NCHW" or empty.</param>
/// <param name="Quantization">For people: how codes are read; empty for numbers.</param>
public sealed record TensorSummary(string Name, string Type, IReadOnlyList<long>? Shape, string Layout, string Quantization);
