namespace Stethos.Update.Boot
{
    /// <summary>What an image on trial has to prove: the health profile of a release, or these values.</summary>
    public sealed class ConfirmLimits
    {
        /// <summary>Loops that have to beat, 0 to 32.</summary>
        public int Loops { get; set; } = 2;

        /// <summary>Beats of each loop.</summary>
        public int Beats { get; set; } = 20;

        /// <summary>The first so many of the loops must not be standing still when the verdict falls.</summary>
        public int WatchedLoops { get; set; } = 1;

        /// <summary>A watched loop that has not come round for so long stands still.</summary>
        public long StallMs { get; set; } = 20 * 1000;

        /// <summary>Free memory must never be seen below it.</summary>
        public long HeapBytes { get; set; } = 4096;

        /// <summary>The model must give the expected answer to a known input.</summary>
        public bool NeedsInference { get; set; } = true;

        /// <summary>Sensor readings in range, 0 = there is no sensor.</summary>
        public int Readings { get; set; } = 3;

        /// <summary>At least so long.</summary>
        public long SoakMs { get; set; } = 60 * 1000;

        /// <summary>What the node can prove by itself has to be proved by then, and the gateway normally too.</summary>
        public long DeadlineMs { get; set; } = 15 * 60 * 1000;

        /// <summary>Longest wait for a gateway that is away.</summary>
        public long GatewayLimitMs { get; set; } = 24 * 60 * 60 * 1000;
    }
}
