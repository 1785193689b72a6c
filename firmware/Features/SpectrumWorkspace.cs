using System;

namespace Stethos.Features
{
    /// <summary>Transform and scratch arrays that spectrum and envelope of one extractor use one after the other.</summary>
    internal sealed class SpectrumWorkspace
    {
        internal readonly RealFft Fft;
        // One longer than the transform needs: the amplitudes of bins 0 .. N/2 take the place of its real part.
        internal readonly float[] A;
        internal readonly float[] B;

        // Empty without envelope: half of the scratch memory.
        internal readonly float[] C;
        internal readonly float[] D;

        internal SpectrumWorkspace(int length, bool forEnvelope)
        {
            Fft = new RealFft(length);
            int half = length / 2;
            A = new float[half + 1];
            B = new float[half];
            C = new float[forEnvelope ? half : 0];
            D = new float[forEnvelope ? half : 0];
        }

        /// <summary>
        /// 2|X[k]| / sum(w) for k = 0 .. N/2 from a one-sided Hann spectrum, sum(w) = N/2. May write over
        /// <paramref name="re"/>.
        /// </summary>
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
