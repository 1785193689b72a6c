using Stethos.App;
using Stethos.App.Edge;
using Stethos.App.Loading;
using Stethos.Drivers.Adxl345;
using Stethos.Drivers.Iis3dwb;
using Stethos.Hal.NanoFramework.I2c;
using Stethos.Hal.NanoFramework.Spi;

namespace Stethos.Boards.Stm32F769Discovery
{
    /// <summary>Wiring of the board: parts to drivers, drivers to what measures.</summary>
    public sealed class Application : IApplication
    {
        private const int SlowWindow = 1024;
        private const int SpiMode = 3;
        private CaptureLoop? _loop;

        /// <inheritdoc/>
        public ICapture[] Prepare(INode node)
        {
            ICapture[] captures = Captures(node);
            _loop = new CaptureLoop(node.Configuration, captures, node.Clock, node.State);
            node.State.Gate = EdgeStart.Gate(node.Model, node.Settings, node.State, captures.Length, Board.ArenaBudgetBytes);
            return captures;
        }

        /// <inheritdoc/>
        public void Step()
        {
            _loop!.Step();
        }

        private static ICapture[] Captures(INode node)
        {
            SpiBus spi = new SpiBus(Board.Spi2Bus, Board.Iis3dwbCsPin, Board.Iis3dwbClockHz, SpiMode);
            I2cBus i2c = new I2cBus(Board.I2c1Bus, Board.Adxl345Address, true);
            return new ICapture[]
            {
                new Iis3dwbCapture(new Iis3dwbDriver(spi), Board.Iis3dwbRangeG),
                new Adxl345Capture(new Adxl345Driver(i2c, true), node.Settings.SlowRateHz, Board.Adxl345RangeG, SlowWindow)
            };
        }
    }
}
