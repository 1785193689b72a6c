using System;

namespace Stethos.Features
{
    /// <summary>
    /// Statistics of a window in time, in the unit of the samples. Two passes; sums are double, because float sums over
    /// more than 10,000 samples would lose the fourth digit of the kurtosis. Ratios of a constant window are 0.
    /// </summary>
    public sealed class TimeStatistics
    {
        // Below this mean square (rms 1e-12 of the unit) a window counts as constant; no sensor resolves it.
        private const double ConstantMeanSquare = 1e-24;

        /// <summary>Arithmetic mean.</summary>
        public float Mean { get; private set; }

        /// <summary>Root mean square of the mean-free signal.</summary>
        public float Rms => StandardDeviation;

        /// <summary>Root mean square of the signal as it is.</summary>
        public float RmsWithMean { get; private set; }

        /// <summary>Population standard deviation.</summary>
        public float StandardDeviation { get; private set; }

        /// <summary>Largest deviation from the mean, never negative.</summary>
        public float Peak { get; private set; }

        /// <summary>Largest magnitude of the signal as it is.</summary>
        public float PeakWithMean { get; private set; }

        /// <summary>Largest minus smallest sample.</summary>
        public float PeakToPeak { get; private set; }

        /// <summary>Peak / rms of the mean-free signal; 0 for a constant window.</summary>
        public float Crest { get; private set; }

        /// <summary>Peak / rms of the signal as it is; 0 for an all-zero window.</summary>
        public float CrestWithMean { get; private set; }

        /// <summary>Pearson kurtosis m4 / m2^2 (normal distribution: 3); 0 for a constant window.</summary>
        public float Kurtosis { get; private set; }

        /// <summary>m3 / m2^1.5; 0 for a constant window.</summary>
        public float Skewness { get; private set; }

        /// <summary>Rms / mean magnitude, both with the mean; only after <see cref="Compute"/>.</summary>
        public float Shape { get; private set; }

        /// <summary>Peak / mean magnitude, both with the mean; only after <see cref="Compute"/>.</summary>
        public float Impulse { get; private set; }

        /// <summary>Peak / (mean of the root of the magnitude)^2, with the mean; only after <see cref="Compute"/>.</summary>
        public float Clearance { get; private set; }

        /// <summary>All figures. <paramref name="count"/> is at least 1.</summary>
        public void Compute(float[] samples, int offset, int count)
        {
            ComputeCentral(samples, offset, count);
            int end = offset + count;
            double magnitude = 0;
            double root = 0;
            for (int i = offset; i < end; i++)
            {
                float x = samples[i];
                x = x < 0f ? -x : x;
                magnitude += x;
                root += Math.Sqrt(x);
            }

            magnitude /= count;
            root /= count;
            if (magnitude > 0)
            {
                Shape = (float)(RmsWithMean / magnitude);
                Impulse = (float)(PeakWithMean / magnitude);
                Clearance = (float)(PeakWithMean / (root * root));
            }
        }

        /// <summary>
        /// All but Shape, Impulse and Clearance, which become 0 and would cost a square root per sample.
        /// <paramref name="count"/> is at least 1.
        /// </summary>
        public void ComputeCentral(float[] samples, int offset, int count)
        {
            if (count < 1)
            {
                throw new ArgumentException();
            }

            float low = samples[offset];
            float high = low;
            int end = offset + count;
            double sum = 0;
            for (int i = offset; i < end; i++)
            {
                float x = samples[i];
                sum += x;
                if (x < low)
                {
                    low = x;
                }
                else if (x > high)
                {
                    high = x;
                }
            }

            double mean = sum / count;
            Mean = (float)mean;
            PeakToPeak = high - low;
            Peak = (float)Math.Max(high - mean, mean - low);
            PeakWithMean = Math.Max(high, -low);
            Shape = 0f;
            Impulse = 0f;
            Clearance = 0f;
            ComputeMoments(samples, offset, count);
        }

        private void ComputeMoments(float[] samples, int offset, int count)
        {
            float mean = Mean;
            int end = offset + count;
            double sum1 = 0;
            double sum2 = 0;
            double sum3 = 0;
            double sum4 = 0;
            for (int i = offset; i < end; i++)
            {
                float d = samples[i] - mean;
                float square = d * d;
                sum1 += d;
                sum2 += square;
                sum3 += square * d;
                sum4 += square * square;
            }

            // The mean was rounded to float: next to gravity that would show in the skewness of a quiet machine.
            double r = sum1 / count;
            double raw2 = sum2 / count;
            double raw3 = sum3 / count;
            double m2 = raw2 - r * r;
            double m3 = raw3 - 3 * r * raw2 + 2 * r * r * r;
            double m4 = sum4 / count - 4 * r * raw3 + 6 * r * r * raw2 - 3 * r * r * r * r;
            double withMean = m2 + (mean + r) * (mean + r);
            RmsWithMean = (float)Math.Sqrt(withMean);
            CrestWithMean = withMean > ConstantMeanSquare ? PeakWithMean / RmsWithMean : 0f;
            if (m2 > ConstantMeanSquare)
            {
                double deviation = Math.Sqrt(m2);
                StandardDeviation = (float)deviation;
                Crest = Peak / StandardDeviation;
                Skewness = (float)(m3 / (m2 * deviation));
                Kurtosis = (float)(m4 / (m2 * m2));
                return;
            }

            StandardDeviation = 0f;
            Crest = 0f;
            Skewness = 0f;
            Kurtosis = 0f;
        }
    }
}
