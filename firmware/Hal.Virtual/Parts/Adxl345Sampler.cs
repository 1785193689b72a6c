using System;
using Stethos.Hal.Virtual.Signals;

namespace Stethos.Hal.Virtual.Parts
{
    /// <summary>The sensing side of an ADXL345: what sample n since the start of measuring is, in g.</summary>
    internal sealed class Adxl345Sampler
    {
        public const int Axes = 3;

        // The output has settled four samples after the self test is switched (data sheet, table 1, note 4).
        private const double SelfTestSettlingSamples = 4;

        private readonly ISignalSource _source;
        private readonly VirtualAdxl345Options _options;
        private readonly double[] _heldG = { double.NaN, double.NaN, double.NaN };
        private readonly float[] _noise = new float[Adxl345Fifo.Levels];
        private readonly double[] _shiftFromG = new double[Axes];
        private readonly double[] _shiftToG = new double[Axes];
        private long _shiftSample;

        public Adxl345Sampler(ISignalSource source, VirtualAdxl345Options options)
        {
            _source = source;
            _options = options;
        }

        public void Hold(int axis, double valueG) => _heldG[axis] = valueG;

        public double NoiseSigmaG(int axis, int rateHz) => _options.NoiseDensityMicroG[axis] * 1e-6 * Math.Sqrt(rateHz / 2.0);

        /// <summary>The self test goes on or off at sample <paramref name="sample"/>.</summary>
        public void SwitchSelfTest(bool on, long sample)
        {
            for (int axis = 0; axis < Axes; axis++)
            {
                _shiftFromG[axis] = ShiftG(axis, sample);
                _shiftToG[axis] = on ? _options.SelfTestShiftG[axis] : 0;
            }

            _shiftSample = sample;
        }

        /// <summary>The output rate changed and samples are counted from 0 again: the self test is where it was going.</summary>
        public void Restart()
        {
            Array.Copy(_shiftToG, _shiftFromG, Axes);
            _shiftSample = 0;
        }

        /// <summary>
        /// Writes <paramref name="count"/> (32 at most) samples in g from number <paramref name="first"/> on.
        /// <paramref name="startSeconds"/> is the time of sample 0.
        /// </summary>
        public void Fill(int axis, long first, int count, double startSeconds, int rateHz, float[] destinationG)
        {
            if (double.IsNaN(_heldG[axis]))
            {
                _source.Fill(axis, startSeconds + (first / (double)rateHz), rateHz, destinationG, 0, count);
            }
            else
            {
                Array.Fill(destinationG, (float)_heldG[axis], 0, count);
            }

            ulong seed = GaussianNoise.Mix(_options.Seed, (ulong)axis + 345);
            GaussianNoise.Fill(seed, first, (float)NoiseSigmaG(axis, rateHz), _noise, 0, count);
            for (int i = 0; i < count; i++)
            {
                destinationG[i] += _noise[i] + (float)ShiftG(axis, first + i);
            }
        }

        private double ShiftG(int axis, long sample)
        {
            double settled = Math.Clamp((sample - _shiftSample) / SelfTestSettlingSamples, 0, 1);
            return _shiftFromG[axis] + (settled * (_shiftToG[axis] - _shiftFromG[axis]));
        }
    }
}
