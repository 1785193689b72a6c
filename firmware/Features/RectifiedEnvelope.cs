using System;

namespace Stethos.Features
{
    /// <summary>
    /// Envelope without a transform, for tiers whose memory holds no <see cref="EnvelopeSpectrum"/>: band-pass, rectify,
    /// low-pass, decimate, then Goertzel at the lines. Amplitudes are about 2/pi of the full form's, which cancels in the
    /// ratios; soft filter edges and a floor from few probes make a ratio an estimate (error: README).
    /// </summary>
    public sealed class RectifiedEnvelope : IEnvelopeLines
    {
        private const int BlockLength = 128;
        private const int FloorProbes = 48;
        private const float ButterworthQ = 0.70710678f;

        // Fourth-order Butterworth as two sections.
        private const float FirstSectionQ = 0.54119610f;
        private const float SecondSectionQ = 1.30656296f;

        // Of the decimated rate: where the low-pass cuts, and up to where lines are trusted.
        private const float CutoffShare = 0.45f;
        private const float UsableShare = 0.35f;

        private readonly int _length;
        private readonly int _decimation;
        private readonly GoertzelLine _goertzel;
        private readonly float[] _block = new float[BlockLength];
        private readonly float[] _probes = new float[FloorProbes];
        private readonly Biquad _bandLow = new Biquad();
        private readonly Biquad _bandHigh = new Biquad();
        private readonly Biquad _smoothFirst = new Biquad();
        private readonly Biquad _smoothSecond = new Biquad();

        /// <param name="length">Window length in samples, a multiple of <paramref name="decimation"/>.</param>
        /// <param name="decimation">Every how many samples the envelope is kept, 1 to 128.</param>
        public RectifiedEnvelope(int length, int decimation)
        {
            if (decimation < 1 || decimation > BlockLength || length < 2 * decimation || length % decimation != 0)
            {
                throw new ArgumentException();
            }

            _length = length;
            _decimation = decimation;
            _goertzel = new GoertzelLine(length / decimation);
        }

        /// <inheritdoc/>
        public float DfHz { get; private set; }

        /// <inheritdoc/>
        public float UsableHz { get; private set; }

        /// <inheritdoc/>
        public float Floor { get; private set; }

        /// <summary>Reads a window of the constructor's length; 0 &lt; low &lt; high in Hz.</summary>
        public void Compute(float[] samples, int offset, float sampleRateHz, float bandLowHz, float bandHighHz)
        {
            if (!(0f < sampleRateHz) || !(0f < bandLowHz) || !(bandLowHz < bandHighHz) || !(bandLowHz < 0.5f * sampleRateHz))
            {
                throw new ArgumentException();
            }

            float envelopeRateHz = sampleRateHz / _decimation;
            DfHz = sampleRateHz / _length;

            // Not Math.Min: nanoFramework's for float returns 0 when both are equal.
            float usableHz = UsableShare * envelopeRateHz;
            float bandHz = bandHighHz - bandLowHz;
            UsableHz = bandHz < usableHz ? bandHz : usableHz;
            Configure(sampleRateHz, bandLowHz, bandHighHz, CutoffShare * envelopeRateHz);
            Decimate(samples, offset);
            _goertzel.Compute(_goertzel.Buffer, 0, _length / _decimation, envelopeRateHz);
            Floor = ProbeFloor();
        }

        /// <inheritdoc/>
        public float LineAmplitude(float hz)
        {
            double df = DfHz;
            if (!(0 < df))
            {
                return 0f;
            }

            double reach = Math.Max(0.015 * hz, 1.5 * df);
            int first = Math.Max(1, (int)Math.Ceiling((hz - reach) / df));
            int last = (int)Math.Floor((hz + reach) / df);
            float largest = 0f;
            for (int k = first; k <= last; k++)
            {
                float amplitude = _goertzel.AmplitudeAt((float)(k * df));
                if (amplitude > largest)
                {
                    largest = amplitude;
                }
            }

            return largest;
        }

        private void Configure(float sampleRateHz, float bandLowHz, float bandHighHz, float cutoffHz)
        {
            _bandLow.SetHighPass(sampleRateHz, bandLowHz, ButterworthQ);
            if (bandHighHz < 0.45f * sampleRateHz)
            {
                _bandHigh.SetLowPass(sampleRateHz, bandHighHz, ButterworthQ);
            }
            else
            {
                _bandHigh.SetThrough();
            }

            _smoothFirst.SetLowPass(sampleRateHz, cutoffHz, FirstSectionQ);
            _smoothSecond.SetLowPass(sampleRateHz, cutoffHz, SecondSectionQ);
        }

        private void Decimate(float[] samples, int offset)
        {
            float[] envelope = _goertzel.Buffer;
            float[] block = _block;
            // Starting at the first sample's level spares the filters the step of gravity.
            float level = samples[offset];
            int written = 0;
            int untilKept = 0;
            for (int start = 0; start < _length; start += BlockLength)
            {
                int count = Math.Min(BlockLength, _length - start);
                for (int i = 0; i < count; i++)
                {
                    block[i] = samples[offset + start + i] - level;
                }

                _bandLow.Process(block, count);
                _bandHigh.Process(block, count);
                for (int i = 0; i < count; i++)
                {
                    block[i] = Math.Abs(block[i]);
                }

                _smoothFirst.Process(block, count);
                _smoothSecond.Process(block, count);
                for (int i = untilKept; i < count; i += _decimation)
                {
                    envelope[written] = block[i];
                    written++;
                    untilKept = i + _decimation;
                }

                untilKept -= count;
            }
        }

        private float ProbeFloor()
        {
            float top = UsableHz < EnvelopeSpectrum.FloorHighHz ? UsableHz : EnvelopeSpectrum.FloorHighHz;
            float step = (top - EnvelopeSpectrum.FloorLowHz) / FloorProbes;
            if (!(0f < step))
            {
                return 0f;
            }

            for (int i = 0; i < FloorProbes; i++)
            {
                _probes[i] = _goertzel.AmplitudeAt(EnvelopeSpectrum.FloorLowHz + (i + 0.5f) * step);
            }

            return Median.Select(_probes, FloorProbes);
        }
    }
}
