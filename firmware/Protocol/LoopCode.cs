namespace Stethos.Protocol
{
    /// <summary>Which loop of a node. Numbers are frozen by a test.</summary>
    public enum LoopCode
    {
        None = 0,

        /// <summary>Samples, windows, features, frames.</summary>
        Capture = 1,

        /// <summary>Broker session, sending, receiving.</summary>
        Link = 2,

        /// <summary>Watchdog, health, lamp, relay.</summary>
        Supervisor = 3,

        /// <summary>Outbox to flash.</summary>
        Storage = 4
    }
}
