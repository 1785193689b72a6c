using System;
using System.Threading;
using nanoFramework.Runtime.Native;

namespace Stethos.Hal.NanoFramework
{
    /// <summary>
    /// A thread that restarts the board when nobody feeds it: the runtime takes turns between threads, so a loop that
    /// hangs does not stop it. A hang inside the runtime is left to the chip's own watchdog, which the image feeds.
    /// </summary>
    public sealed class DeviceWatchdog : IWatchdog
    {
        private const int TurnMs = 500;
        private readonly object _gate = new object();
        private long _fedMs;
        private int _timeoutMs;

        /// <inheritdoc/>
        public void Start(int timeoutMs)
        {
            _timeoutMs = timeoutMs;
            Feed();
            new Thread(Watch).Start();
        }

        /// <inheritdoc/>
        public void Feed()
        {
            lock (_gate)
            {
                _fedMs = Environment.TickCount64;
            }
        }

        private void Watch()
        {
            while (true)
            {
                Thread.Sleep(TurnMs);
                lock (_gate)
                {
                    if (Environment.TickCount64 - _fedMs > _timeoutMs)
                    {
                        Power.RebootDevice(RebootOption.NormalReboot);
                    }
                }
            }
        }
    }
}
