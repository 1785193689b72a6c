using System.Threading;

namespace Stethos.Hal.NanoFramework
{
    /// <summary>Runs one loop on a thread of its own, one turn after another with a pause between them.</summary>
    public sealed class DeviceThread
    {
        private readonly LoopStep _step;
        private readonly int _turnMs;

        private DeviceThread(LoopStep step, int turnMs)
        {
            _step = step;
            _turnMs = turnMs;
        }

        /// <summary>Starts the loop; it never ends.</summary>
        public static void Start(LoopStep step, int turnMs)
        {
            DeviceThread thread = new DeviceThread(step, turnMs);
            new Thread(thread.Run).Start();
        }

        /// <summary>Runs the loop on the caller's thread; never returns.</summary>
        public static void Run(LoopStep step, int turnMs)
        {
            new DeviceThread(step, turnMs).Run();
        }

        private void Run()
        {
            while (true)
            {
                _step();
                Thread.Sleep(_turnMs);
            }
        }
    }
}
