using System;
using System.Threading;
using nanoFramework.Runtime.Native;

namespace Stethos.Hal.NanoFramework
{
    /// <summary>
    /// A thread that restarts the board when nobody feeds it: the runtime takes turns between threads, so a loop that
    /// hangs does not stop it. Before it does, somebody else may say why, on a thread that it does not wait for. A hang
    /// inside the runtime is left to the chip's own watchdog, which the image feeds.
    /// </summary>
    public sealed class DeviceWatchdog : IWatchdog
    {
        private const int TurnMs = 500;
        private const int FarewellMs = 5000;
        private readonly object _gate = new object();
        private long _fedMs;
        private int _timeoutMs;
        private bool _isLate;

        /// <summary>Called once on a thread of its own, some seconds before the restart; null = nobody has anything to say.</summary>
        public LoopStep? Late { get; set; }

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
                long hungryMs;
                lock (_gate)
                {
                    hungryMs = Environment.TickCount64 - _fedMs;
                }

                if (hungryMs > _timeoutMs)
                {
                    Power.RebootDevice(RebootOption.NormalReboot);
                }

                if (hungryMs > _timeoutMs - FarewellMs && !_isLate)
                {
                    _isLate = true;
                    SayWhy();
                }
            }
        }

        private void SayWhy()
        {
            try
            {
                new Thread(Say).Start();
            }
            catch (Exception)
            {
                // Without memory for a thread the restart comes all the same.
            }
        }

        private void Say()
        {
            LoopStep? late = Late;
            if (late != null)
            {
                late();
            }
        }
    }
}
