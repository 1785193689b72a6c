using Stethos.Hal;
using Stethos.Hal.Parts;
using Stethos.Hal.Virtual;
using Stethos.Hal.Virtual.I2c;

namespace Stethos.Drivers.Tests
{
    /// <summary>A part with a FIFO on its I2C bus, with the driver on top, in the words all drivers share.</summary>
    internal abstract class FifoRig
    {
        /// <summary>Samples of one round and the watermark of <see cref="Configure()"/>.</summary>
        public const int RoundSamples = 16;

        protected FifoRig(int address)
        {
            Port = new TappedI2cBus(Bus.Open(address));
        }

        public VirtualClock Clock { get; } = new VirtualClock { AdvancesOnWait = true };

        public VirtualI2cBus Bus { get; } = new VirtualI2cBus();

        /// <summary>What the driver holds.</summary>
        public TappedI2cBus Port { get; }

        public float[][] AxesG { get; } = { new float[128], new float[128], new float[128] };

        public abstract IVirtualPart Part { get; }

        public abstract int FifoSamples { get; }

        /// <summary>Rate and range of <see cref="Configure()"/>; a round takes whole milliseconds.</summary>
        public abstract int RateHz { get; }

        public abstract int RangeG { get; }

        public abstract int OverrunCount { get; }

        public abstract int ClippedSamples { get; }

        public int RoundMs => RoundSamples * 1000 / RateHz;

        public abstract PartStatusCode Configure(int rateHz, int rangeG, int watermark);

        public abstract int Read(int offset, int capacity, out PartStatusCode status);

        public abstract PartStatusCode Stop();

        public abstract PartStatusCode SelfTest(float[] changeG);

        public PartStatusCode Configure() => Configure(RateHz, RangeG, RoundSamples);

        public void Start() => Assert.Equal(PartStatusCode.Ok, Configure());

        public int Read(out PartStatusCode status) => Read(0, AxesG[0].Length, out status);

        public void AssertReads(int count)
        {
            int read = Read(out PartStatusCode status);
            Assert.Equal((count, PartStatusCode.Ok), (read, status));
        }

        /// <summary>The driver can be set up again and delivers.</summary>
        public void AssertWorks()
        {
            Start();
            Clock.Advance(RoundMs);
            AssertReads(RoundSamples);
        }
    }
}
