using System;
using Stethos.Hal;

namespace Stethos.Firmware.Device.Tests
{
    /// <summary>A part of 256 registers on I2C whose address counts on; a FIFO hands out new bytes at one of them.</summary>
    public sealed class RegisterPart : II2cBus
    {
        private int _next = -1;
        private byte[] _sample = new byte[0];

        /// <summary>Contents, by address.</summary>
        public byte[] Registers { get; } = new byte[256];

        /// <summary>Transfer that is not acknowledged; -1 = none.</summary>
        public int FailsAt { get; set; } = -1;

        public int Transfers { get; private set; }

        /// <summary>Reading at <paramref name="register"/> gives the next of the samples, over and over.</summary>
        public void GiveSamples(int register, byte[] sample)
        {
            _next = register;
            _sample = sample;
        }

        public BusStatusCode Write(byte[] buffer, int offset, int count)
        {
            if (Transfers++ == FailsAt)
            {
                return BusStatusCode.AddressNotAcknowledged;
            }

            Array.Copy(buffer, offset + 1, Registers, buffer[offset], count - 1);
            return BusStatusCode.Ok;
        }

        public BusStatusCode WriteRead(byte[] write, int writeOffset, int writeCount, byte[] read, int readOffset, int readCount)
        {
            if (Transfers++ == FailsAt)
            {
                return BusStatusCode.AddressNotAcknowledged;
            }

            if (write[writeOffset] != _next)
            {
                Array.Copy(Registers, write[writeOffset], read, readOffset, readCount);
                return BusStatusCode.Ok;
            }

            for (int i = 0; i < readCount; i++)
            {
                read[readOffset + i] = _sample[i % _sample.Length];
            }

            return BusStatusCode.Ok;
        }
    }
}
