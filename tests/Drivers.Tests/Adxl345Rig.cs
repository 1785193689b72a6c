using System;
using Stethos.Drivers.Adxl345;
using Stethos.Hal.Virtual;
using Stethos.Hal.Virtual.I2c;
using Stethos.Hal.Virtual.Parts;
using Stethos.Hal.Virtual.Signals;

namespace Stethos.Drivers.Tests
{
    /// <summary>An ADXL345 on its bus, with the driver on top.</summary>
    internal sealed class Adxl345Rig
    {
        public Adxl345Rig()
            : this(new VirtualAdxl345Options { NoiseDensityMicroG = new[] { 0.0, 0.0, 0.0 } }, fullResolution: true)
        {
        }

        public Adxl345Rig(VirtualAdxl345Options options, bool fullResolution, ISignalSource? source = null)
        {
            Part = new VirtualAdxl345(Clock, source ?? new MachineGenerator(new MachineParameters()), options);
            Bus.Attach(Adxl345Driver.AddressLow, Part);
            Driver = new Adxl345Driver(Bus.Open(Adxl345Driver.AddressLow), fullResolution);
        }

        public VirtualClock Clock { get; } = new VirtualClock { AdvancesOnWait = true };

        public VirtualI2cBus Bus { get; } = new VirtualI2cBus();

        public VirtualAdxl345 Part { get; }

        public Adxl345Driver Driver { get; }

        public float[][] AxesG { get; } = { new float[64], new float[64], new float[64] };

        public void Configure(int rateHz = 800, int rangeG = 16, int watermark = 16) =>
            Assert.Equal(Adxl345StatusCode.Ok, Driver.Configure(rateHz, rangeG, watermark));

        public int Read(out Adxl345StatusCode status) => Driver.ReadFifo(AxesG, 0, 64, out status);

        public void AssertReads(int count)
        {
            int read = Read(out Adxl345StatusCode status);
            Assert.Equal((count, Adxl345StatusCode.Ok), (read, status));
        }

        public float LastG(int axis, int count) => AxesG[axis][Math.Max(0, count - 1)];
    }
}
