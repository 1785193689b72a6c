using System.Collections.Generic;
using Stethos.Hal.Virtual;
using Stethos.Hal.Virtual.Parts;

namespace Stethos.Drivers.Tests
{
    /// <summary>What a test wants different from a good, noiseless part on a running machine.</summary>
    internal sealed record RigOptions
    {
        public byte? DeviceId { get; init; }

        public bool IsNoisy { get; init; }

        public IReadOnlyList<double>? SelfTestShiftG { get; init; }

        public ISignalSource? Source { get; init; }

        /// <summary>The part's own options with the differences.</summary>
        public TriaxialPartOptions ApplyTo(TriaxialPartOptions good) => good with
        {
            DeviceId = DeviceId ?? good.DeviceId,
            NoiseDensityMicroG = IsNoisy ? good.NoiseDensityMicroG : new double[3],
            SelfTestShiftG = SelfTestShiftG ?? good.SelfTestShiftG
        };
    }
}
