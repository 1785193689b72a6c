using System;
using Stethos.Hal;

namespace Stethos.Drivers.Mlx90640
{
    /// <summary>16-bit words behind 16-bit addresses on I2C, high byte first; reads count on. One thread.</summary>
    internal sealed class Mlx90640Words
    {
        private readonly II2cBus _bus;
        private readonly byte[] _command = new byte[4];
        private readonly byte[] _word = new byte[2];

        public Mlx90640Words(II2cBus bus)
        {
            if (bus == null)
            {
                throw new ArgumentException();
            }

            _bus = bus;
        }

        /// <summary>The word at byte <paramref name="at"/>, signed.</summary>
        public static int Signed(byte[] buffer, int at)
        {
            return ((sbyte)buffer[at] << 8) | buffer[at + 1];
        }

        /// <summary>Two bytes a word.</summary>
        public Mlx90640StatusCode Read(int address, byte[] buffer, int offset, int words)
        {
            Address(address);
            return (Mlx90640StatusCode)_bus.WriteRead(_command, 0, 2, buffer, offset, words * 2);
        }

        public Mlx90640StatusCode Read(Mlx90640Register register, out int value)
        {
            Mlx90640StatusCode status = Read((int)register, _word, 0, 1);
            value = (_word[0] << 8) | _word[1];
            return status;
        }

        public Mlx90640StatusCode Write(Mlx90640Register register, int value)
        {
            Address((int)register);
            _command[2] = (byte)(value >> 8);
            _command[3] = (byte)value;
            return (Mlx90640StatusCode)_bus.Write(_command, 0, 4);
        }

        private void Address(int address)
        {
            _command[0] = (byte)(address >> 8);
            _command[1] = (byte)address;
        }
    }
}
