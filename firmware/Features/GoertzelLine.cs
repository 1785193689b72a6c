using System;

namespace Stethos.Features
{
    /// <summary>
    /// Amplitude at single frequencies without a transform: the cheap form of <see cref="HannSpectrum"/> for up to about
    /// ten lines, any window length, 4 bytes per sample. Reinsch's form of Goertzel's recursion, which keeps float accuracy
    /// at low frequencies (J. Stoer, R. Bulirsch, Introduction to Numerical Analysis, 2.3.2).
    /// </summary>
    public sealed class GoertzelLine
    {
        private readonly float[] _windowed;
        private int _count;
        private float _sampleRateHz;

        /// <param name="capacity">Longest window.</param>
        public GoertzelLine(int capacity)
        {
            _windowed = new float[capacity];
        }

        // Lets a producer write straight into the buffer that Compute then windows in place.
        internal float[] Buffer => _windowed;

        /// <summary>
        /// Copies a window, removes its mean and applies a periodic Hann window. <paramref name="count"/> is 2 up to the
        /// capacity, <paramref name="sampleRateHz"/> above 0.
        /// </summary>
        public void Compute(float[] samples, int offset, int count, float sampleRateHz)
        {
            if (count < 2 || count > _windowed.Length || !(0f < sampleRateHz))
            {
                throw new ArgumentException();
            }

            _count = count;
            _sampleRateHz = sampleRateHz;
            double sum = 0;
            for (int n = 0; n < count; n++)
            {
                sum += samples[offset + n];
            }

            float mean = (float)(sum / count);
            float[] windowed = _windowed;
            double step = 2.0 * Math.PI / count;
            for (int n = 0; n < count; n++)
            {
                windowed[n] = (samples[offset + n] - mean) * (0.5f - 0.5f * (float)Math.Cos(n * step));
            }
        }

        /// <summary>
        /// Peak amplitude at <paramref name="hz"/>, which need not be a bin: 0 to half the sampling rate, else 0 is returned.
        /// </summary>
        public float AmplitudeAt(float hz)
        {
            if (!(0f <= hz) || !(hz <= 0.5f * _sampleRateHz) || _count == 0)
            {
                return 0f;
            }

            double angle = Math.PI * hz / _sampleRateHz;
            bool low = hz <= 0.25f * _sampleRateHz;
            float root = (float)(low ? Math.Sin(angle) : Math.Cos(angle));
            float delta = 4f * root * root;
            float power = low ? LowPower(-delta) : HighPower(delta);
            return power > 0f ? 4f * (float)Math.Sqrt(power) / _count : 0f;
        }

        // s[n] = x[n] + 2 cos(a) s[n-1] - s[n-2], run on the difference of neighbours: 2 cos(a) - 2 is small and exact.
        private float LowPower(float delta)
        {
            float[] windowed = _windowed;
            int count = _count;
            float s = 0f;
            float d = 0f;
            for (int n = 0; n < count; n++)
            {
                d += delta * s + windowed[n];
                s += d;
            }

            return d * d - delta * s * (s - d);
        }

        // Above a quarter of the sampling rate the sum of neighbours is the small one.
        private float HighPower(float delta)
        {
            float[] windowed = _windowed;
            int count = _count;
            float s = 0f;
            float e = 0f;
            for (int n = 0; n < count; n++)
            {
                e = delta * s + windowed[n] - e;
                s = e - s;
            }

            return e * e - delta * s * (e - s);
        }
    }
}
