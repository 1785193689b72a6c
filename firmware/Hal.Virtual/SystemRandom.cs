using System;

namespace Stethos.Hal.Virtual
{
    /// <summary>Repeatable random numbers: equal seeds give equal sequences. Thread safe; not for keys.</summary>
    public sealed class SystemRandom : IRandom
    {
        private readonly object _gate = new object();
        private readonly Random _random;

        /// <summary>A sequence of its own per seed.</summary>
        public SystemRandom(int seed)
        {
            _random = new Random(seed);
        }

        /// <inheritdoc/>
        public int Next(int exclusiveMax)
        {
            lock (_gate)
            {
                return _random.Next(exclusiveMax);
            }
        }
    }
}
