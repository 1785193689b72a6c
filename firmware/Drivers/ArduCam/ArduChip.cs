using System;
using Stethos.Hal;
using Stethos.Hal.Parts;

namespace Stethos.Drivers.ArduCam
{
    /// <summary>
    /// The FIFO chip on SPI, mode 0, up to 8 MHz. Bit 7 of the register number says "write", the other way round than with
    /// most parts. One thread.
    /// </summary>
    internal sealed class ArduChip : IRegisterBus
    {
        private const int WriteBit = 0x80;

        private readonly ISpiBus _bus;
        private readonly byte[] _sent;

        public ArduChip(ISpiBus bus, int largestBurst)
        {
            if (bus == null)
            {
                throw new ArgumentException();
            }

            _bus = bus;
            _sent = new byte[largestBurst + 1];
            Received = new byte[largestBurst + 1];
        }

        /// <summary>What the last transfer brought; byte 0 came while the register number went out.</summary>
        public byte[] Received { get; }

        /// <summary>Several registers are several transfers: the chip does not count register numbers on.</summary>
        public BusStatusCode Read(int register, byte[] buffer, int offset, int count)
        {
            BusStatusCode status = BusStatusCode.Ok;
            for (int i = 0; i < count && status == BusStatusCode.Ok; i++)
            {
                _sent[0] = (byte)(register + i);
                status = _bus.Transfer(_sent, 0, Received, 0, 2);
                buffer[offset + i] = Received[1];
            }

            return status;
        }

        /// <inheritdoc/>
        public BusStatusCode Write(int register, int value)
        {
            _sent[0] = (byte)(register | WriteBit);
            _sent[1] = (byte)value;
            BusStatusCode status = _bus.Transfer(_sent, 0, Received, 0, 2);
            _sent[1] = 0;
            return status;
        }

        /// <summary>Takes the next <paramref name="count"/> bytes of the FIFO into <see cref="Received"/>[1..].</summary>
        public BusStatusCode Burst(int count)
        {
            _sent[0] = (byte)ArduCamRegister.BurstRead;
            return _bus.Transfer(_sent, 0, Received, 0, count + 1);
        }
    }
}
