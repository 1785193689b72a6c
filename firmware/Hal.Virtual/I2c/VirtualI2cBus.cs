using System;
using System.Collections.Generic;

namespace Stethos.Hal.Virtual.I2c
{
    /// <summary>Two wires with register-level parts on them. One thread.</summary>
    public sealed class VirtualI2cBus
    {
        private readonly Dictionary<int, IVirtualI2cPart> _parts = new Dictionary<int, IVirtualI2cPart>();

        /// <summary>What goes wrong.</summary>
        public I2cFaults Faults { get; } = new I2cFaults();

        /// <summary>Transfers tried so far; also the number of the next one.</summary>
        public long TransferCount { get; private set; }

        /// <summary>Puts a part on the bus at a 7-bit address.</summary>
        public void Attach(int address, IVirtualI2cPart part)
        {
            ArgumentNullException.ThrowIfNull(part);
            ArgumentOutOfRangeException.ThrowIfLessThan(address, 0x08);
            ArgumentOutOfRangeException.ThrowIfGreaterThan(address, 0x77);
            _parts.Add(address, part);
        }

        /// <summary>What a driver of the part at <paramref name="address"/> is given; nobody need be there.</summary>
        public II2cBus Open(int address) => new Port(this, address);

        private BusStatusCode Transfer(int address, ReadOnlySpan<byte> write, Span<byte> read)
        {
            BusStatusCode fault = Faults.At(TransferCount++, out int bytesLeft);
            if (fault is BusStatusCode.Timeout or BusStatusCode.AddressNotAcknowledged)
            {
                return fault;
            }

            if (!_parts.TryGetValue(address, out IVirtualI2cPart? part))
            {
                return BusStatusCode.AddressNotAcknowledged;
            }

            BusStatusCode status = Write(part, write, ref bytesLeft);
            if (status == BusStatusCode.Ok && read.Length > 0)
            {
                status = Read(part, read, ref bytesLeft);
            }

            part.Stop();
            return status == BusStatusCode.Ok ? fault : status;
        }

        private static BusStatusCode Write(IVirtualI2cPart part, ReadOnlySpan<byte> write, ref int bytesLeft)
        {
            part.Start(reading: false);
            foreach (byte value in write)
            {
                if (bytesLeft-- <= 0 || !part.WriteByte(value))
                {
                    return BusStatusCode.PartialTransfer;
                }
            }

            return BusStatusCode.Ok;
        }

        private static BusStatusCode Read(IVirtualI2cPart part, Span<byte> read, ref int bytesLeft)
        {
            part.Start(reading: true);
            for (int i = 0; i < read.Length; i++)
            {
                if (bytesLeft-- <= 0)
                {
                    return BusStatusCode.PartialTransfer;
                }

                read[i] = part.ReadByte();
            }

            return BusStatusCode.Ok;
        }

        private sealed class Port : II2cBus
        {
            private readonly VirtualI2cBus _bus;
            private readonly int _address;

            public Port(VirtualI2cBus bus, int address)
            {
                _bus = bus;
                _address = address;
            }

            public BusStatusCode Write(byte[] buffer, int offset, int count) =>
                _bus.Transfer(_address, buffer.AsSpan(offset, count), default);

            public BusStatusCode WriteRead(byte[] write, int writeOffset, int writeCount, byte[] read, int readOffset, int readCount) =>
                _bus.Transfer(_address, write.AsSpan(writeOffset, writeCount), read.AsSpan(readOffset, readCount));
        }
    }
}
