using System;

namespace Stethos.Features
{
    /// <summary>
    /// Moments of raw samples in one pass of integer arithmetic, for tiers without a fast float unit. Sums are exact, so
    /// the figures are bit-identical on every platform up to the final divisions in double. In counts, mean-free.
    /// </summary>
    /// <remarks>
    /// Sums run over d = x - pivot. The pivot (mean of a few samples) keeps gravity from swallowing the fourth moment.
    /// It is held within +-16384, so |d| is at most 49151 &lt; 2^15.585, and with 2^16 samples:
    /// |sum d| &lt; 2^31.6, sum d^2 &lt; 2^47.2, |sum d^3| &lt; 2^62.8 fit a long; d^4 &lt; 2^62.4 fits a long, its sum
    /// (2^78.4) does not and is kept as two sums of 32-bit halves, each below 2^48.
    /// </remarks>
    public sealed class IntegerMoments
    {
        /// <summary>Largest window.</summary>
        public const int MaxCount = 65536;

        private const int PivotLimit = 16384;
        private const int PivotSamples = 16;

        /// <summary>Arithmetic mean in counts.</summary>
        public float Mean { get; private set; }

        /// <summary>Root mean square of the mean-free signal in counts.</summary>
        public float Rms { get; private set; }

        /// <summary>Largest deviation from the mean in counts.</summary>
        public float Peak { get; private set; }

        /// <summary>Largest minus smallest sample in counts, 0 to 65535.</summary>
        public int PeakToPeak { get; private set; }

        /// <summary>Peak / rms; 0 for a constant window.</summary>
        public float Crest { get; private set; }

        /// <summary>Pearson kurtosis (normal: 3); 0 for a constant window.</summary>
        public float Kurtosis { get; private set; }

        /// <summary>Third standardised moment; 0 for a constant window.</summary>
        public float Skewness { get; private set; }

        /// <summary>Reads the samples once. <paramref name="count"/> is 1 to <see cref="MaxCount"/>.</summary>
        public void Compute(short[] samples, int offset, int count)
        {
            if (count < 1 || count > MaxCount)
            {
                throw new ArgumentException();
            }

            int pivot = Pivot(samples, offset, count);
            int low = short.MaxValue;
            int high = short.MinValue;
            long sum = 0;
            long sum2 = 0;
            long sum3 = 0;
            long sum4Low = 0;
            long sum4High = 0;
            int end = offset + count;
            for (int i = offset; i < end; i++)
            {
                int x = samples[i];
                if (x < low)
                {
                    low = x;
                }

                if (x > high)
                {
                    high = x;
                }

                long d = x - pivot;
                long square = d * d;
                long fourth = square * square;
                sum += d;
                sum2 += square;
                sum3 += square * d;
                sum4Low += fourth & 0xFFFFFFFFL;
                sum4High += fourth >> 32;
            }

            PeakToPeak = high - low;
            double mean = pivot + (double)sum / count;
            Mean = (float)mean;
            Peak = (float)Math.Max(high - mean, mean - low);
            Finish(count, sum, sum2, sum3, sum4High * 4294967296.0 + sum4Low);
        }

        private static int Pivot(short[] samples, int offset, int count)
        {
            int step = count > PivotSamples ? count / PivotSamples : 1;
            int sum = 0;
            int taken = 0;
            for (int i = 0; i < count && taken < PivotSamples; i += step)
            {
                sum += samples[offset + i];
                taken++;
            }

            int pivot = sum / taken;
            if (pivot > PivotLimit)
            {
                return PivotLimit;
            }

            return pivot < -PivotLimit ? -PivotLimit : pivot;
        }

        private void Finish(int count, long sum, long sum2, long sum3, double sum4)
        {
            // count * sum2 < 2^63.2 and sum^2 < 2^63.2: exact as unsigned, so a one-count ripple on full scale survives.
            ulong magnitude = (ulong)(sum < 0 ? -sum : sum);
            ulong spread = (ulong)count * (ulong)sum2 - magnitude * magnitude;
            if (spread == 0)
            {
                Rms = 0f;
                Crest = 0f;
                Kurtosis = 0f;
                Skewness = 0f;
                return;
            }

            double n = count;
            double r = sum / n;
            double m2 = spread / n / n;
            double raw2 = sum2 / n;
            double m3 = sum3 / n - 3 * r * raw2 + 2 * r * r * r;
            double m4 = sum4 / n - 4 * r * (sum3 / n) + 6 * r * r * raw2 - 3 * r * r * r * r;
            double deviation = Math.Sqrt(m2);
            Rms = (float)deviation;
            Crest = Peak / Rms;
            Skewness = (float)(m3 / (m2 * deviation));
            Kurtosis = (float)(m4 / (m2 * m2));
        }
    }
}
