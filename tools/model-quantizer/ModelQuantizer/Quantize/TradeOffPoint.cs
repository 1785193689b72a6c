using System;
using System.Collections.Generic;

namespace Stethos.ModelQuantizer.Quantize;

/// <summary>One choice of bits for all layers.</summary>
/// <param name="Bits">Bits of the weights of each layer; 32 is float.</param>
/// <param name="Bytes">Bytes of weights, scales and biases.</param>
/// <param name="NoiseShare">Measured noise of the model's output over its signal.</param>
public sealed record TradeOffPoint(IReadOnlyDictionary<string, int> Bits, long Bytes, double NoiseShare)
{
    public double SignalToNoiseDb => NoiseShare > 0 ? -10 * Math.Log10(NoiseShare) : double.PositiveInfinity;
}
