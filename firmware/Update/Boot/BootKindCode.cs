namespace Stethos.Update.Boot
{
    /// <summary>What a start comes to. Numbers are in telemetry.</summary>
    public enum BootKindCode
    {
        /// <summary>Nothing may run; link and download only.</summary>
        Rescue = 0,

        /// <summary>The confirmed pair runs.</summary>
        Confirmed = 1,

        /// <summary>A new pair runs and has to prove itself.</summary>
        Trial = 2
    }
}
