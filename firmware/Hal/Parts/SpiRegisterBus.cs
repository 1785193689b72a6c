using System;

namespace Stethos.Hal.Parts
{
    /// <summary>
    /// Registers on SPI: the register number goes first, its highest bit says "read". For parts with 7-bit register numbers
    /// that count on by themselves.
    /// </summary>
    public sealed class SpiRegisterBus : IRegisterBus
    {
        private const int ReadBit = 0x80;

        private readonly ISpiBus _bus;
        private readonly byte[] _sent;
        private readonly byte[] _received;

        /// <summary><paramref name="largestRead"/>: bytes of one <see cref="Read"/> at most.</summary>
        public SpiRegisterBus(ISpiBus bus, int largestRead)
        {
            if (bus == null || largestRead < 1)
            {
                throw new ArgumentException();
            }

            _bus = bus;
            _sent = new byte[largestRead + 1];
            _received = new byte[largestRead + 1];
        }

        /// <inheritdoc/>
        public BusStatusCode Read(int register, byte[] buffer, int offset, int count)
        {
            if (count >= _received.Length)
            {
                throw new ArgumentException();
            }

            _sent[0] = (byte)(register | ReadBit);
            BusStatusCode status = _bus.Transfer(_sent, 0, _received, 0, count + 1);
            Array.Copy(_received, 1, buffer, offset, count);
            return status;
        }

        /// <inheritdoc/>
        public BusStatusCode Write(int register, int value)
        {
            _sent[0] = (byte)(register & ~ReadBit);
            _sent[1] = (byte)value;
            BusStatusCode status = _bus.Transfer(_sent, 0, _received, 0, 2);

            // What reads send after the register number is always zero.
            _sent[1] = 0;
            return status;
        }
    }
}
