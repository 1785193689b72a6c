namespace Stethos.Boards.Stm32F769Discovery
{
    /// <summary>What hardware/boards/stm32f769i-discovery-rev-a/board.json says, and nothing else: a test writes this file.</summary>
    internal static class Board
    {
        internal const string Name = "stm32f769i-discovery-rev-a";
        internal const string Drive = "D:";
        internal const int I2c1SdaPin = 25;
        internal const int I2c1SclPin = 24;
        internal const int Spi2SckPin = 12;
        internal const int Spi2MisoPin = 30;
        internal const int Spi2MosiPin = 31;
        internal const int Iis3dwbCsPin = 11;
        internal const int LedAPin = 149;
        internal const int Button1Pin = 0;
        internal const int RelayInPin = 144;
        internal const int Sdmmc2CkPin = 54;
        internal const int Sdmmc2CmdPin = 55;
        internal const int Sdmmc2D0Pin = 105;
        internal const int Sdmmc2D1Pin = 106;
        internal const int Sdmmc2D2Pin = 19;
        internal const int Sdmmc2D3Pin = 20;
        internal const int I2c1Bus = 1;
        internal const int I2c1ClockHz = 400000;
        internal const int Spi2Bus = 2;
        internal const int Spi2ClockHz = 8000000;
        internal const int Sdmmc2Bus = 2;
        internal const int Sdmmc2ClockHz = 25000000;
        internal const int Adxl345Address = 0x53;
        internal const int Adxl345ClockHz = 400000;
        internal const int Adxl345SampleRateHz = 800;
        internal const int Adxl345RangeG = 16;
        internal const int Iis3dwbClockHz = 8000000;
        internal const int Iis3dwbSampleRateHz = 26667;
        internal const int Iis3dwbRangeG = 16;
        internal const int NanobooterPartitionOffset = 0x0;
        internal const int NanobooterPartitionBytes = 0x8000;
        internal const int ConfigPartitionOffset = 0x8000;
        internal const int ConfigPartitionBytes = 0x8000;
        internal const int NanoclrPartitionOffset = 0x10000;
        internal const int NanoclrPartitionBytes = 0xB0000;
        internal const int DeployPartitionOffset = 0xC0000;
        internal const int DeployPartitionBytes = 0x140000;
        internal const int ManagedHeapBudgetBytes = 524288;
        internal const int RamBudgetBytes = 1048576;
        internal const int DeployBudgetBytes = 1048576;
        internal const int PayloadBudgetBytes = 262144;
        internal const int ModelFlashBudgetBytes = 65536;
        internal const int ArenaBudgetBytes = 65536;
        internal const int FileStoreBudgetBytes = 1048576;
        internal const int DmaBudgetBytes = 0;
        internal const int FreeHeapBytes = 131072;
    }
}
