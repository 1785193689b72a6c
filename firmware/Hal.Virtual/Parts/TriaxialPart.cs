using System;

namespace Stethos.Hal.Virtual.Parts
{
    /// <summary>
    /// What the digital three-axis parts share: registers behind a pointer, samples that are made when the bus looks, and
    /// the back door. Each part derives with its register map. One thread, as the bus.
    /// </summary>
    public abstract class TriaxialPart : IVirtualPart
    {
        private readonly TriaxialSampler _sampler;
        private int _pointer;

        private protected TriaxialPart(TriaxialSampler sampler)
        {
            _sampler = sampler;
        }

        /// <inheritdoc/>
        public int ChannelCount => TriaxialSampler.Axes;

        private protected abstract bool IsMeasuring { get; }

        /// <summary>Output data rate.</summary>
        private protected abstract double RateHz { get; }

        /// <summary>Of the noise.</summary>
        private protected abstract double BandwidthHz { get; }

        /// <summary>As configured now, in g: the ends of the range and the error of rounding.</summary>
        private protected abstract double LowerG { get; }

        private protected abstract double UpperG { get; }

        private protected abstract double QuantisationG { get; }

        /// <inheritdoc/>
        public void SetChannel(int channel, double valueG)
        {
            CheckChannel(channel);
            MakeDueSamples();
            _sampler.Hold(channel, valueG);
        }

        /// <inheritdoc/>
        public void GetRange(int channel, out double lowerG, out double upperG, out double epsilonG)
        {
            CheckChannel(channel);
            lowerG = LowerG;
            upperG = UpperG;
            epsilonG = (6 * _sampler.NoiseSigmaG(channel, BandwidthHz)) + QuantisationG;
        }

        /// <summary>Of <paramref name="due"/> new samples, how many of the first ones leave no trace; may be negative.</summary>
        private protected abstract long Unseen(long due);

        /// <summary>Samples came and went unseen.</summary>
        private protected abstract void Lose();

        /// <summary>A new sample, in g.</summary>
        private protected abstract void Push(double xG, double yG, double zG);

        private protected abstract byte ReadRegister(int register);

        private protected abstract void WriteRegister(int register, byte value);

        /// <summary>The register after this one in a multi-byte transfer.</summary>
        private protected virtual int NextRegister(int register) => register + 1;

        /// <summary>Stop condition, or chip select released.</summary>
        private protected virtual void EndTransfer()
        {
        }

        /// <summary>The bus looks at the part: everything that happened up to now happens.</summary>
        private protected void MakeDueSamples()
        {
            if (!IsMeasuring)
            {
                return;
            }

            for (long due = _sampler.Due(RateHz); due > 0; due = _sampler.Due(RateHz))
            {
                long unseen = Unseen(due);
                if (unseen > 0)
                {
                    _sampler.Skip(unseen);
                    Lose();
                    continue;
                }

                int count = (int)Math.Min(TriaxialSampler.MaxSamples, due);
                _sampler.Make(count, RateHz, BandwidthHz);
                float[][] madeG = _sampler.MadeG;
                for (int i = 0; i < count; i++)
                {
                    Push(madeG[0][i], madeG[1][i], madeG[2][i]);
                }
            }
        }

        private protected void RestartSamples() => _sampler.Restart();

        /// <summary>0: off; 1 and -1: either way.</summary>
        private protected void SwitchSelfTest(int strength) => _sampler.SwitchSelfTest(strength);

        private protected void PointAt(int register) => _pointer = register;

        private protected byte ReadNext()
        {
            byte value = ReadRegister(_pointer);
            _pointer = NextRegister(_pointer);
            return value;
        }

        private protected void WriteNext(byte value)
        {
            WriteRegister(_pointer, value);
            _pointer = NextRegister(_pointer);
        }

        private static void CheckChannel(int channel)
        {
            ArgumentOutOfRangeException.ThrowIfNegative(channel);
            ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(channel, TriaxialSampler.Axes);
        }
    }
}
