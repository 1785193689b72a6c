namespace Stethos.Hal.Virtual.Parts
{
    /// <summary>One specimen of a MAX17048 at its cell.</summary>
    public sealed record VirtualMax17048Options
    {
        /// <summary>Content of the version register.</summary>
        public int Version { get; init; } = 0x0012;

        /// <summary>Charge at time 0.</summary>
        public double Percent { get; init; } = 80;

        /// <summary>Change of the charge; below 0 it is used up.</summary>
        public double PercentPerHour { get; init; } = -0.5;
    }
}
