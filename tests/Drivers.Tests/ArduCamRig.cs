using Stethos.Drivers.ArduCam;
using Stethos.Hal.Virtual;
using Stethos.Hal.Virtual.I2c;
using Stethos.Hal.Virtual.Spi;
using Stethos.Hal.Virtual.Vision;

namespace Stethos.Drivers.Tests
{
    /// <summary>An ArduCAM on its two buses, with the driver on top.</summary>
    internal sealed class ArduCamRig
    {
        private const int ChipSelect = 7;

        /// <summary>Time in which every capture ends.</summary>
        public const int CaptureMs = 100;

        public ArduCamRig(VirtualArduCamOptions options)
            : this(options, new Gradient(ArduCamDriver.LumaWidth, ArduCamDriver.LumaHeight), new VirtualClock { AdvancesOnWait = true })
        {
        }

        public ArduCamRig(VirtualArduCamOptions options, IPictureSource source, VirtualClock clock)
        {
            Clock = clock;
            Part = new VirtualArduCam(clock, source, options);
            Spi.Attach(ChipSelect, Part);
            I2c.Attach(ArduCamDriver.SensorAddress, Part.Sensor);
            Driver = new ArduCamDriver(Spi.Open(ChipSelect), I2c.Open(ArduCamDriver.SensorAddress), clock);
        }

        public VirtualClock Clock { get; }

        public VirtualSpiBus Spi { get; } = new VirtualSpiBus();

        public VirtualI2cBus I2c { get; } = new VirtualI2cBus();

        public VirtualArduCam Part { get; }

        public ArduCamDriver Driver { get; }

        public byte[] Picture { get; } = new byte[ArduCamDriver.LumaWidth * ArduCamDriver.LumaHeight];

        public static IVirtualPart Sweep(VirtualClock clock, out ReadChannel read)
        {
            var rig = new ArduCamRig(new VirtualArduCamOptions(), new Gradient(160, 120), clock);
            rig.Configure(ArduCamFormat.Luma);
            read = (channel, destination) =>
            {
                rig.Capture();
                int rows = rig.Driver.ReadLuma(rig.Picture, 0, 6, out ArduCamStatusCode status);
                Assert.Equal(ArduCamStatusCode.Ok, status);
                for (int i = 0; i < rows * ArduCamDriver.LumaWidth; i++)
                {
                    destination[i] = rig.Picture[i];
                }

                return rows * ArduCamDriver.LumaWidth;
            };
            return rig.Part;
        }

        public void Configure(ArduCamFormat format) => Assert.Equal(ArduCamStatusCode.Ok, Driver.Configure(format));

        /// <summary>A picture from start to FIFO.</summary>
        public void Capture()
        {
            Assert.Equal(ArduCamStatusCode.Ok, Driver.StartCapture());
            Clock.Advance(CaptureMs);
            Assert.True(Driver.IsDone(out ArduCamStatusCode status), status.ToString());
        }

        /// <summary>The driver can be set up again and delivers a whole picture.</summary>
        public void AssertWorks()
        {
            Configure(ArduCamFormat.Luma);
            Capture();
            int rows = Driver.ReadLuma(Picture, 0, ArduCamDriver.LumaHeight, out ArduCamStatusCode status);
            Assert.Equal((ArduCamDriver.LumaHeight, ArduCamStatusCode.Ok), (rows, status));
        }
    }
}
