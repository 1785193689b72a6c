using Stethos.App.Configuration;
using Stethos.Boards.Loader;
using Stethos.Boards.Node;
using Stethos.Hal.NanoFramework.Esp32;

namespace Stethos.Boards.Esp32S3
{
    /// <summary>What no update replaces on this board: sizes, and the name of what its slots bring.</summary>
    public static class Program
    {
        private const string Entry = "Stethos.Boards.Esp32S3.Application";
        private const int FastWindow = 8192;
        private const int FlashBlocks = 400;

        public static void Main()
        {
            DeviceLoader.Run(Options(), Entry, WifiNetwork.Join);
        }

        private static DeviceNodeOptions Options()
        {
            DeviceNodeOptions options = new DeviceNodeOptions(Board.Name, Board.Drive);
            options.FlashBlocks = FlashBlocks;
            options.BurstSamples = FastWindow;
            MeasuringSettings measuring = new MeasuringSettings();
            measuring.TakesTurns = true;
            options.Further = measuring;
            options.LampPin = Board.LedAPin;
            options.RelayPin = Board.RelayInPin;
            options.FreeHeapBytes = Board.FreeHeapBytes;
            options.ModelBytes = Board.ModelFlashBudgetBytes;
            options.ArenaBytes = Board.ArenaBudgetBytes;
            options.Natives = new uint[]
            {
                0x6A20A689, // nanoFramework.Hardware.Esp32 1.6.8
                0x478490FE, // nanoFramework.System.Device.I2s 1.0.28
                0xEE721CDA, // nanoFramework.System.Device.Wifi 1.5.149
            };
            return options;
        }
    }
}
