using System;

namespace Stethos.Hal.Virtual.Recordings
{
    /// <summary>
    /// Joins stretches of signal into a loop. At every seam, the one from the end to the beginning included, the end of one
    /// stretch fades into the beginning of the next: a step there would be an impact that no machine made. The gains of
    /// the fade add up to 1: a tone keeps its size if it happens to be in phase, noise dips by at most 3 dB.
    /// </summary>
    internal static class SeamlessLoop
    {
        private const int LongestFadeSamples = 256;

        /// <summary>Each stretch gives its length minus one fade.</summary>
        public static float[] Join(float[][][] segments, int channel)
        {
            int length = segments[0][channel].Length;
            int fade = Math.Min(LongestFadeSamples, length / 8);
            int step = length - fade;
            var loop = new float[step * segments.Length];
            for (int s = 0; s < segments.Length; s++)
            {
                float[] before = segments[(s + segments.Length - 1) % segments.Length][channel];
                float[] samples = segments[s][channel];
                for (int i = 0; i < step; i++)
                {
                    float value = samples[i];
                    if (i < fade)
                    {
                        double gain = 0.5 - (0.5 * Math.Cos(Math.PI * (i + 0.5) / fade));
                        value = (float)((gain * value) + ((1 - gain) * before[step + i]));
                    }

                    loop[(s * step) + i] = value;
                }
            }

            return loop;
        }
    }
}
