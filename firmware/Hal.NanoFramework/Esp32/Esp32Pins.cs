using nanoFramework.Hardware.Esp32;

namespace Stethos.Hal.NanoFramework.Esp32
{
    /// <summary>Puts buses on pins, which the ESP32 leaves open. Call before a bus is opened.</summary>
    public static class Esp32Pins
    {
        /// <summary>Pins of I2C bus 1.</summary>
        public static void UseI2c1(int data, int clock)
        {
            Configuration.SetPinFunction(data, DeviceFunction.I2C1_DATA);
            Configuration.SetPinFunction(clock, DeviceFunction.I2C1_CLOCK);
        }

        /// <summary>Pins of SPI bus 1.</summary>
        public static void UseSpi1(int dataOut, int dataIn, int clock)
        {
            Configuration.SetPinFunction(dataOut, DeviceFunction.SPI1_MOSI);
            Configuration.SetPinFunction(dataIn, DeviceFunction.SPI1_MISO);
            Configuration.SetPinFunction(clock, DeviceFunction.SPI1_CLOCK);
        }

        /// <summary>Pins of I2S bus 1 as a receiver that drives all clocks.</summary>
        public static void UseI2s1(int masterClock, int bitClock, int wordSelect, int dataIn)
        {
            Configuration.SetPinFunction(masterClock, DeviceFunction.I2S1_MCK);
            Configuration.SetPinFunction(bitClock, DeviceFunction.I2S1_BCK);
            Configuration.SetPinFunction(wordSelect, DeviceFunction.I2S1_WS);
            Configuration.SetPinFunction(dataIn, DeviceFunction.I2S1_MDATA_IN);
        }
    }
}
