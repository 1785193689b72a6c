using Stethos.Hal;

namespace Stethos.Firmware.Device.Tests
{
    /// <summary>A part of 16-bit words behind 16-bit addresses on I2C, high byte first: what it measured and its calibration.</summary>
    public sealed class WordPart : II2cBus
    {
        private const int MeasuredAt = 0x0400;
        private const int CalibrationAt = 0x2400;
        private const int RegistersAt = 0x8000;

        /// <summary>Words from 0x2400 on.</summary>
        public ushort[] Calibration { get; } = new ushort[832];

        /// <summary>Words from 0x0400 on.</summary>
        public ushort[] Measured { get; } = new ushort[832];

        /// <summary>Words from 0x8000 on.</summary>
        public ushort[] Registers { get; } = new ushort[16];

        public BusStatusCode Write(byte[] buffer, int offset, int count)
        {
            int address = (buffer[offset] << 8) | buffer[offset + 1];
            Registers[address - RegistersAt] = (ushort)((buffer[offset + 2] << 8) | buffer[offset + 3]);
            return BusStatusCode.Ok;
        }

        public BusStatusCode WriteRead(byte[] write, int writeOffset, int writeCount, byte[] read, int readOffset, int readCount)
        {
            int address = (write[writeOffset] << 8) | write[writeOffset + 1];
            ushort[] from = address >= RegistersAt ? Registers : address >= CalibrationAt ? Calibration : Measured;
            int at = address - (address >= RegistersAt ? RegistersAt : address >= CalibrationAt ? CalibrationAt : MeasuredAt);
            for (int i = 0; i < readCount; i += 2)
            {
                read[readOffset + i] = (byte)(from[at] >> 8);
                read[readOffset + i + 1] = (byte)from[at];
                at++;
            }

            return BusStatusCode.Ok;
        }
    }
}
