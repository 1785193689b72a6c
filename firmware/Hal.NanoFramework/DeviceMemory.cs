using nanoFramework.Runtime.Native;

namespace Stethos.Hal.NanoFramework
{
    /// <summary>The runtime's heap. Asking collects garbage, so ask seldom.</summary>
    public sealed class DeviceMemory : IMemory
    {
        private uint _lowWater = uint.MaxValue;

        /// <inheritdoc/>
        public uint FreeBytes
        {
            get
            {
                uint free = GC.Run(false);
                _lowWater = free < _lowWater ? free : _lowWater;
                return free;
            }
        }

        /// <inheritdoc/>
        public uint LowWaterBytes
        {
            get { return _lowWater; }
        }
    }
}
