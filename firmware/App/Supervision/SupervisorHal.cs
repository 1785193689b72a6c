using Stethos.Hal;

namespace Stethos.App.Supervision
{
    /// <summary>What the supervisor has of the board.</summary>
    public sealed class SupervisorHal
    {
        public SupervisorHal(IFileStore files, IWatchdog watchdog, IRestart restart, IMemory memory)
        {
            Files = files;
            Watchdog = watchdog;
            Restart = restart;
            Memory = memory;
        }

        public IFileStore Files { get; }

        public IWatchdog Watchdog { get; }

        public IRestart Restart { get; }

        public IMemory Memory { get; }

        /// <summary>Null on a board without gauges.</summary>
        public IBoardGauges? Gauges { get; set; }

        /// <summary>Status lamp; null on a board without one.</summary>
        public IOutputPin? Lamp { get; set; }

        /// <summary>Relay, energised = healthy; null on a board without one.</summary>
        public IOutputPin? Relay { get; set; }
    }
}
