using System;
using System.Device.I2c;

namespace Stethos.Hal.NanoFramework.I2c
{
    /// <summary>One part on a hardware I2C bus.</summary>
    public sealed class I2cBus : II2cBus
    {
        private readonly I2cDevice _device;

        /// <summary><paramref name="bus"/> counts from 1; <paramref name="fast"/> is 400 kHz, else 100 kHz.</summary>
        public I2cBus(int bus, int address, bool fast)
        {
            _device = I2cDevice.Create(
                new I2cConnectionSettings(bus, address, fast ? I2cBusSpeed.FastMode : I2cBusSpeed.StandardMode));
        }

        /// <inheritdoc/>
        public BusStatusCode Write(byte[] buffer, int offset, int count)
        {
            return Code(_device.Write(new SpanByte(buffer, offset, count)).Status);
        }

        /// <inheritdoc/>
        public BusStatusCode WriteRead(byte[] write, int writeOffset, int writeCount, byte[] read, int readOffset, int readCount)
        {
            return Code(_device.WriteRead(
                new SpanByte(write, writeOffset, writeCount), new SpanByte(read, readOffset, readCount)).Status);
        }

        private static BusStatusCode Code(I2cTransferStatus status)
        {
            switch (status)
            {
                case I2cTransferStatus.FullTransfer:
                    return BusStatusCode.Ok;
                case I2cTransferStatus.SlaveAddressNotAcknowledged:
                    return BusStatusCode.AddressNotAcknowledged;
                case I2cTransferStatus.PartialTransfer:
                    return BusStatusCode.PartialTransfer;
                case I2cTransferStatus.ClockStretchTimeout:
                    return BusStatusCode.Timeout;
                default:
                    return BusStatusCode.BusFault;
            }
        }
    }
}
