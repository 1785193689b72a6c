using System;
using Stethos.Hal.Virtual.Signals;

namespace Stethos.Hal.Virtual.Parts
{
    /// <summary>The sensing side of a three-axis part: what sample n since the start of measuring is, in g, and when.</summary>
    internal sealed class TriaxialSampler
    {
        public const int Axes = 3;

        /// <summary>Samples of one <see cref="Make"/> at most.</summary>
        public const int MaxSamples = 64;

        private readonly IClock _clock;
        private readonly ISignalSource _source;
        private readonly TriaxialPartOptions _options;
        private readonly ulong _noiseStream;
        private readonly double _settlingSamples;
        private readonly double[] _heldG = { double.NaN, double.NaN, double.NaN };
        private readonly float[] _noise = new float[MaxSamples];
        private readonly double[] _shiftFromG = new double[Axes];
        private readonly double[] _shiftToG = new double[Axes];
        private long _startMs;
        private long _made;
        private long _shiftSample;

        /// <summary>
        /// <paramref name="noiseStream"/> keeps parts of one seed apart; the self test takes
        /// <paramref name="settlingSamples"/> to move the output.
        /// </summary>
        public TriaxialSampler(
            IClock clock, ISignalSource source, TriaxialPartOptions options, ulong noiseStream, double settlingSamples)
        {
            ArgumentNullException.ThrowIfNull(clock);
            ArgumentNullException.ThrowIfNull(source);
            ArgumentNullException.ThrowIfNull(options);
            _clock = clock;
            _source = source;
            _options = options;
            _noiseStream = noiseStream;
            _settlingSamples = settlingSamples;
        }

        /// <summary>[axis][sample] in g of the last <see cref="Make"/>.</summary>
        public float[][] MadeG { get; } = { new float[MaxSamples], new float[MaxSamples], new float[MaxSamples] };

        public void Hold(int axis, double valueG) => _heldG[axis] = valueG;

        public double NoiseSigmaG(int axis, double bandwidthHz) =>
            _options.NoiseDensityMicroG[axis] * 1e-6 * Math.Sqrt(bandwidthHz);

        /// <summary>The self test pushes with <paramref name="strength"/> (0: off, 1, -1: the other way) from now on.</summary>
        public void SwitchSelfTest(int strength)
        {
            for (int axis = 0; axis < Axes; axis++)
            {
                _shiftFromG[axis] = ShiftG(axis, _made);
                _shiftToG[axis] = strength * _options.SelfTestShiftG[axis];
            }

            _shiftSample = _made;
        }

        /// <summary>Measuring begins now and samples are counted from 0: the self test is where it was going.</summary>
        public void Restart()
        {
            Array.Copy(_shiftToG, _shiftFromG, Axes);
            _shiftSample = 0;
            _startMs = _clock.UptimeMs;
            _made = 0;
        }

        /// <summary>Samples that the clock says are there and that were neither made nor skipped.</summary>
        public long Due(double rateHz) => (long)((_clock.UptimeMs - _startMs) * rateHz / 1000) - _made;

        public void Skip(long count) => _made += count;

        /// <summary>Makes the next <paramref name="count"/> samples (64 at most).</summary>
        public void Make(int count, double rateHz, double bandwidthHz)
        {
            for (int axis = 0; axis < Axes; axis++)
            {
                Fill(axis, count, rateHz, bandwidthHz);
            }

            _made += count;
        }

        private void Fill(int axis, int count, double rateHz, double bandwidthHz)
        {
            float[] madeG = MadeG[axis];
            if (double.IsNaN(_heldG[axis]))
            {
                // The first sample is ready one period after measuring began.
                double startSeconds = (_startMs / 1000.0) + (1.0 / rateHz);
                _source.Fill(axis, startSeconds + (_made / rateHz), rateHz, madeG, 0, count);
            }
            else
            {
                Array.Fill(madeG, (float)_heldG[axis], 0, count);
            }

            ulong seed = GaussianNoise.Mix(_options.Seed, (ulong)axis + _noiseStream);
            GaussianNoise.Fill(seed, _made, (float)NoiseSigmaG(axis, bandwidthHz), _noise, 0, count);
            for (int i = 0; i < count; i++)
            {
                madeG[i] += _noise[i] + (float)ShiftG(axis, _made + i);
            }
        }

        private double ShiftG(int axis, long sample)
        {
            double settled = Math.Clamp((sample - _shiftSample) / _settlingSamples, 0, 1);
            return _shiftFromG[axis] + (settled * (_shiftToG[axis] - _shiftFromG[axis]));
        }
    }
}
