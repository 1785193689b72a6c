using System;
using Stethos.Hal;

namespace Stethos.Drivers.Max17048
{
    /// <summary>
    /// Fuel gauge MAX17048 for one lithium cell, on I2C (up to 400 kHz): it models the cell from its voltage and needs no
    /// shunt. Never waits, allocates nothing after construction; one thread.
    /// </summary>
#if NANOFRAMEWORK_1_0
    [System.Device.Model.Interface("MAX17048 battery gauge")]
#endif
    public sealed class Max17048Driver
    {
        /// <summary>7-bit address; the part has no other.</summary>
        public const int Address = 0x36;

        /// <summary>Version register without the revision.</summary>
        public const int Version = 0x0010;

        /// <summary>Threshold of our boards.</summary>
        public const int DefaultAlertPercent = 15;

        private const int VersionMask = 0xFFF0;
        private const int NominalCompensation = 0x97;
        private const int RestartedBit = 0x0100;
        private const int LowBit = 0x1000;
        private const int AlertBit = 0x0020;
        private const float VoltsPerCount = 78.125e-6f;
        private const float PercentPerCount = 1f / 256f;
        private const float PercentPerHourPerCount = 0.208f;
        private const float LeastVolts = 2f;
        private const float MostVolts = 5f;

        private readonly II2cBus _bus;
        private readonly byte[] _command = new byte[3];
        private readonly byte[] _words = new byte[4];
        private int _threshold = -1;

        /// <summary><paramref name="bus"/> is the part's address on its bus.</summary>
        public Max17048Driver(II2cBus bus)
        {
            if (bus == null)
            {
                throw new ArgumentException();
            }

            _bus = bus;
        }

        /// <summary>Cell voltage at the last <see cref="Read"/>.</summary>
        public float Volts { get; private set; }

        /// <summary>State of charge, 0 to 100 (the model may say a little more).</summary>
#if NANOFRAMEWORK_1_0
        [System.Device.Model.Telemetry("charge", "%")]
#endif
        public float Percent { get; private set; }

        /// <summary>Above 0 while charging; averaged over some ten minutes by the part.</summary>
        public float PercentPerHour { get; private set; }

        /// <summary>The charge is below the threshold.</summary>
        public bool IsLow { get; private set; }

        /// <summary>Times the gauge was found restarted after it had been configured; only grows.</summary>
#if NANOFRAMEWORK_1_0
        [System.Device.Model.Property("restarts", "1")]
#endif
        public int Restarts { get; private set; }

        /// <summary>
        /// Checks the version, clears the mark of a restart and sets the threshold. <paramref name="alertPercent"/>: 1 to 32.
        /// </summary>
        public Max17048StatusCode Configure(int alertPercent)
        {
            if (alertPercent < 1 || alertPercent > 32)
            {
                return Max17048StatusCode.InvalidSetting;
            }

            _threshold = -1;
            Max17048StatusCode status = ReadWord(Max17048Register.Version, out int version);
            if (status == Max17048StatusCode.Ok && (version & VersionMask) != Version)
            {
                return Max17048StatusCode.WrongDeviceId;
            }

            if (status == Max17048StatusCode.Ok)
            {
                status = WriteWord(Max17048Register.Status, 0);
            }

            if (status == Max17048StatusCode.Ok)
            {
                status = WriteConfig((NominalCompensation << 8) | (32 - alertPercent));
            }

            _threshold = status == Max17048StatusCode.Ok ? 32 - alertPercent : -1;
            return status;
        }

        /// <summary>
        /// Tells the model how warm the cell is; once a minute is enough (data sheet, "RCOMP"). Without it the model takes
        /// 20 °C, which is wrong by several per cent in the cold.
        /// </summary>
        public Max17048StatusCode SetTemperature(float celsius)
        {
            if (_threshold < 0)
            {
                return Max17048StatusCode.SettingNotKept;
            }

            float compensation = NominalCompensation + (celsius - 20f) * (celsius > 20f ? -0.5f : -5f);
            int rounded = compensation < 0f ? 0 : compensation < 255f ? (int)(compensation + 0.5f) : 255;
            return WriteConfig((rounded << 8) | _threshold);
        }

        /// <summary>Takes a reading into the properties; anything but Ok leaves them as they were.</summary>
        public Max17048StatusCode Read()
        {
            if (_threshold < 0)
            {
                return Max17048StatusCode.SettingNotKept;
            }

            Max17048StatusCode status = ReadWord(Max17048Register.Status, out int flags);
            if (status == Max17048StatusCode.Ok && (flags & RestartedBit) != 0)
            {
                Restarts++;
                _threshold = -1;
                return Max17048StatusCode.SettingNotKept;
            }

            if (status == Max17048StatusCode.Ok)
            {
                status = ReadWord(Max17048Register.Rate, out int rate);
                return status == Max17048StatusCode.Ok ? ReadCell(flags, (short)rate) : status;
            }

            return status;
        }

        private Max17048StatusCode ReadCell(int flags, int rate)
        {
            _command[0] = (byte)Max17048Register.Cell;
            var status = (Max17048StatusCode)_bus.WriteRead(_command, 0, 1, _words, 0, 4);
            float volts = ((_words[0] << 8) | _words[1]) * VoltsPerCount;
            if (status == Max17048StatusCode.Ok && (volts < LeastVolts || volts > MostVolts))
            {
                status = Max17048StatusCode.CorruptData;
            }

            if (status == Max17048StatusCode.Ok)
            {
                Volts = volts;
                Percent = ((_words[2] << 8) | _words[3]) * PercentPerCount;
                PercentPerHour = rate * PercentPerHourPerCount;
                IsLow = (flags & LowBit) != 0 || Percent < 32 - _threshold;
            }

            return status;
        }

        private Max17048StatusCode ReadWord(Max17048Register register, out int value)
        {
            _command[0] = (byte)register;
            BusStatusCode status = _bus.WriteRead(_command, 0, 1, _words, 0, 2);
            value = (_words[0] << 8) | _words[1];
            return (Max17048StatusCode)status;
        }

        private Max17048StatusCode WriteWord(Max17048Register register, int value)
        {
            _command[0] = (byte)register;
            _command[1] = (byte)(value >> 8);
            _command[2] = (byte)value;
            return (Max17048StatusCode)_bus.Write(_command, 0, 3);
        }

        /// <summary>The part itself may set the alert bit meanwhile.</summary>
        private Max17048StatusCode WriteConfig(int value)
        {
            Max17048StatusCode status = WriteWord(Max17048Register.Config, value);
            if (status != Max17048StatusCode.Ok)
            {
                return status;
            }

            status = ReadWord(Max17048Register.Config, out int kept);
            return status == Max17048StatusCode.Ok && (kept & ~AlertBit) != value ? Max17048StatusCode.SettingNotKept : status;
        }
    }
}
