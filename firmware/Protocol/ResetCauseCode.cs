namespace Stethos.Protocol
{
    /// <summary>Why a boot ended. Numbers are frozen by a test.</summary>
    public enum ResetCauseCode
    {
        /// <summary>Not known.</summary>
        None = 0,

        /// <summary>Power was lost or switched off.</summary>
        PowerOn = 1,

        /// <summary>The watchdog was not fed.</summary>
        Watchdog = 2,

        /// <summary>A loop ended with an exception.</summary>
        Crash = 3,

        /// <summary>The node restarted on purpose.</summary>
        Requested = 4,

        /// <summary>The supply was too low.</summary>
        Brownout = 5
    }
}
