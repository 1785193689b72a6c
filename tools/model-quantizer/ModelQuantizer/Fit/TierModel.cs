using Stethos.ModelQuantizer.Quantize;
using Stethos.ModelQuantizer.Size.Check;
using Stethos.ModelQuantizer.Size.Tiers;

namespace Stethos.ModelQuantizer.Fit;

/// <summary>One model in the form that a runtime takes, and how it stands to the tiers with that runtime.</summary>
/// <param name="Runtime">What runs it.</param>
/// <param name="Onnx">The quantized model as an ONNX file.</param>
/// <param name="Blob">What the firmware runs; null for the gateway, and where the firmware cannot run it (see the verdicts).</param>
/// <param name="Report">What quantizing did, and what it cost.</param>
/// <param name="Size">Verdicts by tier.</param>
public sealed record TierModel(TierRuntime Runtime, byte[] Onnx, byte[]? Blob, JobReport Report, SizeReport Size);
