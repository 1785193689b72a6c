using System;

namespace Stethos.Hal.Parts
{
    /// <summary>
    /// What every driver does with registers: check who is there, write and read back. A brown-out shows as a register
    /// that does not hold its value. Allocates nothing after construction; one thread.
    /// </summary>
    public sealed class PartRegisters
    {
        private readonly IRegisterBus _bus;
        private readonly byte[] _value = new byte[1];

        /// <summary>The registers behind <paramref name="bus"/>.</summary>
        public PartRegisters(IRegisterBus bus)
        {
            if (bus == null)
            {
                throw new ArgumentException();
            }

            _bus = bus;
        }

        /// <summary>Reads <paramref name="count"/> bytes in one transfer.</summary>
        public PartStatusCode Read(int register, byte[] buffer, int offset, int count)
        {
            return (PartStatusCode)_bus.Read(register, buffer, offset, count);
        }

        /// <summary>Reads one register, 0 to 255.</summary>
        public PartStatusCode ReadByte(int register, out int value)
        {
            BusStatusCode status = _bus.Read(register, _value, 0, 1);
            value = _value[0];
            return (PartStatusCode)status;
        }

        /// <summary>WrongDeviceId unless <paramref name="register"/> holds <paramref name="id"/>.</summary>
        public PartStatusCode Identify(int register, int id)
        {
            PartStatusCode status = ReadByte(register, out int found);
            return status == PartStatusCode.Ok && found != id ? PartStatusCode.WrongDeviceId : status;
        }

        /// <summary>Writes a register that cannot be read back.</summary>
        public PartStatusCode Write(int register, int value)
        {
            return (PartStatusCode)_bus.Write(register, value);
        }

        /// <summary>Writes a register and reads it back; SettingNotKept when it holds something else.</summary>
        public PartStatusCode WriteChecked(int register, int value)
        {
            PartStatusCode status = Write(register, value);
            if (status != PartStatusCode.Ok)
            {
                return status;
            }

            status = ReadByte(register, out int kept);
            return status == PartStatusCode.Ok && kept != value ? PartStatusCode.SettingNotKept : status;
        }

        /// <summary>
        /// Writes and reads back register after register, up to the first fault. <paramref name="pairs"/>: register,
        /// value, register, value.
        /// </summary>
        public PartStatusCode WriteChecked(byte[] pairs)
        {
            if (pairs == null || (pairs.Length & 1) != 0)
            {
                throw new ArgumentException();
            }

            PartStatusCode status = PartStatusCode.Ok;
            for (int i = 0; i < pairs.Length && status == PartStatusCode.Ok; i += 2)
            {
                status = WriteChecked(pairs[i], pairs[i + 1]);
            }

            return status;
        }
    }
}
