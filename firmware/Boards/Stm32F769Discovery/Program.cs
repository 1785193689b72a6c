using Stethos.App;
using Stethos.App.Configuration;
using Stethos.Boards.Node;
using Stethos.Drivers.Adxl345;
using Stethos.Drivers.Iis3dwb;
using Stethos.Hal.NanoFramework.I2c;
using Stethos.Hal.NanoFramework.Spi;

namespace Stethos.Boards.Stm32F769Discovery
{
    /// <summary>Wiring of the board: parts to drivers, drivers to loops. The wire brings its own address.</summary>
    public static class Program
    {
        private const int SlowWindow = 1024;
        private const int FlashBlocks = 200;
        private const int SpiMode = 3;

        public static void Main()
        {
            DeviceNode node = DeviceNode.Boot(Options());
            if (!node.Captures)
            {
                node.Run(new ICapture[0], null, null);
            }

            ICapture[] captures = Captures(node);
            CaptureLoop capture = new CaptureLoop(node.Configuration, captures, node.Clock, node.State);
            node.Run(captures, capture.Step, null);
        }

        private static DeviceNodeOptions Options()
        {
            DeviceNodeOptions options = new DeviceNodeOptions(Board.Name, Board.Drive);
            options.FlashBlocks = FlashBlocks;
            options.BurstSamples = SlowWindow;
            MeasuringSettings measuring = new MeasuringSettings();
            measuring.TakesTurns = true;
            options.Further = measuring;
            options.LampPin = Board.LedAPin;
            options.RelayPin = Board.RelayInPin;
            options.FreeHeapBytes = Board.FreeHeapBytes;
            return options;
        }

        private static ICapture[] Captures(DeviceNode node)
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
