using System;

namespace Stethos.ModelQuantizer.Accuracy;

/// <summary>Outputs of two ways of computing a model on the same samples.</summary>
/// <param name="Samples">How many.</param>
/// <param name="Signal">Sum of squares of the reference.</param>
/// <param name="Noise">Sum of squares of the differences.</param>
/// <param name="LargestDifference">Largest absolute difference.</param>
/// <param name="Agreeing">Samples whose largest output is the same.</param>
public sealed record OutputComparison(int Samples, double Signal, double Noise, double LargestDifference, int Agreeing)
{
    /// <summary>Signal to quantization noise in dB; infinity when equal.</summary>
    public double SignalToNoiseDb => Noise == 0 ? double.PositiveInfinity : 10 * Math.Log10(Signal / Noise);

    public double Agreement => Samples == 0 ? 0 : (double)Agreeing / Samples;

    /// <summary>95 % interval of <see cref="Agreement"/>.</summary>
    public WilsonInterval AgreementRange => WilsonInterval.Of(Agreeing, Samples);
}
