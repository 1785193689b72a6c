using System;

namespace Stethos.Features
{
    /// <summary>
    /// From one window of samples to the figures of a feature frame. Allocates only when built: with N = window length,
    /// 1.75 N floats without envelope, 3.25 N with (8192 samples: 104 KiB). Not for concurrent use.
    /// </summary>
    public sealed class VibrationExtractor
    {
        /// <summary>Band of the velocity rms after ISO 20816-3.</summary>
        public const float VelocityLowHz = 10f;

        /// <summary>Upper end of the band of the velocity rms.</summary>
        public const float VelocityHighHz = 1000f;

        private readonly int _windowLength;
        private readonly int _axes;
        private readonly TimeStatistics _time = new TimeStatistics();
        private readonly FaultLines? _lines;
        private readonly HannSpectrum _spectrum;
        private readonly EnvelopeSpectrum? _envelope;

        /// <param name="windowLength">Samples per window and axis, a power of two from 32 to 131072.</param>
        /// <param name="axes">Number of axes, at least 1.</param>
        /// <param name="withEnvelope">Whether axis 0 also gets an envelope spectrum.</param>
        public VibrationExtractor(int windowLength, int axes, bool withEnvelope)
        {
            if (axes < 1)
            {
                throw new ArgumentException();
            }

            _windowLength = windowLength;
            _axes = axes;
            SpectrumWorkspace workspace = new SpectrumWorkspace(windowLength, withEnvelope);
            _spectrum = new HannSpectrum(workspace);
            _lines = withEnvelope ? new FaultLines() : null;
            _envelope = withEnvelope ? new EnvelopeSpectrum(workspace) : null;
        }

        /// <summary>Reads one window and overwrites <paramref name="result"/>.</summary>
        /// <param name="axisSamples">[axis][sample] in g, at least the window length each.</param>
        /// <param name="sampleRateHz">Above 25.6 Hz.</param>
        /// <param name="shaftHz">Shaft speed; 0 = unknown, then all line ratios are 0.</param>
        /// <param name="geometry">Bearing orders; null = unknown, then only the shaft's ratios are computed.</param>
        /// <param name="envelopeLowHz">Lower edge of the demodulated band.</param>
        /// <param name="envelopeHighHz">Upper edge; not above the lower one = no envelope for this window.</param>
        /// <param name="result">With the same number of axes.</param>
        public void Compute(
            float[][] axisSamples,
            float sampleRateHz,
            float shaftHz,
            BearingGeometry? geometry,
            float envelopeLowHz,
            float envelopeHighHz,
            VibrationFeatures result)
        {
            if (axisSamples.Length < _axes || result.Axes != _axes)
            {
                throw new ArgumentException();
            }

            // Not Math.Min: nanoFramework's for float returns 0 when both are equal.
            float velocityHighHz = sampleRateHz / 2.56f;
            velocityHighHz = velocityHighHz < VelocityHighHz ? velocityHighHz : VelocityHighHz;
            for (int axis = 0; axis < _axes; axis++)
            {
                ComputeAxis(axisSamples[axis], sampleRateHz, velocityHighHz, axis, result);
            }

            result.HasEnvelope = false;
            result.EnvelopeFloor = 0f;
            Array.Clear(result.LineRatios, 0, FaultLines.Count);
            if (_envelope != null && _lines != null && envelopeHighHz > envelopeLowHz)
            {
                _envelope.Compute(axisSamples[0], 0, sampleRateHz, envelopeLowHz, envelopeHighHz);
                _lines.Compute(_envelope, geometry, shaftHz, result.LineRatios);
                result.EnvelopeFloor = _envelope.Floor;
                result.HasEnvelope = _envelope.UsableHz > 0f;
            }

            result.Settle();
        }

        private void ComputeAxis(float[] samples, float sampleRateHz, float velocityHighHz, int axis, VibrationFeatures result)
        {
            TimeStatistics time = _time;
            time.ComputeCentral(samples, 0, _windowLength);
            _spectrum.Compute(samples, 0, sampleRateHz);
            float[] statistics = result.Statistics[axis];
            statistics[StatisticIndex.Rms] = time.Rms;
            statistics[StatisticIndex.Peak] = time.Peak;
            statistics[StatisticIndex.Crest] = time.Crest;
            statistics[StatisticIndex.Kurtosis] = time.Kurtosis;
            statistics[StatisticIndex.Skewness] = time.Skewness;
            statistics[StatisticIndex.PeakToPeak] = time.PeakToPeak;
            statistics[StatisticIndex.VelocityRms] = _spectrum.VelocityRms(VelocityLowHz, velocityHighHz);
            result.Mean[axis] = time.Mean;
            _spectrum.LogBands(result.Bands[axis]);
        }
    }
}
