using System.Collections.Generic;

namespace Stethos.Hal.Virtual.Parts
{
    /// <summary>One specimen of an ADXL345.</summary>
    public sealed record VirtualAdxl345Options
    {
        /// <summary>What DEVID answers; anything but 0xE5 is another part at the same address.</summary>
        public byte DeviceId { get; init; } = 0xE5;

        /// <summary>Seed of the noise.</summary>
        public ulong Seed { get; init; } = 1;

        /// <summary>Noise of x, y, z in µg/√Hz (data sheet, section "Noise performance").</summary>
        public IReadOnlyList<double> NoiseDensityMicroG { get; init; } = new[] { 290.0, 290.0, 430.0 };

        /// <summary>
        /// How far the self test moves x, y, z; the data sheet's limits at 3.3 V are 0.35..3.7, -3.7..-0.35, 0.43..5.0 g.
        /// </summary>
        public IReadOnlyList<double> SelfTestShiftG { get; init; } = new[] { 1.5, -1.5, 2.2 };
    }
}
