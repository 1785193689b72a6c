using System;

namespace Stethos.Hal.Virtual.Signals
{
    /// <summary>Turns a start time back into a sample number, so that portions join without a seam.</summary>
    internal static class SampleGrid
    {
        // Converters start at whole milliseconds, so starts lie on simple fractions of a sample; the border between two
        // numbers must not lie on one, or rounding errors would repeat or drop samples between two portions.
        private const double Bias = 0.4567;

        /// <summary>The sample nearest to a time: a source that renders on this grid is at most 0.55 samples off.</summary>
        public static long Nearest(double seconds, double sampleRateHz) => (long)Math.Floor((seconds * sampleRateHz) + Bias);

        /// <summary>
        /// The exact position of a time in samples, with rounding errors (below 1e-6 samples) taken off whole numbers.
        /// </summary>
        public static double Exact(double seconds, double sampleRateHz)
        {
            double position = seconds * sampleRateHz;
            double whole = Math.Round(position);
            return Math.Abs(position - whole) < 1e-6 * Math.Max(1, Math.Abs(whole) * 1e-6) ? whole : position;
        }
    }
}
