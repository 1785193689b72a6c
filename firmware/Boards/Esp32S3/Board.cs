namespace Stethos.Boards.Esp32S3
{
    /// <summary>What hardware/boards/esp32-s3-n16r8-rev-a/board.json says, and nothing else: a test writes this file.</summary>
    internal static class Board
    {
        internal const string Name = "esp32-s3-n16r8-rev-a";
        internal const string Drive = "I:";
        internal const int I2s1MckPin = 4;
        internal const int I2s1BckPin = 5;
        internal const int I2s1WsPin = 6;
        internal const int I2s1DinPin = 7;
        internal const int I2c1SdaPin = 8;
        internal const int I2c1SclPin = 9;
        internal const int LedAPin = 17;
        internal const int Button1Pin = 18;
        internal const int RelayInPin = 21;
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
        internal const int BootloaderPartitionOffset = 0x0;
        internal const int BootloaderPartitionBytes = 0x8000;
        internal const int PartitionTablePartitionOffset = 0x8000;
        internal const int PartitionTablePartitionBytes = 0x1000;
        internal const int NvsPartitionOffset = 0x9000;
        internal const int NvsPartitionBytes = 0x6000;
        internal const int PhyInitPartitionOffset = 0xF000;
        internal const int PhyInitPartitionBytes = 0x1000;
        internal const int FactoryPartitionOffset = 0x10000;
        internal const int FactoryPartitionBytes = 0x1A0000;
        internal const int DeployPartitionOffset = 0x1B0000;
        internal const int DeployPartitionBytes = 0x2E0000;
        internal const int ConfigPartitionOffset = 0x490000;
        internal const int ConfigPartitionBytes = 0x300000;
        internal const int ManagedHeapBudgetBytes = 2097152;
        internal const int RamBudgetBytes = 3145728;
        internal const int DeployBudgetBytes = 1048576;
        internal const int PayloadBudgetBytes = 262144;
        internal const int ModelFlashBudgetBytes = 262144;
        internal const int ArenaBudgetBytes = 262144;
        internal const int FileStoreBudgetBytes = 2097152;
        internal const int DmaBudgetBytes = 16384;
        internal const int FreeHeapBytes = 524288;
    }
}
