using Stethos.Drivers.Iis3dwb;
using Stethos.Hal.Virtual;
using Stethos.Hal.Virtual.Parts;
using Stethos.Hal.Virtual.Signals;
using Stethos.Hal.Virtual.Spi;

namespace Stethos.Drivers.Tests
{
    /// <summary>An IIS3DWB on its SPI bus, with the driver on top.</summary>
    internal sealed class Iis3dwbRig
    {
        private const int ChipSelect = 5;

        public Iis3dwbRig(RigOptions options)
        {
            var part = (VirtualIis3dwbOptions)options.ApplyTo(new VirtualIis3dwbOptions());
            Part = new VirtualIis3dwb(Clock, options.Source ?? new MachineGenerator(new MachineParameters()), part);
            Bus.Attach(ChipSelect, Part);
            Driver = new Iis3dwbDriver(Bus.Open(ChipSelect));
        }

        public VirtualClock Clock { get; } = new VirtualClock { AdvancesOnWait = true };

        public VirtualSpiBus Bus { get; } = new VirtualSpiBus();

        public VirtualIis3dwb Part { get; }

        public Iis3dwbDriver Driver { get; }

        public float[][] AxesG { get; } = { new float[600], new float[600], new float[600] };

        public void Configure() => Assert.Equal(Iis3dwbStatusCode.Ok, Driver.Configure(Iis3dwbDriver.DefaultRangeG));

        public void StartSnapshot() => Assert.Equal(Iis3dwbStatusCode.Ok, Driver.StartSnapshot());

        public int Read(out Iis3dwbStatusCode status) => Driver.ReadSnapshot(AxesG, 0, out status);

        public void AssertReads(int count)
        {
            int read = Read(out Iis3dwbStatusCode status);
            Assert.Equal((count, Iis3dwbStatusCode.Ok), (read, status));
        }

        /// <summary>A snapshot from start to end.</summary>
        public void AssertWorks()
        {
            StartSnapshot();
            Clock.Advance(20);
            AssertReads(Iis3dwbDriver.SnapshotSamples);
        }

        public Iis3dwbStatusCode SelfTest(float[] changeG) => new Iis3dwbSelfTest(Bus.Open(ChipSelect), Clock).Run(changeG);
    }
}
