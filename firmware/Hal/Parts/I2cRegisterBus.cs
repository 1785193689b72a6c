using System;

namespace Stethos.Hal.Parts
{
    /// <summary>Registers on I2C: the register number goes first, a read follows after a repeated start.</summary>
    public sealed class I2cRegisterBus : IRegisterBus
    {
        private readonly II2cBus _bus;
        private readonly byte[] _command = new byte[2];

        /// <summary><paramref name="bus"/> is the part's address on its bus.</summary>
        public I2cRegisterBus(II2cBus bus)
        {
            if (bus == null)
            {
                throw new ArgumentException();
            }

            _bus = bus;
        }

        /// <inheritdoc/>
        public BusStatusCode Read(int register, byte[] buffer, int offset, int count)
        {
            _command[0] = (byte)register;
            return _bus.WriteRead(_command, 0, 1, buffer, offset, count);
        }

        /// <inheritdoc/>
        public BusStatusCode Write(int register, int value)
        {
            _command[0] = (byte)register;
            _command[1] = (byte)value;
            return _bus.Write(_command, 0, 2);
        }
    }
}
