namespace Stethos.Hal
{
    /// <summary>Why the hardware started. Numbers are frozen by a test.</summary>
    public enum StartCauseCode
    {
        /// <summary>The platform does not say.</summary>
        None = 0,

        /// <summary>Power came on, or the reset line was pulled.</summary>
        PowerOn = 1,

        /// <summary>The watchdog bit.</summary>
        Watchdog = 2,

        /// <summary>The program asked for it.</summary>
        Software = 3,

        /// <summary>The supply was too low.</summary>
        Brownout = 4
    }
}
