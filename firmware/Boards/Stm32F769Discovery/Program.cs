using Stethos.App.Configuration;
using Stethos.Boards.Loader;
using Stethos.Boards.Node;

namespace Stethos.Boards.Stm32F769Discovery
{
    /// <summary>What no update replaces on this board. The wire brings its own address.</summary>
    public static class Program
    {
        private const string Entry = "Stethos.Boards.Stm32F769Discovery.Application";
        private const int SlowWindow = 1024;
        private const int FlashBlocks = 200;

        public static void Main()
        {
            DeviceLoader.Run(Options(), Entry, null);
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
            options.ModelBytes = Board.ModelFlashBudgetBytes;
            options.ArenaBytes = Board.ArenaBudgetBytes;
            return options;
        }
    }
}
