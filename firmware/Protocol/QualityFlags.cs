namespace Stethos.Protocol
{
    /// <summary>Bits of a window's quality field. Numbers never change their meaning.</summary>
    public static class QualityFlags
    {
        /// <summary>At least one sample at full scale.</summary>
        public const int Clipped = 1;

        /// <summary>Samples are missing inside the window.</summary>
        public const int Gap = 2;

        /// <summary>The node's clock is not synchronised: the time field is milliseconds since boot.</summary>
        public const int ClockUnsure = 4;

        /// <summary>Shaft speed unknown: no envelope lines, no orders.</summary>
        public const int SpeedUnknown = 8;

        /// <summary>The signal is constant: a dead sensor or a cut wire.</summary>
        public const int Silent = 16;

        /// <summary>A bus fault happened while the window was captured.</summary>
        public const int BusFault = 32;

        /// <summary>A window with any of these bits is stored but never scored.</summary>
        public const int NotForScoring = Clipped | Gap | Silent | BusFault;
    }
}
