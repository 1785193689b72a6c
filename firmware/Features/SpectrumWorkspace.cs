using System;

namespace Stethos.Features
{
    /// <summary>Transform and scratch arrays that spectrum and envelope of one extractor use one after the other.</summary>
    internal sealed class SpectrumWorkspace
    {
        internal readonly RealFft Fft;
        internal readonly float[] A;
        internal readonly float[] B;

        // Empty without envelope: half of the scratch memory.
        internal readonly float[] C;
        internal readonly float[] D;

        internal SpectrumWorkspace(int length, bool forEnvelope)
        {
            Fft = new RealFft(length);
            int half = length / 2;
            A = new float[half];
            B = new float[half];
            C = new float[forEnvelope ? half : 0];
            D = new float[forEnvelope ? half : 0];
        }

        /// <summary>2|X[k]| / sum(w) for k = 0 .. N/2 from a one-sided Hann spectrum, sum(w) = N/2.</summary>
        internal static void Amplitudes(float[] re, float[] im, float[] amplitude, int length)
        {
            int half = length / 2;
            float scale = 4f / length;
            for (int k = 1; k < half; k++)
            {
                float x = re[k];
                float y = im[k];
                amplitude[k] = scale * (float)Math.Sqrt(x * x + y * y);
            }

            amplitude[0] = scale * Math.Abs(re[0]);
            amplitude[half] = scale * Math.Abs(im[0]);
        }
    }
}
