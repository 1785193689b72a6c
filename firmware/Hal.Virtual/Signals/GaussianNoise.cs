using System;

namespace Stethos.Hal.Virtual.Signals
{
    /// <summary>
    /// White Gaussian noise as a function of (seed, index): no state, so any stretch can be made again in any order.
    /// One hash gives four table look-ups; the table holds the normal quantiles, scaled to variance 1.
    /// </summary>
    internal static class GaussianNoise
    {
        private const int TableBits = 14;
        private const int TableMask = (1 << TableBits) - 1;
        private static readonly float[] Table = BuildTable();

        /// <summary>Mixes two numbers into a seed of their own (SplitMix64, Steele et al. 2014).</summary>
        public static ulong Mix(ulong seed, ulong index)
        {
            ulong z = seed + ((index + 1) * 0x9E3779B97F4A7C15UL);
            z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9UL;
            z = (z ^ (z >> 27)) * 0x94D049BB133111EBUL;
            return z ^ (z >> 31);
        }

        /// <summary>Sample number <paramref name="index"/> (may be negative) of the noise, variance 1.</summary>
        public static float At(ulong seed, long index)
        {
            ulong hash = Mix(seed, (ulong)(index >> 2));
            return Table[(int)(hash >> (int)((index & 3) << 4)) & TableMask];
        }

        /// <summary>Writes samples <paramref name="first"/> and on, times <paramref name="sigma"/>.</summary>
        public static void Fill(ulong seed, long first, float sigma, float[] destination, int offset, int count)
        {
            float[] table = Table;
            int i = 0;
            while (i < count)
            {
                long index = first + i;
                ulong hash = Mix(seed, (ulong)(index >> 2)) >> (int)((index & 3) << 4);
                int run = Math.Min(4 - (int)(index & 3), count - i);
                for (int k = 0; k < run; k++)
                {
                    destination[offset + i + k] = sigma * table[(int)hash & TableMask];
                    hash >>= 16;
                }

                i += run;
            }
        }

        private static float[] BuildTable()
        {
            int size = 1 << TableBits;
            var quantiles = new double[size];
            double power = 0;
            for (int i = 0; i < size; i++)
            {
                quantiles[i] = NormalQuantile((i + 0.5) / size);
                power += quantiles[i] * quantiles[i];
            }

            double scale = Math.Sqrt(size / power);
            var table = new float[size];
            for (int i = 0; i < size; i++)
            {
                table[i] = (float)(quantiles[i] * scale);
            }

            return table;
        }

        // P. J. Acklam, "An algorithm for computing the inverse normal cumulative distribution function", error 1.2e-9.
        private static double NormalQuantile(double p)
        {
            if (p > 0.5)
            {
                return -NormalQuantile(1 - p);
            }

            if (p < 0.02425)
            {
                double t = Math.Sqrt(-2 * Math.Log(p));
                double top = ((((((((((-7.784894002430293e-03 * t) - 3.223964580411365e-01) * t) - 2.400758277161838) * t)
                    - 2.549732539343734) * t) + 4.374664141464968) * t) + 2.938163982698783);
                double bottom = (((((((7.784695709041462e-03 * t) + 3.224671290700398e-01) * t) + 2.445134137142996) * t)
                    + 3.754408661907416) * t) + 1;
                return top / bottom;
            }

            double q = p - 0.5;
            double r = q * q;
            double numerator = ((((((((((-39.69683028665376 * r) + 220.9460984245205) * r) - 275.9285104469687) * r)
                + 138.3577518672690) * r) - 30.66479806614716) * r) + 2.506628277459239) * q;
            double denominator = (((((((((-54.47609879822406 * r) + 161.5858368580409) * r) - 155.6989798598866) * r)
                + 66.80131188771972) * r) - 13.28068155288572) * r) + 1;
            return numerator / denominator;
        }
    }
}
