using Stethos.Hal.Virtual.Signals;

namespace Stethos.Hal.Virtual.Vision
{
    /// <summary>Numbers in a fixed order that follow from two seeds.</summary>
    internal sealed class SeededDraw
    {
        private readonly ulong _seed;
        private ulong _index;

        public SeededDraw(ulong seed, ulong stream)
        {
            _seed = GaussianNoise.Mix(seed, stream);
        }

        public ulong Number() => GaussianNoise.Mix(_seed, _index++);

        /// <summary>0 or more, below 1.</summary>
        public double Uniform() => (Number() >> 11) * (1.0 / (1UL << 53));

        public double Between(double low, double high) => low + ((high - low) * Uniform());

        public int Below(int count) => (int)(Uniform() * count);

        /// <summary>-1 or 1.</summary>
        public int Sign() => (Number() & 1) == 0 ? -1 : 1;
    }
}
