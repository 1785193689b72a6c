using Stethos.Hal;

namespace Stethos.Firmware.Device.Tests
{
    /// <summary>A heap of which as much is free as ever.</summary>
    public sealed class SteadyMemory : IMemory
    {
        public uint FreeBytes
        {
            get { return 100000; }
        }

        public uint LowWaterBytes
        {
            get { return 100000; }
        }
    }
}
