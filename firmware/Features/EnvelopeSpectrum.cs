using System;

namespace Stethos.Features
{
    /// <summary>
    /// Spectrum of the envelope of a frequency band: the magnitude of the band's analytic signal, its mean removed, under a
    /// periodic Hann window (R. B. Randall, Vibration-based Condition Monitoring, ch. 5). Impacts of a damaged bearing ring
    /// the structure at kHz; the envelope shows how often.
    /// </summary>
    /// <remarks>
    /// The analytic signal has N/2 bins only, so its even and its odd samples each come from one inverse of N/2 points. All
    /// four transforms together cost less than 1.5 complex transforms of N points and need 2N floats of scratch.
    /// </remarks>
    public sealed class EnvelopeSpectrum : IEnvelopeLines
    {
        /// <summary>Range of the median that serves as noise floor.</summary>
        public const float FloorLowHz = 5f;

        /// <summary>Upper end of the range of the median.</summary>
        public const float FloorHighHz = 1000f;

        private readonly int _length;
        private readonly SpectrumWorkspace _work;
        private readonly float[] _amplitude;

        /// <param name="length">Window length, a power of two from 32 to 131072.</param>
        public EnvelopeSpectrum(int length)
            : this(new SpectrumWorkspace(length, true))
        {
        }

        internal EnvelopeSpectrum(SpectrumWorkspace workspace)
        {
            _work = workspace;
            _length = workspace.Fft.Length;
            _amplitude = new float[_length / 2 + 1];
        }

        /// <summary>Peak amplitude of envelope bins 0 .. N/2 in the unit of the samples.</summary>
        public float[] Amplitude => _amplitude;

        /// <inheritdoc/>
        public float DfHz { get; private set; }

        /// <inheritdoc/>
        public float UsableHz { get; private set; }

        /// <inheritdoc/>
        public float Floor { get; private set; }

        /// <summary>
        /// Reads a window of the constructor's length. Bins from <paramref name="bandLowHz"/> to
        /// <paramref name="bandHighHz"/> are kept, 0 Hz and Nyquist never. The band shows modulations up to its own width.
        /// </summary>
        public void Compute(float[] samples, int offset, float sampleRateHz, float bandLowHz, float bandHighHz)
        {
            if (!(0f < sampleRateHz) || !(bandLowHz < bandHighHz))
            {
                throw new ArgumentException();
            }

            RealFft fft = _work.Fft;
            float[] re = _work.A;
            float[] im = _work.B;
            DfHz = sampleRateHz / _length;

            // Not Math.Min: nanoFramework's for float returns 0 when both are equal.
            float topHz = sampleRateHz / 2f;
            topHz = bandHighHz < topHz ? bandHighHz : topHz;
            UsableHz = Math.Max(0f, topHz - Math.Max(bandLowHz, 0f));
            fft.SplitMeanFree(samples, offset, re, im);
            fft.Forward(re, im);
            KeepBand(re, im, sampleRateHz, bandLowHz, bandHighHz);

            float[] even = _work.C;
            float[] odd = _work.D;
            int half = _length / 2;
            Array.Copy(re, 0, even, 0, half);
            Array.Copy(im, 0, odd, 0, half);
            fft.InverseOneSided(even, odd);
            double sum = Magnitude(even, odd, even, half);
            fft.AdvanceOneSample(re, im);
            fft.InverseOneSided(re, im);
            sum += Magnitude(re, im, odd, half);

            float mean = (float)(sum / _length);
            for (int m = 0; m < half; m++)
            {
                even[m] -= mean;
                odd[m] -= mean;
            }

            fft.ApplyHann(even, odd);
            fft.Forward(even, odd);
            SpectrumWorkspace.Amplitudes(even, odd, _amplitude, _length);
            Floor = MedianFloor(re);
        }

        /// <inheritdoc/>
        public float LineAmplitude(float hz)
        {
            double df = DfHz;
            if (!(0 < df))
            {
                return 0f;
            }

            double reach = Math.Max(0.015 * hz, 1.5 * df);
            int first = Math.Max(1, (int)Math.Ceiling((hz - reach) / df));
            int last = Math.Min(_length / 2, (int)Math.Floor((hz + reach) / df));
            float[] amplitude = _amplitude;
            float largest = 0f;
            for (int k = first; k <= last; k++)
            {
                if (amplitude[k] > largest)
                {
                    largest = amplitude[k];
                }
            }

            return largest;
        }

        // Doubling the positive half and taking half as many inverse points cancel, so no bin is scaled.
        private void KeepBand(float[] re, float[] im, float sampleRateHz, float bandLowHz, float bandHighHz)
        {
            double df = (double)sampleRateHz / _length;
            int half = _length / 2;
            int first = Math.Max(1, (int)Math.Ceiling(bandLowHz / df));
            int last = Math.Min(half - 1, (int)Math.Floor(bandHighHz / df));
            Array.Clear(re, 0, Math.Min(first, half));
            Array.Clear(im, 0, Math.Min(first, half));
            if (last + 1 < half)
            {
                int from = Math.Max(0, last + 1);
                Array.Clear(re, from, half - from);
                Array.Clear(im, from, half - from);
            }
        }

        private static double Magnitude(float[] re, float[] im, float[] magnitude, int count)
        {
            double sum = 0;
            for (int m = 0; m < count; m++)
            {
                float x = re[m];
                float y = im[m];
                float a = (float)Math.Sqrt(x * x + y * y);
                magnitude[m] = a;
                sum += a;
            }

            return sum;
        }

        private float MedianFloor(float[] scratch)
        {
            double df = DfHz;
            double top = UsableHz < FloorHighHz ? UsableHz : FloorHighHz;
            int first = Math.Max(1, (int)Math.Ceiling(FloorLowHz / df));
            int last = Math.Min(_length / 2, (int)Math.Floor(top / df));
            int count = last - first + 1;
            if (count < 1)
            {
                return 0f;
            }

            Array.Copy(_amplitude, first, scratch, 0, count);
            return Median.Select(scratch, count);
        }
    }
}
