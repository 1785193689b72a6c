using Stethos.Drivers.Kx134;
using Stethos.Hal.Parts;
using Stethos.Hal.Virtual;
using Stethos.Hal.Virtual.Parts;
using Stethos.Hal.Virtual.Signals;

namespace Stethos.Drivers.Tests
{
    /// <summary>A KX134 on its bus, with the driver on top.</summary>
    internal sealed class Kx134Rig : FifoRig
    {
        private readonly Kx134Driver _driver;

        public Kx134Rig(RigOptions options)
            : base(Kx134Driver.AddressLow)
        {
            var part = (VirtualKx134Options)options.ApplyTo(new VirtualKx134Options());
            Part = new VirtualKx134(Clock, options.Source ?? new MachineGenerator(new MachineParameters()), part);
            Bus.Attach(Kx134Driver.AddressLow, (VirtualKx134)Part);
            _driver = new Kx134Driver(Port);
        }

        public override IVirtualPart Part { get; }

        public override int FifoSamples => Kx134Driver.FifoSamples;

        public override int RateHz => Kx134Driver.DefaultRateHz;

        public override int RangeG => Kx134Driver.DefaultRangeG;

        public override int OverrunCount => _driver.OverrunCount;

        public override int ClippedSamples => _driver.ClippedSamples;

        public override PartStatusCode Configure(int rateHz, int rangeG, int watermark) =>
            (PartStatusCode)_driver.Configure(rateHz, rangeG, watermark);

        public override int Read(int offset, int capacity, out PartStatusCode status)
        {
            int count = _driver.ReadFifo(AxesG, offset, capacity, out Kx134StatusCode own);
            status = (PartStatusCode)own;
            return count;
        }

        public override PartStatusCode Stop() => (PartStatusCode)_driver.Stop();

        public override PartStatusCode SelfTest(float[] changeG) =>
            (PartStatusCode)new Kx134SelfTest(Port, Clock).Run(changeG);
    }
}
