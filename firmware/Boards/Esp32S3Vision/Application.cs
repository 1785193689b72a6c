using Stethos.App;
using Stethos.App.Configuration;
using Stethos.App.Edge;
using Stethos.App.Loading;
using Stethos.App.Vision;
using Stethos.Drivers.Adxl345;
using Stethos.Drivers.ArduCam;
using Stethos.Drivers.Max17048;
using Stethos.Drivers.Mlx90640;
using Stethos.Drivers.Tachometer;
using Stethos.Hal;
using Stethos.Hal.NanoFramework.Esp32;
using Stethos.Hal.NanoFramework.Gpio;
using Stethos.Hal.NanoFramework.I2c;
using Stethos.Hal.NanoFramework.Spi;

namespace Stethos.Boards.Esp32S3Vision
{
    /// <summary>Wiring of the board: parts to drivers, drivers to what measures.</summary>
    public sealed class Application : IApplication
    {
        private const int Window = 1024;
        private const int SpiMode = 0;
        private const int ThermalMilliHz = 2000;
        private const int PulsesPerTurn = 1;
        private const int FastestMilliHz = 100000;
        private CaptureLoop? _loop;
        private VisionNode? _pictures;

        /// <inheritdoc/>
        public ICapture[] Prepare(INode node)
        {
            Esp32Pins.UseI2c1(Board.I2c1SdaPin, Board.I2c1SclPin);
            Esp32Pins.UseSpi1(Board.Spi1MosiPin, Board.Spi1MisoPin, Board.Spi1SckPin);
            CellGauge cell = new CellGauge(new Max17048Driver(new I2cBus(Board.I2c1Bus, Board.Max17048Address, true)));
            node.Gauges = cell;
            ICapture[] captures = new ICapture[]
            {
                new Adxl345Capture(
                    new Adxl345Driver(new I2cBus(Board.I2c1Bus, Board.Adxl345Address, true), true), Board.Adxl345SampleRateHz,
                    Board.Adxl345RangeG, Window)
            };
            FrameOutlet outlet = new FrameOutlet(node.Configuration, node.State);
            _loop = new CaptureLoop(node.Configuration, captures, node.Clock, node.State, outlet);
            TachometerDriver tachometer = new TachometerDriver(
                new PulsePin(Board.TachometerOutPin), PulsesPerTurn, FastestMilliHz);
            _loop.Tachometer = tachometer;
            node.State.Gauges = new IDescribedPart[] { tachometer, cell };
            MeasuringSettings? measuring = node.Settings.Further as MeasuringSettings;
            node.State.Gate = EdgeStart.Gate(node.Model, node.Settings, node.State, captures.Length, Board.ArenaBudgetBytes);
            VisionOptions looks = new VisionOptions();
            looks.PeriodMs = measuring == null ? looks.PeriodMs : measuring.PicturePeriodMs;
            _pictures = new VisionNode(
                node.Configuration, looks, Parts(node), captures.Length, node.Clock, new VisionWays(outlet, node.State));
            node.State.Extension = _pictures;
            _pictures.Prepare();
            return captures;
        }

        /// <inheritdoc/>
        public void Step()
        {
            _loop!.Step();
            _pictures!.Step();
        }

        private static VisionParts Parts(INode node)
        {
            SpiBus spi = new SpiBus(Board.Spi1Bus, Board.ArducamCsPin, Board.ArducamClockHz, SpiMode);
            I2cBus sensor = new I2cBus(Board.I2c1Bus, Board.Ov2640Address, true);
            I2cBus thermal = new I2cBus(Board.I2c1Bus, Board.Mlx90640Address, true);
            return new VisionParts(
                new ArduCamCamera(new ArduCamDriver(spi, sensor, node.Uptime)),
                new Mlx90640Array(new Mlx90640Driver(thermal), ThermalMilliHz));
        }
    }
}
