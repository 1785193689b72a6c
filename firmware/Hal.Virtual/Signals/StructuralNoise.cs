using System;
using System.Collections.Generic;

namespace Stethos.Hal.Virtual.Signals
{
    /// <summary>Flat noise plus noise ringing in the structure's modes, as a function of the sample number.</summary>
    internal sealed class StructuralNoise
    {
        // A mode filter starts this long before a block: of its start, -100 dB are left at the seam.
        private const double WarmUpTimeConstants = 12;

        private readonly int _warmUpSamples;
        private readonly int[] _modeWarmUp;
        private readonly int _blockSamples;
        private readonly ulong _seed;
        private readonly float _flatSigma;
        private readonly double[] _a1;
        private readonly double[] _a2;
        private readonly double[] _gain;
        private readonly float[] _white;

        public StructuralNoise(
            MachineParameters parameters, List<StructuralMode> modes, ulong seed, double sampleRateHz, double gain, int blockSamples)
        {
            _seed = seed;
            _blockSamples = blockSamples;
            _flatSigma = (float)(parameters.NoiseDensityG * Math.Sqrt(sampleRateHz / 2) * gain);
            _a1 = new double[modes.Count];
            _a2 = new double[modes.Count];
            _gain = new double[modes.Count];
            _modeWarmUp = new int[modes.Count];
            for (int m = 0; m < modes.Count; m++)
            {
                double omega = 2 * Math.PI * modes[m].FrequencyHz / sampleRateHz;
                double decay = modes[m].DampingRatio * omega;
                double radius = Math.Exp(-decay);
                double a1 = 2 * radius * Math.Cos(omega);
                double a2 = radius * radius;
                double variance = (1 + a2) / ((1 - a2) * (((1 + a2) * (1 + a2)) - (a1 * a1)));
                _a1[m] = a1;
                _a2[m] = a2;
                _gain[m] = parameters.ModeNoiseG * modes[m].Gain * gain / Math.Sqrt(variance);
                _modeWarmUp[m] = (int)Math.Ceiling(WarmUpTimeConstants / decay);
                _warmUpSamples = Math.Max(_warmUpSamples, _modeWarmUp[m]);
            }

            _white = new float[_warmUpSamples + blockSamples];
        }

        /// <summary>Overwrites a block that begins at sample <paramref name="first"/>.</summary>
        public void Write(long first, float[] block)
        {
            GaussianNoise.Fill(_seed, first - _warmUpSamples, 1, _white, 0, _white.Length);
            for (int i = 0; i < _blockSamples; i++)
            {
                block[i] = _flatSigma * _white[_warmUpSamples + i];
            }

            for (int m = 0; m < _gain.Length; m++)
            {
                AddMode(m, block);
            }
        }

        private void AddMode(int m, float[] block)
        {
            double a1 = _a1[m];
            double a2 = _a2[m];
            double gain = _gain[m];
            double y1 = 0;
            double y2 = 0;
            float[] white = _white;
            for (int i = _warmUpSamples - _modeWarmUp[m]; i < _warmUpSamples; i++)
            {
                double y = (a1 * y1) - (a2 * y2) + white[i];
                y2 = y1;
                y1 = y;
            }

            for (int i = 0; i < _blockSamples; i++)
            {
                double y = (a1 * y1) - (a2 * y2) + white[_warmUpSamples + i];
                y2 = y1;
                y1 = y;
                block[i] += (float)(gain * y);
            }
        }
    }
}
