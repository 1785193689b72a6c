using System;
using Stethos.Hal;

namespace Stethos.Firmware.Device.Tests
{
    /// <summary>A part of 128 registers on SPI whose address counts on; a FIFO hands out new bytes at one of them.</summary>
    public sealed class SpiPart : ISpiBus
    {
        private const int HighestBit = 0x80;
        private readonly bool _highestBitReads;
        private int _fifo = -1;
        private byte[] _content = new byte[0];
        private int _at;

        /// <summary><paramref name="highestBitReads"/>: what a set bit 7 of the register number says; else it writes.</summary>
        public SpiPart(bool highestBitReads)
        {
            _highestBitReads = highestBitReads;
        }

        /// <summary>Contents, by address.</summary>
        public byte[] Registers { get; } = new byte[HighestBit];

        /// <summary>Transfer that fails; -1 = none.</summary>
        public int FailsAt { get; set; } = -1;

        public int Transfers { get; private set; }

        /// <summary>Reading at <paramref name="register"/> gives the next of these bytes, over and over.</summary>
        public void GiveBytes(int register, byte[] content)
        {
            _fifo = register;
            _content = content;
            _at = 0;
        }

        public BusStatusCode Transfer(byte[] write, int writeOffset, byte[] read, int readOffset, int count)
        {
            if (Transfers++ == FailsAt)
            {
                return BusStatusCode.BusFault;
            }

            int register = write[writeOffset] & (HighestBit - 1);
            bool isRead = (write[writeOffset] & HighestBit) != 0 == _highestBitReads;
            if (!isRead)
            {
                Array.Copy(write, writeOffset + 1, Registers, register, count - 1);
            }
            else if (register != _fifo)
            {
                Array.Copy(Registers, register, read, readOffset + 1, count - 1);
            }

            for (int i = 1; isRead && register == _fifo && i < count; i++)
            {
                read[readOffset + i] = _content[_at];
                _at = _at + 1 < _content.Length ? _at + 1 : 0;
            }

            return BusStatusCode.Ok;
        }
    }
}
