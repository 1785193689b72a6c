using System;

namespace Stethos.ModelQuantizer.Quantize;

/// <summary>What it costs to quantize one layer alone.</summary>
/// <param name="Layer">The node.</param>
/// <param name="Op">Its operator.</param>
/// <param name="Bits">Bits of its weights.</param>
/// <param name="Bytes">Bytes of its weights, scales and biases then.</param>
/// <param name="NoiseShare">Noise of the model's output over its signal.</param>
public sealed record LayerSensitivity(string Layer, string Op, int Bits, long Bytes, double NoiseShare)
{
    /// <summary>Signal to quantization noise of the model's output in dB.</summary>
    public double SignalToNoiseDb => NoiseShare > 0 ? -10 * Math.Log10(NoiseShare) : double.PositiveInfinity;
}
