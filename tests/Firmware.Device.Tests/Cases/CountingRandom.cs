using Stethos.Hal;

namespace Stethos.Firmware.Device.Tests
{
    /// <summary>Numbers that look random and are the same in every run.</summary>
    public sealed class CountingRandom : IRandom
    {
        private uint _seed = 12345;

        public int Next(int exclusiveMax)
        {
            _seed = Bytes.Next(_seed);
            return (int)((_seed >> 8) % (uint)exclusiveMax);
        }
    }
}
