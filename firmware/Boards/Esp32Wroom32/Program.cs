using Stethos.App;
using Stethos.Boards.Node;
using Stethos.Drivers.Adxl345;
using Stethos.Hal.NanoFramework.I2c;
using Stethos.Hal.NanoFramework.Small;

namespace Stethos.Boards.Esp32Wroom32
{
    /// <summary>
    /// Wiring of the board: parts to drivers, drivers to loops. The sizes are those of its tier, as small as still useful; the
    /// analogue front end has no room beside them.
    /// </summary>
    public static class Program
    {
        private const int InFlight = 16;
        private const int CaptureTurnMs = 10;
        private const int LinkTurnMs = 50;

        public static void Main()
        {
            DeviceNode node = DeviceNode.Boot(Options());
            if (!node.Captures)
            {
                node.Run(new ICapture[0], null, StoredNetwork.Join);
            }

            ICapture[] captures = new ICapture[]
            {
                new Adxl345Capture(
                    new Adxl345Driver(new I2cBus(Board.I2c1Bus, Board.Adxl345Address, true), true), node.Settings.SlowRateHz,
                    Board.Adxl345RangeG, Board.NodeWindowSamples)
            };
            CaptureLoop capture = new CaptureLoop(node.Configuration, captures, node.Clock, node.State);
            node.Windows = capture.Plan;
            node.Run(captures, capture.Step, StoredNetwork.Join);
        }

        private static DeviceNodeOptions Options()
        {
            DeviceNodeOptions options = new DeviceNodeOptions(Board.Name, Board.Drive);
            options.RamFrames = Board.NodeOutboxFrames;
            options.BatchFrames = Board.NodeOutboxBatchFrames;
            options.FlashBlocks = Board.NodeOutboxBlocks;
            options.BlockLength = Board.NodeOutboxBlockBytes;
            options.BurstSamples = Board.NodeBurstSamples;
            options.SharesThread = true;
            options.LampPin = Board.LedAPin;
            options.RelayPin = Board.RelayInPin;
            options.FreeHeapBytes = Board.FreeHeapBytes;
            options.InFlight = InFlight;
            options.CaptureTurnMs = CaptureTurnMs;
            options.LinkTurnMs = LinkTurnMs;
            return options;
        }
    }
}
