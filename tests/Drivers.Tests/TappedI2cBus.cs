using System;
using Stethos.Hal;

namespace Stethos.Drivers.Tests
{
    /// <summary>A bus that lets a test look in before each transfer, or loses one write that the driver takes for done.</summary>
    internal sealed class TappedI2cBus : II2cBus
    {
        private readonly II2cBus _bus;

        public TappedI2cBus(II2cBus bus)
        {
            _bus = bus;
        }

        /// <summary>Called before each transfer.</summary>
        public Action BeforeTransfer { get; set; } = () => { };

        /// <summary>The write that gets lost, counted from 0; none when negative.</summary>
        public int LostWrite { get; set; } = -1;

        public int WriteCount { get; private set; }

        public BusStatusCode Write(byte[] buffer, int offset, int count)
        {
            BeforeTransfer();
            return WriteCount++ == LostWrite ? BusStatusCode.Ok : _bus.Write(buffer, offset, count);
        }

        public BusStatusCode WriteRead(byte[] write, int writeOffset, int writeCount, byte[] read, int readOffset, int readCount)
        {
            BeforeTransfer();
            return _bus.WriteRead(write, writeOffset, writeCount, read, readOffset, readCount);
        }
    }
}
