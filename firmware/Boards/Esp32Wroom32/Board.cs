namespace Stethos.Boards.Esp32Wroom32
{
    /// <summary>What hardware/boards/esp32-wroom-32-rev-a/board.json says, and nothing else: a test writes this file.</summary>
    internal static class Board
    {
        internal const string Name = "esp32-wroom-32-rev-a";
        internal const string Drive = "I:";
        internal const int I2s1MckPin = 0;
        internal const int I2s1BckPin = 26;
        internal const int I2s1WsPin = 25;
        internal const int I2s1DinPin = 35;
        internal const int I2c1SdaPin = 18;
        internal const int I2c1SclPin = 19;
        internal const int LedAPin = 27;
        internal const int Button1Pin = 32;
        internal const int RelayInPin = 33;
        internal const int I2c1Bus = 1;
        internal const int I2c1ClockHz = 400000;
        internal const int I2s1Bus = 1;
        internal const int I2s1ClockHz = 3276800;
        internal const int Adxl1002SampleRateHz = 12800;
        internal const int Adxl1002RangeG = 50;
        internal const int Adxl1002Channels = 2;
        internal const int Adxl1002DmaBuffers = 8;
        internal const int Adxl1002DmaBufferSamples = 256;
        internal const int Adxl345Address = 0x53;
        internal const int Adxl345ClockHz = 400000;
        internal const int Adxl345SampleRateHz = 800;
        internal const int Adxl345RangeG = 16;
        internal const int BootloaderPartitionOffset = 0x1000;
        internal const int BootloaderPartitionBytes = 0x7000;
        internal const int PartitionTablePartitionOffset = 0x8000;
        internal const int PartitionTablePartitionBytes = 0x1000;
        internal const int NvsPartitionOffset = 0x9000;
        internal const int NvsPartitionBytes = 0x6000;
        internal const int PhyInitPartitionOffset = 0xF000;
        internal const int PhyInitPartitionBytes = 0x1000;
        internal const int FactoryPartitionOffset = 0x10000;
        internal const int FactoryPartitionBytes = 0x1D0000;
        internal const int DeployPartitionOffset = 0x1E0000;
        internal const int DeployPartitionBytes = 0x1C0000;
        internal const int ConfigPartitionOffset = 0x3C0000;
        internal const int ConfigPartitionBytes = 0x40000;
        internal const int ManagedHeapBudgetBytes = 61440;
        internal const int RamBudgetBytes = 163840;
        internal const int DeployBudgetBytes = 524288;
        internal const int PayloadBudgetBytes = 32768;
        internal const int ModelFlashBudgetBytes = 16384;
        internal const int ArenaBudgetBytes = 8192;
        internal const int FileStoreBudgetBytes = 196608;
        internal const int DmaBudgetBytes = 16384;
        internal const int FreeHeapBytes = 17408;
        internal const int NodeWindowSamples = 128;
        internal const int NodeBurstSamples = 128;
        internal const int NodeOutboxFrames = 8;
        internal const int NodeOutboxBatchFrames = 2;
        internal const int NodeOutboxBlocks = 8;
        internal const int NodeOutboxBlockBytes = 1024;
    }
}
