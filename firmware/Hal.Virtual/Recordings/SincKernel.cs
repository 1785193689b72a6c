using System;
using System.Numerics;
using System.Runtime.InteropServices;

namespace Stethos.Hal.Virtual.Recordings
{
    /// <summary>
    /// Windowed-sinc interpolation filter (Smith, "Digital audio resampling"): a Kaiser window of 80 dB over 32 zero
    /// crossings on either side, tabulated at fixed phases with linear interpolation between them. Going down, the filter
    /// is widened so that it cuts at the output's Nyquist frequency. Of the lower of the two rates: flat to 0.42, 80 dB
    /// down from 0.5 on.
    /// </summary>
    internal sealed class SincKernel
    {
        private const int ZeroCrossings = 32;
        private const int PhasesPerCrossing = 256;
        private const double Cutoff = 0.4605;
        private const double KaiserBeta = 7.857;

        private readonly int _halfTaps;
        private readonly int _phases;
        private readonly float[][] _taps;

        public SincKernel(double outputPerInput)
        {
            OutputPerInput = outputPerInput;
            double band = Math.Min(1, outputPerInput);
            _halfTaps = (int)Math.Ceiling(ZeroCrossings / band);
            _phases = Math.Max(4, (int)Math.Ceiling(PhasesPerCrossing * band));
            _taps = new float[_phases + 1][];
            for (int phase = 0; phase <= _phases; phase++)
            {
                _taps[phase] = Tabulate(phase / (double)_phases, band);
            }
        }

        /// <summary>Output rate over input rate.</summary>
        public double OutputPerInput { get; }

        /// <summary>Input samples one output sample is made of.</summary>
        public int TapCount => 2 * _halfTaps;

        /// <summary>Input samples before the position, the one at its whole part included.</summary>
        public int TapsBefore => _halfTaps;

        /// <summary>
        /// The signal at <paramref name="fraction"/> (0 to 1) past the sample that is number TapsBefore - 1 of
        /// <paramref name="window"/>, which holds <see cref="TapCount"/> samples.
        /// </summary>
        public float Interpolate(ReadOnlySpan<float> window, double fraction)
        {
            double position = fraction * _phases;
            int phase = Math.Min(_phases - 1, (int)position);
            float share = (float)(position - phase);
            return ((1 - share) * Dot(window, _taps[phase])) + (share * Dot(window, _taps[phase + 1]));
        }

        private float[] Tabulate(double fraction, double band)
        {
            var taps = new float[TapCount];
            double sum = 0;
            for (int k = 0; k < taps.Length; k++)
            {
                double distance = k - (_halfTaps - 1) - fraction;
                double inWindow = distance / _halfTaps;
                double window = Math.Abs(inWindow) >= 1 ? 0 : Bessel(KaiserBeta * Math.Sqrt(1 - (inWindow * inWindow)));
                double angle = 2 * Math.PI * Cutoff * band * distance;
                double value = window * (Math.Abs(angle) < 1e-9 ? 1 : Math.Sin(angle) / angle);
                taps[k] = (float)value;
                sum += value;
            }

            for (int k = 0; k < taps.Length; k++)
            {
                taps[k] = (float)(taps[k] / sum);
            }

            return taps;
        }

        // Modified Bessel function of the first kind, order 0, by its power series (Abramowitz and Stegun 9.6.12).
        private static double Bessel(double x)
        {
            double term = 1;
            double sum = 1;
            for (int k = 1; term > 1e-12 * sum; k++)
            {
                term *= x * x / (4.0 * k * k);
                sum += term;
            }

            return sum;
        }

        private static float Dot(ReadOnlySpan<float> left, float[] right)
        {
            int width = Vector<float>.Count;
            int vectors = right.Length / width;
            ReadOnlySpan<Vector<float>> leftVectors = MemoryMarshal.Cast<float, Vector<float>>(left[..(vectors * width)]);
            ReadOnlySpan<Vector<float>> rightVectors = MemoryMarshal.Cast<float, Vector<float>>(right.AsSpan(0, vectors * width));
            var sums = Vector<float>.Zero;
            for (int i = 0; i < rightVectors.Length; i++)
            {
                sums += leftVectors[i] * rightVectors[i];
            }

            float sum = Vector.Sum(sums);
            for (int i = vectors * width; i < right.Length; i++)
            {
                sum += left[i] * right[i];
            }

            return sum;
        }
    }
}
