using System;

namespace Stethos.Features
{
    /// <summary>
    /// Spectrum of one window under a periodic Hann window, the mean removed first. From it: amplitudes, mean square in
    /// bands and the rms of vibration velocity. Mean squares are power-corrected (sum of w^2 = 3N/8), amplitudes are
    /// line-corrected (sum of w = N/2), so that for bins 1 .. N/2-1 the mean square is amplitude^2 / 3.
    /// </summary>
    public sealed class HannSpectrum
    {
        /// <summary>Number of logarithmic bands.</summary>
        public const int LogBandCount = 16;

        /// <summary>Number of linear bands.</summary>
        public const int LinearBandCount = 8;

        /// <summary>Lower edge of the first logarithmic band.</summary>
        public const float LowestHz = 10f;

        private const double GravityMmPerS2 = 9806.65;

        // A bin this close (in bins) to an edge lies on it, so that 10 Hz means the same bin in float and in double.
        private const double EdgeSlack = 1e-4;

        private readonly int _length;
        private readonly RealFft _fft;
        private readonly float[] _even;
        private readonly float[] _odd;
        private readonly float[] _amplitude;
        private readonly float[] _edges = new float[LogBandCount + 1];
        private float _sampleRateHz;

        /// <param name="length">Window length, a power of two from 32 to 131072.</param>
        public HannSpectrum(int length)
            : this(new SpectrumWorkspace(length, false))
        {
        }

        internal HannSpectrum(SpectrumWorkspace workspace)
        {
            _length = workspace.Fft.Length;
            _fft = workspace.Fft;
            _even = workspace.A;
            _odd = workspace.B;
            _amplitude = workspace.A;
        }

        /// <summary>Peak amplitude 2|X[k]| / sum(w) of bins 0 .. N/2, in the unit of the samples.</summary>
        public float[] Amplitude => _amplitude;

        /// <summary>Bin spacing; 0 before the first <see cref="Compute"/>.</summary>
        public float DfHz => _sampleRateHz / _length;

        /// <summary>Amplitude-weighted mean frequency of bins 1 .. N/2; 0 for a silent window.</summary>
        public float CentroidHz { get; private set; }

        /// <summary>Reads the window; <paramref name="sampleRateHz"/> is above 0.</summary>
        public void Compute(float[] samples, int offset, float sampleRateHz)
        {
            if (!(0f < sampleRateHz))
            {
                throw new ArgumentException();
            }

            _sampleRateHz = sampleRateHz;
            float[] re = _even;
            float[] im = _odd;
            _fft.SplitMeanFree(samples, offset, re, im);
            _fft.ApplyHann(re, im);
            _fft.Forward(re, im);
            SpectrumWorkspace.Amplitudes(re, im, _amplitude, _length);

            float[] amplitude = _amplitude;
            int half = _length / 2;
            double sum = 0;
            double moment = 0;
            for (int k = 1; k <= half; k++)
            {
                float a = amplitude[k];
                sum += a;
                moment += a * k;
            }

            CentroidHz = sum > 0 ? (float)(moment / sum * sampleRateHz / _length) : 0f;
        }

        /// <summary>
        /// Rms of velocity in mm/s from samples in g: each bin from <paramref name="lowHz"/> to <paramref name="highHz"/>,
        /// both included, is divided by its angular frequency. The window's main lobe is 4 bins wide: with the lower limit
        /// at bin b the figure is about 1/b^2 too high for a line on the limit.
        /// </summary>
        public float VelocityRms(float lowHz, float highHz)
        {
            double df = (double)_sampleRateHz / _length;
            if (!(0 < df))
            {
                return 0f;
            }

            int first = Math.Max(1, FirstBin(lowHz, df));
            int last = Math.Min(_length / 2 - 1, (int)Math.Floor(highHz / df + EdgeSlack));
            float[] amplitude = _amplitude;
            double sum = 0;
            for (int k = first; k <= last; k++)
            {
                float v = amplitude[k] / k;
                sum += v * v;
            }

            return (float)(Math.Sqrt(sum / 3) * GravityMmPerS2 / (2 * Math.PI * df));
        }

        /// <summary>
        /// Mean square (g^2 for samples in g) in 16 bands between <see cref="BandEdges"/>; a bin belongs to the band in
        /// which its centre lies, the lower edge included.
        /// </summary>
        public void LogBands(float[] bandMeanSquare)
        {
            BandEdges(_sampleRateHz, _edges);
            double df = (double)_sampleRateHz / _length;
            int k = FirstBin(_edges[0], df);
            for (int band = 0; band < LogBandCount; band++)
            {
                int end = FirstBin(_edges[band + 1], df);
                bandMeanSquare[band] = MeanSquare(k, end);
                k = end;
            }
        }

        /// <summary>Mean square of bins <paramref name="firstBin"/> .. <paramref name="endBin"/> - 1.</summary>
        public float MeanSquare(int firstBin, int endBin)
        {
            float[] amplitude = _amplitude;
            int half = _length / 2;
            double sum = 0;
            for (int k = firstBin; k < endBin; k++)
            {
                float a = amplitude[k];
                // Bins 0 and N/2 have no negative twin.
                sum += k == 0 || k == half ? 0.5f * a * a : a * a;
            }

            return (float)(sum / 3);
        }

        /// <summary>Share of the power of bins 1 .. N/2 in eight equally wide bands; zeros for a silent window.</summary>
        public void LinearBands(float[] fractions)
        {
            float[] amplitude = _amplitude;
            int width = _length / 16;
            double total = 0;
            for (int band = 0; band < LinearBandCount; band++)
            {
                double sum = 0;
                int end = width * (band + 1);
                for (int k = width * band + 1; k <= end; k++)
                {
                    float a = amplitude[k];
                    sum += a * a;
                }

                fractions[band] = (float)sum;
                total += sum;
            }

            float scale = total > 0 ? (float)(1 / total) : 0f;
            for (int band = 0; band < LinearBandCount; band++)
            {
                fractions[band] *= scale;
            }
        }

        /// <summary>
        /// The 17 edges in Hz of the logarithmic bands: geometric from 10 Hz to the sampling rate / 2.56, the usual end of
        /// the alias-free range. The sampling rate is above 25.6 Hz.
        /// </summary>
        public static void BandEdges(float sampleRateHz, float[] edges17)
        {
            double highest = sampleRateHz / 2.56;
            if (!(LowestHz < highest))
            {
                throw new ArgumentException();
            }

            for (int i = 0; i <= LogBandCount; i++)
            {
                edges17[i] = (float)(LowestHz * Math.Pow(highest / LowestHz, (double)i / LogBandCount));
            }
        }

        private static int FirstBin(float hz, double df) => (int)Math.Ceiling(hz / df - EdgeSlack);
    }
}
