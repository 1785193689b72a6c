using System;

namespace Stethos.Features
{
    /// <summary>
    /// Second-order recursive filter, transposed direct form II; coefficients by R. Bristow-Johnson's Audio EQ Cookbook.
    /// </summary>
    internal sealed class Biquad
    {
        private float _b0 = 1f;
        private float _b1;
        private float _b2;
        private float _a1;
        private float _a2;
        private float _z1;
        private float _z2;

        internal void SetLowPass(float sampleRateHz, float cutoffHz, float q) => Set(sampleRateHz, cutoffHz, q, false);

        internal void SetHighPass(float sampleRateHz, float cutoffHz, float q) => Set(sampleRateHz, cutoffHz, q, true);

        /// <summary>Passes everything.</summary>
        internal void SetThrough()
        {
            _b0 = 1f;
            _b1 = 0f;
            _b2 = 0f;
            _a1 = 0f;
            _a2 = 0f;
            _z1 = 0f;
            _z2 = 0f;
        }

        /// <summary>Filters in place and keeps the state for the next block.</summary>
        internal void Process(float[] block, int count)
        {
            float b0 = _b0;
            float b1 = _b1;
            float b2 = _b2;
            float a1 = _a1;
            float a2 = _a2;
            float z1 = _z1;
            float z2 = _z2;
            for (int i = 0; i < count; i++)
            {
                float x = block[i];
                float y = b0 * x + z1;
                z1 = b1 * x - a1 * y + z2;
                z2 = b2 * x - a2 * y;
                block[i] = y;
            }

            _z1 = z1;
            _z2 = z2;
        }

        private void Set(float sampleRateHz, float cutoffHz, float q, bool highPass)
        {
            double w = 2 * Math.PI * cutoffHz / sampleRateHz;
            double cos = Math.Cos(w);
            double alpha = Math.Sin(w) / (2 * q);
            double a0 = 1 + alpha;
            double edge = highPass ? 1 + cos : 1 - cos;
            _b0 = (float)(edge / 2 / a0);
            _b1 = (float)((highPass ? -edge : edge) / a0);
            _b2 = _b0;
            _a1 = (float)(-2 * cos / a0);
            _a2 = (float)((1 - alpha) / a0);
            _z1 = 0f;
            _z2 = 0f;
        }
    }
}
