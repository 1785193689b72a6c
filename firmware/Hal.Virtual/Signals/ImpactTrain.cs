using System;
using System.Collections.Generic;

namespace Stethos.Hal.Virtual.Signals
{
    /// <summary>The impacts of a bearing fault, each one ringing the structure: a precomputed response added per impact.</summary>
    internal sealed class ImpactTrain
    {
        private const int SubSamplePhases = 16;
        private const double ResponseTimeConstants = 9;

        private readonly MachineParameters _parameters;
        private readonly double _sampleRateHz;
        private readonly double _channelGain;
        private readonly double _impactHz;
        private readonly ulong _slipSeed;
        private readonly ulong _strengthSeed;
        private readonly int _responseSamples;
        private readonly float[][] _responses = new float[SubSamplePhases][];

        public ImpactTrain(MachineParameters parameters, List<StructuralMode> modes, double sampleRateHz, double channelGain)
        {
            _parameters = parameters;
            _sampleRateHz = sampleRateHz;
            _channelGain = channelGain;
            _impactHz = parameters.ShaftHz * parameters.Fault switch
            {
                MachineFault.Outer => parameters.Orders.Bpfo,
                MachineFault.Inner => parameters.Orders.Bpfi,
                MachineFault.Ball => parameters.Orders.TwoBsf,
                MachineFault.Cage => parameters.Orders.Ftf,
                _ => 0
            };
            _slipSeed = GaussianNoise.Mix(parameters.Seed, 11);
            _strengthSeed = GaussianNoise.Mix(parameters.Seed, 13);

            double slowest = double.PositiveInfinity;
            foreach (StructuralMode mode in modes)
            {
                slowest = Math.Min(slowest, 2 * Math.PI * mode.FrequencyHz * mode.DampingRatio);
            }

            _responseSamples = modes.Count == 0 ? 0 : (int)Math.Ceiling(ResponseTimeConstants / slowest * sampleRateHz);
            for (int phase = 0; phase < SubSamplePhases && _impactHz > 0; phase++)
            {
                _responses[phase] = Response(modes, phase);
            }
        }

        /// <summary>Adds what the block that begins at sample <paramref name="first"/> hears of all impacts.</summary>
        public void Add(long first, float[] block, int count)
        {
            if (_impactHz <= 0 || _responseSamples == 0)
            {
                return;
            }

            double periodSamples = _sampleRateHz / _impactHz;
            long impact = Math.Max(0, (long)Math.Floor((first - _responseSamples) / periodSamples) - 1);
            long last = (long)Math.Ceiling((first + count) / periodSamples) + 1;
            for (; impact <= last; impact++)
            {
                double slip = _parameters.SlipFraction * GaussianNoise.At(_slipSeed, impact);
                double position = (impact + slip) * periodSamples;
                double seconds = position / _sampleRateHz;
                double strength = _parameters.SeverityAt(seconds) * _parameters.FaultG * _channelGain;
                if (strength <= 0)
                {
                    continue;
                }

                strength *= LoadZone(seconds) * (1 + (0.1 * GaussianNoise.At(_strengthSeed, impact)));
                AddOne((float)strength, position, first, block, count);
            }
        }

        // How deep the damaged spot is in the load zone: the outer race stands still, a spot on the inner race goes round
        // with the shaft and one on a ball with the cage.
        private double LoadZone(double seconds)
        {
            switch (_parameters.Fault)
            {
                case MachineFault.Inner:
                    return (1 + (0.7 * Math.Cos(2 * Math.PI * _parameters.ShaftHz * seconds))) / 1.7;
                case MachineFault.Ball:
                    double cageHz = _parameters.ShaftHz * _parameters.Orders.Ftf;
                    return (1 + (0.6 * Math.Cos(2 * Math.PI * cageHz * seconds))) / 1.6;
                default:
                    return 1;
            }
        }

        private void AddOne(float strength, double position, long first, float[] block, int count)
        {
            double firstSample = Math.Ceiling(position);
            int phase = Math.Min(SubSamplePhases - 1, (int)((firstSample - position) * SubSamplePhases));
            float[] response = _responses[phase];
            long start = (long)firstSample - first;
            int from = (int)Math.Max(0, start);
            int to = (int)Math.Min(count, start + response.Length);
            for (int i = from; i < to; i++)
            {
                block[i] += strength * response[(int)(i - start)];
            }
        }

        private float[] Response(List<StructuralMode> modes, int phase)
        {
            var response = new float[_responseSamples];
            foreach (StructuralMode mode in modes)
            {
                double omega = 2 * Math.PI * mode.FrequencyHz;
                for (int i = 0; i < response.Length; i++)
                {
                    double t = (i + ((phase + 0.5) / SubSamplePhases)) / _sampleRateHz;
                    response[i] += (float)(mode.Gain * Math.Exp(-mode.DampingRatio * omega * t) * Math.Sin(omega * t));
                }
            }

            return response;
        }
    }
}
