using System;
using System.Collections.Generic;

namespace Stethos.Hal.Virtual.Tests
{
    /// <summary>Plain measurements on samples, written out so that the tests need no product code.</summary>
    internal static class Measure
    {
        public static double Mean(IReadOnlyList<float> samples)
        {
            double sum = 0;
            foreach (float sample in samples)
            {
                sum += sample;
            }

            return sum / samples.Count;
        }

        public static double Moment(IReadOnlyList<float> samples, int order)
        {
            double mean = Mean(samples);
            double sum = 0;
            foreach (float sample in samples)
            {
                sum += Math.Pow(sample - mean, order);
            }

            return sum / samples.Count;
        }

        public static double Rms(IReadOnlyList<float> samples) => Math.Sqrt(Moment(samples, 2));

        public static double Kurtosis(IReadOnlyList<float> samples) => Moment(samples, 4) / Math.Pow(Moment(samples, 2), 2);

        /// <summary>Amplitude of one line through a Hann window (side lobes fall fast, so that -60 dB can be seen).</summary>
        public static double Line(IReadOnlyList<float> samples, double frequencyHz, double sampleRateHz)
        {
            double re = 0;
            double im = 0;
            double weight = 0;
            for (int i = 0; i < samples.Count; i++)
            {
                double window = 0.5 - (0.5 * Math.Cos(2 * Math.PI * i / samples.Count));
                double angle = 2 * Math.PI * frequencyHz * i / sampleRateHz;
                re += window * samples[i] * Math.Cos(angle);
                im -= window * samples[i] * Math.Sin(angle);
                weight += window;
            }

            return 2 * Math.Sqrt((re * re) + (im * im)) / weight;
        }

        /// <summary>
        /// Envelope around a carrier: shifted to 0 Hz, a 1 ms triangular low pass, magnitude, mean taken off.
        /// </summary>
        public static float[] Envelope(IReadOnlyList<float> samples, double carrierHz, double sampleRateHz)
        {
            int half = (int)(sampleRateHz / 1000);
            int count = samples.Count;
            var re = new double[count];
            var im = new double[count];
            for (int i = 0; i < count; i++)
            {
                double angle = 2 * Math.PI * carrierHz * i / sampleRateHz;
                re[i] = samples[i] * Math.Cos(angle);
                im[i] = samples[i] * Math.Sin(angle);
            }

            var envelope = new float[count - (2 * half)];
            double mean = 0;
            for (int i = 0; i < envelope.Length; i++)
            {
                double sumRe = 0;
                double sumIm = 0;
                for (int k = -half + 1; k < half; k++)
                {
                    double weight = half - Math.Abs(k);
                    sumRe += weight * re[i + half + k];
                    sumIm += weight * im[i + half + k];
                }

                envelope[i] = (float)(Math.Sqrt((sumRe * sumRe) + (sumIm * sumIm)) / (half * half));
                mean += envelope[i];
            }

            mean /= envelope.Length;
            for (int i = 0; i < envelope.Length; i++)
            {
                envelope[i] -= (float)mean;
            }

            return envelope;
        }

        /// <summary>A line over the median of its surroundings (±12 %, the line itself and its skirts left out).</summary>
        public static double LineOverFloor(float[] samples, double frequencyHz, double sampleRateHz)
        {
            double peak = 0;
            for (double f = frequencyHz * 0.995; f <= frequencyHz * 1.005; f += 0.0005 * frequencyHz)
            {
                peak = Math.Max(peak, Line(samples, f, sampleRateHz));
            }

            var floor = new List<double>();
            for (double share = 0.03; share <= 0.12; share += 0.005)
            {
                floor.Add(Line(samples, frequencyHz * (1 - share), sampleRateHz));
                floor.Add(Line(samples, frequencyHz * (1 + share), sampleRateHz));
            }

            floor.Sort();
            return peak / floor[floor.Count / 2];
        }
    }
}
