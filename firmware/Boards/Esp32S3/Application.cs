using Stethos.App;
using Stethos.App.Edge;
using Stethos.App.Loading;
using Stethos.Drivers.Adxl1002;
using Stethos.Drivers.Adxl345;
using Stethos.Hal.NanoFramework.Esp32;
using Stethos.Hal.NanoFramework.I2c;
using Stethos.Hal.Parts;

namespace Stethos.Boards.Esp32S3
{
    /// <summary>Wiring of the board: parts to drivers, drivers to what measures.</summary>
    public sealed class Application : IApplication
    {
        private const int FastWindow = 8192;
        private const int SlowWindow = 1024;
        private CaptureLoop? _loop;

        /// <inheritdoc/>
        public ICapture[] Prepare(INode node)
        {
            Esp32Pins.UseI2c1(Board.I2c1SdaPin, Board.I2c1SclPin);
            Esp32Pins.UseI2s1(Board.I2s1MckPin, Board.I2s1BckPin, Board.I2s1WsPin, Board.I2s1DinPin);
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
            I2sPort port = new I2sPort(Board.I2s1Bus, Board.Adxl1002SampleRateHz, Board.DmaBudgetBytes);
            LeftChannelStream stream = new LeftChannelStream(
                port, node.Uptime, Board.Adxl1002SampleRateHz, Board.Adxl1002DmaBuffers * Board.Adxl1002DmaBufferSamples);
            I2cBus bus = new I2cBus(Board.I2c1Bus, Board.Adxl345Address, true);
            return new ICapture[]
            {
                new Adxl1002Capture(new Adxl1002Driver(stream, Board.Adxl1002RangeG), Board.Adxl1002RangeG, FastWindow),
                new Adxl345Capture(new Adxl345Driver(bus, true), node.Settings.SlowRateHz, Board.Adxl345RangeG, SlowWindow)
            };
        }
    }
}
