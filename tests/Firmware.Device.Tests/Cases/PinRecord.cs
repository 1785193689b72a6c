using Stethos.Hal;

namespace Stethos.Firmware.Device.Tests
{
    /// <summary>An output that remembers what it was set to.</summary>
    public sealed class PinRecord : IOutputPin
    {
        public bool IsHigh { get; private set; }

        /// <summary>Writes so far.</summary>
        public int Writes { get; private set; }

        public void Write(bool isHigh)
        {
            IsHigh = isHigh;
            Writes++;
        }
    }
}
