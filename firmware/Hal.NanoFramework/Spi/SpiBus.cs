using System;
using System.Device.Spi;

namespace Stethos.Hal.NanoFramework.Spi
{
    /// <summary>One part on a hardware SPI bus with its own chip select.</summary>
    public sealed class SpiBus : ISpiBus
    {
        private readonly SpiDevice _device;

        /// <summary><paramref name="bus"/> counts from 1; <paramref name="mode"/> is 0 to 3.</summary>
        public SpiBus(int bus, int chipSelect, int clockHz, int mode)
        {
            SpiConnectionSettings settings = new SpiConnectionSettings(bus, chipSelect);
            settings.ClockFrequency = clockHz;
            settings.Mode = (SpiMode)mode;
            _device = SpiDevice.Create(settings);
        }

        /// <inheritdoc/>
        public BusStatusCode Transfer(byte[] write, int writeOffset, byte[] read, int readOffset, int count)
        {
            try
            {
                _device.TransferFullDuplex(new SpanByte(write, writeOffset, count), new SpanByte(read, readOffset, count));
                return BusStatusCode.Ok;
            }
            catch (Exception)
            {
                return BusStatusCode.BusFault;
            }
        }
    }
}
