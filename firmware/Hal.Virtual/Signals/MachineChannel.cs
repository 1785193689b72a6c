using System;
using System.Collections.Generic;

namespace Stethos.Hal.Virtual.Signals
{
    /// <summary>
    /// One channel of a generated machine at one sampling rate. Renders aligned blocks, each from nothing but its number,
    /// and keeps the last one: small pulls cost a copy, and a skipped stretch costs nothing.
    /// </summary>
    internal sealed class MachineChannel
    {
        private const int BlockSamples = 1024;

        // How strongly the axes (radial, tangential, axial) feel the shaft, the noise and the impacts.
        private static readonly double[] HarmonicGain = { 1.0, 0.9, 0.3 };
        private static readonly double[] NoiseGain = { 1.0, 0.9, 0.7 };
        private static readonly double[] ImpactGain = { 1.0, 0.6, 0.25 };

        private readonly MachineParameters _parameters;
        private readonly StructuralNoise _noise;
        private readonly ImpactTrain _impacts;
        private readonly double _loadPhase;
        private readonly float[] _block = new float[BlockSamples];
        private long _blockNumber = long.MinValue;

        public MachineChannel(MachineParameters parameters, int channel, double sampleRateHz)
        {
            _parameters = parameters;
            Index = channel;
            SampleRateHz = sampleRateHz;

            var modes = new List<StructuralMode>();
            foreach (StructuralMode mode in parameters.Modes)
            {
                if (mode.FrequencyHz < 0.45 * sampleRateHz)
                {
                    modes.Add(mode);
                }
            }

            ulong noiseSeed = GaussianNoise.Mix(parameters.Seed, (ulong)channel + 101);
            _noise = new StructuralNoise(parameters, modes, noiseSeed, sampleRateHz, NoiseGain[channel], BlockSamples);
            _impacts = new ImpactTrain(parameters, modes, sampleRateHz, ImpactGain[channel]);
            _loadPhase = 2 * Math.PI * (GaussianNoise.Mix(parameters.Seed, 7) % 1000) / 1000.0;
        }

        public int Index { get; }

        public double SampleRateHz { get; }

        public void Fill(long first, float[] destination, int offset, int count)
        {
            while (count > 0)
            {
                long number = (long)Math.Floor(first / (double)BlockSamples);
                if (number != _blockNumber)
                {
                    Render(number);
                    _blockNumber = number;
                }

                int inBlock = (int)(first - (number * BlockSamples));
                int run = Math.Min(count, BlockSamples - inBlock);
                Array.Copy(_block, inBlock, destination, offset, run);
                first += run;
                offset += run;
                count -= run;
            }
        }

        private void Render(long number)
        {
            long first = number * BlockSamples;
            double startSeconds = first / SampleRateHz;
            double endSeconds = (first + BlockSamples) / SampleRateHz;

            _noise.Write(first, _block);
            SwellWithShaft(first);
            AddHarmonics(first, startSeconds, endSeconds);
            _impacts.Add(first, _block, BlockSamples);

            double load = LoadAt(startSeconds);
            double loadStep = (LoadAt(endSeconds) - load) / BlockSamples;
            float gravity = (float)_parameters.GravityG[Index];
            for (int i = 0; i < BlockSamples; i++)
            {
                _block[i] = (float)(_block[i] * (load + (i * loadStep))) + gravity;
            }
        }

        private double LoadAt(double seconds) => 1 + (_parameters.LoadModulation
            * Math.Sin((2 * Math.PI * seconds / _parameters.LoadPeriodSeconds) + _loadPhase));

        private void SwellWithShaft(long first)
        {
            double depth = _parameters.ShaftModulation;
            if (depth == 0)
            {
                return;
            }

            var shaft = Oscillator.At(_parameters.ShaftHz / SampleRateHz, first, 0);
            for (int i = 0; i < BlockSamples; i++)
            {
                _block[i] *= (float)(1 + (depth * shaft.Next()));
            }
        }

        private void AddHarmonics(long first, double startSeconds, double endSeconds)
        {
            IReadOnlyList<double> amplitudes = _parameters.HarmonicsG;
            bool unbalance = _parameters.Fault == MachineFault.Unbalance;
            for (int k = 0; k < amplitudes.Count; k++)
            {
                double frequency = (k + 1) * _parameters.ShaftHz / SampleRateHz;
                if (frequency >= 0.45)
                {
                    return;
                }

                double start = amplitudes[k];
                double end = start;
                if (unbalance && k == 0)
                {
                    start += _parameters.SeverityAt(startSeconds) * _parameters.FaultG;
                    end += _parameters.SeverityAt(endSeconds) * _parameters.FaultG;
                }

                // The tangential axis sees the rotating force a quarter turn later.
                double phase = (1.3 * k) - (Index == 1 ? Math.PI / 2 : 0);
                double amplitude = start * HarmonicGain[Index];
                double step = (end - start) * HarmonicGain[Index] / BlockSamples;
                var oscillator = Oscillator.At(frequency, first, phase);
                for (int i = 0; i < BlockSamples; i++)
                {
                    _block[i] += (float)(amplitude * oscillator.Next());
                    amplitude += step;
                }
            }
        }
    }
}
