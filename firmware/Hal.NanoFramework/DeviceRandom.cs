using System;

namespace Stethos.Hal.NanoFramework
{
    /// <summary>The runtime's generator, for jitter only.</summary>
    public sealed class DeviceRandom : IRandom
    {
        private readonly Random _random = new Random();

        /// <inheritdoc/>
        public int Next(int exclusiveMax)
        {
            return _random.Next(exclusiveMax);
        }
    }
}
