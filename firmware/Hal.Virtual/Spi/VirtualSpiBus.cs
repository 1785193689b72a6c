using System;
using System.Collections.Generic;

namespace Stethos.Hal.Virtual.Spi
{
    /// <summary>Three wires and chip selects with register-level parts on them. One thread.</summary>
    public sealed class VirtualSpiBus
    {
        // Nobody drives the line: the pull-up does.
        private const byte Floating = 0xFF;

        private readonly Dictionary<int, IVirtualSpiPart> _parts = new Dictionary<int, IVirtualSpiPart>();

        /// <summary>What goes wrong.</summary>
        public SpiFaults Faults { get; } = new SpiFaults();

        /// <summary>Transfers tried so far; also the number of the next one.</summary>
        public long TransferCount { get; private set; }

        /// <summary>Puts a part on the bus with a chip select of its own.</summary>
        public void Attach(int chipSelect, IVirtualSpiPart part)
        {
            ArgumentNullException.ThrowIfNull(part);
            ArgumentOutOfRangeException.ThrowIfNegative(chipSelect);
            _parts.Add(chipSelect, part);
        }

        /// <summary>What a driver of the part at <paramref name="chipSelect"/> is given; nobody need be there.</summary>
        public ISpiBus Open(int chipSelect) => new Port(this, chipSelect);

        private BusStatusCode Transfer(int chipSelect, ReadOnlySpan<byte> write, Span<byte> read)
        {
            if (write.IsEmpty || write.Overlaps(read))
            {
                throw new ArgumentException("A transfer needs a byte at least and two arrays.");
            }

            long transfer = TransferCount++;
            BusStatusCode status = Faults.At(transfer, out int bytes);
            if (status is BusStatusCode.Timeout or BusStatusCode.BusFault)
            {
                return status;
            }

            _parts.TryGetValue(chipSelect, out IVirtualSpiPart? part);
            part?.Select();
            for (int i = 0; i < Math.Min(write.Length, bytes); i++)
            {
                read[i] = part?.Exchange(write[i]) ?? Floating;
            }

            part?.Deselect();
            if (Faults.IsMuted(transfer, out byte level))
            {
                read.Fill(level);
            }

            return bytes < write.Length ? BusStatusCode.PartialTransfer : BusStatusCode.Ok;
        }

        private sealed class Port : ISpiBus
        {
            private readonly VirtualSpiBus _bus;
            private readonly int _chipSelect;

            public Port(VirtualSpiBus bus, int chipSelect)
            {
                _bus = bus;
                _chipSelect = chipSelect;
            }

            public BusStatusCode Transfer(byte[] write, int writeOffset, byte[] read, int readOffset, int count) =>
                _bus.Transfer(_chipSelect, write.AsSpan(writeOffset, count), read.AsSpan(readOffset, count));
        }
    }
}
