using Stethos.Hal;

namespace Stethos.Hal.Virtual.Parts
{
    /// <summary>An ADXL1002 with its converter, as wired on the virtual board.</summary>
    public sealed record VirtualI2sOptions
    {
        /// <summary>Samples per second.</summary>
        public int SampleRateHz { get; init; } = 12800;

        /// <summary>DMA buffers in the ring, 2 or more; one of them is always being filled.</summary>
        public int BufferCount { get; init; } = 8;

        /// <summary>Samples in one DMA buffer.</summary>
        public int BufferSamples { get; init; } = 256;

        /// <summary>Acceleration at the converter's full scale.</summary>
        public double FullScaleG { get; init; } = 50;

        /// <summary>Noise of the sensor: ADXL1002 data sheet, table 1: 25 µg/√Hz.</summary>
        public double NoiseDensityMicroG { get; init; } = 25;

        /// <summary>Seed of the noise.</summary>
        public ulong Seed { get; init; } = 1;

        /// <summary>Channel of the signal source the sensor sits on.</summary>
        public int SourceChannel { get; init; }

        /// <summary>What starting answers: anything but Ok is a converter that does not come up.</summary>
        public BusStatusCode StartResult { get; init; } = BusStatusCode.Ok;
    }
}
