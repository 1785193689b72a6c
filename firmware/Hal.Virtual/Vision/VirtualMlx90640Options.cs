using System;
using System.Collections.Generic;

namespace Stethos.Hal.Virtual.Vision
{
    /// <summary>One specimen of an MLX90640.</summary>
    public sealed record VirtualMlx90640Options
    {
        /// <summary>Seed of the calibration image and of the noise.</summary>
        public int Seed { get; init; } = 1;

        /// <summary>Calibration of one's own, 832 words; otherwise one is made from the seed.</summary>
        public IReadOnlyList<ushort>? Eeprom { get; init; }

        /// <summary>Pixels that read 0x0000 in the calibration.</summary>
        public IReadOnlyList<int> Broken { get; init; } = Array.Empty<int>();

        /// <summary>Pixels marked as outliers.</summary>
        public IReadOnlyList<int> Outliers { get; init; } = Array.Empty<int>();

        /// <summary>RMS in counts at one subpage a second; 1.3 is the data sheet's 0.1 K. Grows with the root of the rate.</summary>
        public double NoiseCounts { get; init; } = 1.3;

        /// <summary>Supply.</summary>
        public double SupplyVolts { get; init; } = 3.3;

        /// <summary>Of the scene.</summary>
        public double Emissivity { get; init; } = 1;
    }
}
