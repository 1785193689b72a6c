using System;

namespace Stethos.Features
{
    /// <summary>
    /// Transform of N real samples through one complex transform of N/2 points: half the time and half the memory.
    /// Samples are held split by parity: even[m] = x[2m], odd[m] = x[2m+1]. A one-sided spectrum is held as re[k], im[k],
    /// k = 0 .. N/2-1, where im[0] carries the (real) Nyquist bin because bin 0 has no imaginary part.
    /// </summary>
    public sealed class RealFft
    {
        /// <summary>Shortest supported number of real samples.</summary>
        public const int MinLength = 2 * Fft.MinLength;

        /// <summary>Longest supported number of real samples.</summary>
        public const int MaxLength = 2 * Fft.MaxLength;

        private readonly int _length;
        private readonly Fft _half;

        // cos(2 pi n / N), n = 0 .. N/4: a quarter wave serves twiddles (sine read backwards) and the Hann window.
        private readonly float[] _quarterWave;

        /// <param name="length">Number of real samples, a power of two from 32 to 131072.</param>
        /// <exception cref="ArgumentException">The length is out of range or no power of two.</exception>
        public RealFft(int length)
        {
            if (length < MinLength || length > MaxLength)
            {
                throw new ArgumentException();
            }

            _length = length;
            _half = new Fft(length / 2);
            _quarterWave = new float[length / 4 + 1];
            QuarterWave.Fill(_quarterWave, length);
        }

        /// <summary>Number of real samples N; the arrays given to the methods have at least N/2 entries.</summary>
        public int Length => _length;

        /// <summary>Splits <see cref="Length"/> samples by parity and subtracts their mean, which it returns.</summary>
        public float SplitMeanFree(float[] samples, int offset, float[] even, float[] odd)
        {
            int length = _length;
            int end = offset + length;
            // Double: over 131072 samples a float sum would leave a visible line in bin 0.
            double sum = 0;
            for (int i = offset; i < end; i++)
            {
                sum += samples[i];
            }

            float mean = (float)(sum / length);
            int half = length / 2;
            for (int m = 0; m < half; m++)
            {
                even[m] = samples[offset] - mean;
                odd[m] = samples[offset + 1] - mean;
                offset += 2;
            }

            return mean;
        }

        /// <summary>Replaces the split samples by the one-sided spectrum, not scaled.</summary>
        public void Forward(float[] evenThenRe, float[] oddThenIm)
        {
            float[] re = evenThenRe;
            float[] im = oddThenIm;
            _half.Forward(re, im);
            float[] wave = _quarterWave;
            int half = _length / 2;
            int quarter = half / 2;
            float dc = re[0];
            re[0] = dc + im[0];
            im[0] = dc - im[0];
            for (int k = 1; k <= quarter; k++)
            {
                int mirror = half - k;
                float evenR = 0.5f * (re[k] + re[mirror]);
                float evenI = 0.5f * (im[k] - im[mirror]);
                float oddR = 0.5f * (im[k] + im[mirror]);
                float oddI = 0.5f * (re[mirror] - re[k]);
                float wr = wave[k];
                float wi = -wave[quarter - k];
                float tr = oddR * wr - oddI * wi;
                float ti = oddR * wi + oddI * wr;
                re[k] = evenR + tr;
                im[k] = evenI + ti;
                re[mirror] = evenR - tr;
                im[mirror] = ti - evenI;
            }
        }

        /// <summary>
        /// From a one-sided spectrum to every second sample of its inverse (complex) transform, scaled by 2/N: with the
        /// negative frequencies taken as zero this is the analytic signal at the even sample times. The Nyquist bin is
        /// ignored and im[0] must be zero.
        /// </summary>
        public void InverseOneSided(float[] re, float[] im) => _half.Inverse(re, im);

        /// <summary>
        /// Turns each bin k by +2 pi k / N, so that <see cref="InverseOneSided"/> gives the odd sample times.
        /// </summary>
        public void AdvanceOneSample(float[] re, float[] im)
        {
            float[] wave = _quarterWave;
            int half = _length / 2;
            int quarter = half / 2;
            for (int k = 1; k < half; k++)
            {
                float wr = k <= quarter ? wave[k] : -wave[half - k];
                float wi = k <= quarter ? wave[quarter - k] : wave[k - quarter];
                float xr = re[k];
                float xi = im[k];
                re[k] = xr * wr - xi * wi;
                im[k] = xr * wi + xi * wr;
            }
        }

        /// <summary>Multiplies split samples by the periodic Hann window w[n] = 0.5 - 0.5 cos(2 pi n / N).</summary>
        public void ApplyHann(float[] even, float[] odd)
        {
            float[] wave = _quarterWave;
            int half = _length / 2;
            int quarter = half / 2;
            int eighth = quarter / 2;

            // n = 0 has weight 0, n = N/2 weight 1, n = N/4 and 3N/4 weight 1/2; all others come in fours.
            even[0] = 0f;
            even[eighth] *= 0.5f;
            even[half - eighth] *= 0.5f;
            for (int n = 1; n < quarter; n++)
            {
                float c = 0.5f * wave[n];
                float low = 0.5f - c;
                float high = 0.5f + c;
                int m = n >> 1;
                if ((n & 1) == 0)
                {
                    even[m] *= low;
                    even[half - m] *= low;
                    even[quarter - m] *= high;
                    even[quarter + m] *= high;
                }
                else
                {
                    odd[m] *= low;
                    odd[half - 1 - m] *= low;
                    odd[quarter - 1 - m] *= high;
                    odd[quarter + m] *= high;
                }
            }
        }
    }
}
