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

        /// <summary>Fine steps in one sample: holds the halves, thirds, fifths and eighths that starts lie on exactly.</summary>
        public const int StepsPerSample = 600;

        /// <summary>A time in fine steps. Whole, so that adding samples to it stays exact.</summary>
        public static long Steps(double seconds, double sampleRateHz) =>
            (long)Math.Floor((seconds * sampleRateHz * StepsPerSample) + Bias);
    }
}
