using Stethos.Drivers.Adxl345;
using Stethos.Hal.Parts;
using Stethos.Hal.Virtual;
using Stethos.Hal.Virtual.Parts;
using Stethos.Hal.Virtual.Signals;

namespace Stethos.Drivers.Tests
{
    /// <summary>An ADXL345 on its bus, with the driver on top.</summary>
    internal sealed class Adxl345Rig : FifoRig
    {
        private readonly Adxl345Driver _driver;

        public Adxl345Rig(RigOptions options, bool fullResolution = true)
            : base(Adxl345Driver.AddressLow)
        {
            var part = (VirtualAdxl345Options)options.ApplyTo(new VirtualAdxl345Options());
            Part = new VirtualAdxl345(Clock, options.Source ?? new MachineGenerator(new MachineParameters()), part);
            Bus.Attach(Adxl345Driver.AddressLow, (VirtualAdxl345)Part);
            _driver = new Adxl345Driver(Port, fullResolution);
        }

        public override IVirtualPart Part { get; }

        public override int FifoSamples => Adxl345Driver.FifoEntries;

        public override int RateHz => Adxl345Driver.DefaultRateHz;

        public override int RangeG => Adxl345Driver.DefaultRangeG;

        public override int OverrunCount => _driver.OverrunCount;

        public override int ClippedSamples => _driver.ClippedSamples;

        public override PartStatusCode Configure(int rateHz, int rangeG, int watermark) =>
            (PartStatusCode)_driver.Configure(rateHz, rangeG, watermark);

        public override int Read(int offset, int capacity, out PartStatusCode status)
        {
            int count = _driver.ReadFifo(AxesG, offset, capacity, out Adxl345StatusCode own);
            status = (PartStatusCode)own;
            return count;
        }

        public override PartStatusCode Stop() => (PartStatusCode)_driver.Stop();

        public override PartStatusCode SelfTest(float[] changeG) =>
            (PartStatusCode)new Adxl345SelfTest(Port, Clock).Run(changeG);
    }
}
