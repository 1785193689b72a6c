using System;
using System.Threading;

namespace Stethos.Hal.NanoFramework
{
    /// <summary>The runtime's tick count, which starts with the board.</summary>
    public sealed class DeviceClock : IClock
    {
        /// <inheritdoc/>
        public long UptimeMs
        {
            get { return Environment.TickCount64; }
        }

        /// <inheritdoc/>
        public void Wait(int milliseconds)
        {
            Thread.Sleep(milliseconds);
        }
    }
}
