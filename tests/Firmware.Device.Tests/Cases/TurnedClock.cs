using Stethos.Hal;

namespace Stethos.Firmware.Device.Tests
{
    /// <summary>A clock that stands until a case turns it; waiting turns it too.</summary>
    public sealed class TurnedClock : IClock
    {
        public long UptimeMs { get; set; }

        public void Wait(int milliseconds)
        {
            UptimeMs += milliseconds;
        }
    }
}
