using Stethos.Drivers.Adxl355;
using Stethos.Hal.Parts;
using Stethos.Hal.Virtual;
using Stethos.Hal.Virtual.Parts;
using Stethos.Hal.Virtual.Signals;

namespace Stethos.Drivers.Tests
{
    /// <summary>An ADXL355 on its bus, with the driver on top.</summary>
    internal sealed class Adxl355Rig : FifoRig
    {
        private readonly Adxl355Driver _driver;

        public Adxl355Rig(RigOptions options)
            : base(Adxl355Driver.AddressLow)
        {
            var part = (VirtualAdxl355Options)options.ApplyTo(new VirtualAdxl355Options());
            Part = new VirtualAdxl355(Clock, options.Source ?? new MachineGenerator(new MachineParameters()), part);
            Bus.Attach(Adxl355Driver.AddressLow, (VirtualAdxl355)Part);
            _driver = new Adxl355Driver(Port);
        }

        public override IVirtualPart Part { get; }

        public override int FifoSamples => Adxl355Driver.FifoSamples;

        public override int RateHz => Adxl355Driver.DefaultRateHz;

        public override int RangeG => Adxl355Driver.DefaultRangeG;

        public override int OverrunCount => _driver.OverrunCount;

        public override int ClippedSamples => _driver.ClippedSamples;

        public override PartStatusCode Configure(int rateHz, int rangeG, int watermark) =>
            (PartStatusCode)_driver.Configure(rateHz, rangeG, watermark);

        public override int Read(int offset, int capacity, out PartStatusCode status)
        {
            int count = _driver.ReadFifo(AxesG, offset, capacity, out Adxl355StatusCode own);
            status = (PartStatusCode)own;
            return count;
        }

        public override PartStatusCode Stop() => (PartStatusCode)_driver.Stop();

        public override PartStatusCode SelfTest(float[] changeG) =>
            (PartStatusCode)new Adxl355SelfTest(Port, Clock).Run(changeG);
    }
}
