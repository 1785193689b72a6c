using System;
using System.Collections.Generic;

namespace Stethos.Hal.Virtual.Parts
{
    /// <summary>One specimen of a three-axis part; each part's own options hold its data sheet's values.</summary>
    public abstract record TriaxialPartOptions
    {
        /// <summary>What the identity register answers; another value is another part at the same place.</summary>
        public byte DeviceId { get; init; }

        /// <summary>Seed of the noise.</summary>
        public ulong Seed { get; init; } = 1;

        /// <summary>Noise of x, y, z in µg/√Hz.</summary>
        public IReadOnlyList<double> NoiseDensityMicroG { get; init; } = Array.Empty<double>();

        /// <summary>How far the self test moves x, y, z, in g.</summary>
        public IReadOnlyList<double> SelfTestShiftG { get; init; } = Array.Empty<double>();
    }
}
