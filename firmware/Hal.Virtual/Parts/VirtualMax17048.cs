using System;
using Stethos.Hal.Virtual.I2c;

namespace Stethos.Hal.Virtual.Parts
{
    /// <summary>
    /// A MAX17048 at register level (Analog Devices data sheet, table 2) at a cell whose charge changes steadily. Back door:
    /// channel 0 is the cell's voltage, channel 1 its charge in per cent, channel 2 the rate in per cent an hour. Not modelled:
    /// voltage alerts, sleep, hibernation, the model's own settling, the alert pin.
    /// </summary>
    public sealed class VirtualMax17048 : IVirtualI2cPart, IVirtualPart
    {
        private const int Cell = 0x02;
        private const int Charge = 0x04;
        private const int VersionRegister = 0x08;
        private const int Config = 0x0C;
        private const int Rate = 0x16;
        private const int Status = 0x1A;
        private const int Command = 0xFE;
        private const int PowerOnReset = 0x5400;
        private const int AlertBit = 0x0020;
        private const int LowBit = 0x1000;
        private const int RestartedBit = 0x0100;

        private static readonly double[] Unit = { 78.125e-6, 1 / 256.0, 0.208 };

        private readonly IClock _clock;
        private readonly VirtualMax17048Options _options;
        private readonly double[] _held = { double.NaN, double.NaN, double.NaN };
        private int _config;
        private int _status;
        private int _pointer;
        private int _written;
        private int _bytes;

        /// <summary>Time comes from <paramref name="clock"/>.</summary>
        public VirtualMax17048(IClock clock, VirtualMax17048Options options)
        {
            ArgumentNullException.ThrowIfNull(clock);
            ArgumentNullException.ThrowIfNull(options);
            _clock = clock;
            _options = options;
            Restart();
        }

        /// <inheritdoc/>
        public int ChannelCount => 3;

        private double Percent => double.IsNaN(_held[1])
            ? Math.Clamp(_options.Percent + (_options.PercentPerHour * _clock.UptimeMs / 3.6e6), 0, 100)
            : _held[1];

        /// <summary>From 3.3 V empty to 4.2 V full.</summary>
        private double Volts => double.IsNaN(_held[0]) ? 3.3 + (0.009 * Percent) : _held[0];

        private double PercentPerHour => double.IsNaN(_held[2]) ? _options.PercentPerHour : _held[2];

        /// <summary>As when a cell is put in.</summary>
        public void Restart()
        {
            _config = 0x971C;
            _status = RestartedBit;
        }

        /// <inheritdoc/>
        public void SetChannel(int channel, double value) => _held[channel] = value;

        /// <inheritdoc/>
        public void GetRange(int channel, out double lower, out double upper, out double epsilon)
        {
            lower = channel == 0 ? 2.5 : channel == 1 ? 0 : -100;
            upper = channel == 0 ? 5 : 100;
            epsilon = 0.51 * Unit[channel];
        }

        /// <inheritdoc/>
        public void Start(bool reading)
        {
            _bytes = 0;
            if (Percent < 32 - (_config & 0x1F))
            {
                _config |= AlertBit;
                _status |= LowBit;
            }
        }

        /// <inheritdoc/>
        public bool WriteByte(byte value)
        {
            if (_bytes++ == 0)
            {
                _pointer = value;
                return true;
            }

            _written = ((_written << 8) | value) & 0xFFFF;
            if (_bytes % 2 == 1)
            {
                Write(_pointer, _written);
                _pointer += 2;
            }

            return true;
        }

        /// <inheritdoc/>
        public byte ReadByte()
        {
            int word = Read(_pointer);
            bool isHigh = _bytes++ % 2 == 0;
            _pointer += isHigh ? 0 : 2;
            return (byte)(isHigh ? word >> 8 : word);
        }

        /// <inheritdoc/>
        public void Stop()
        {
        }

        private int Read(int register) => register switch
        {
            Cell => Count(0, Volts),
            Charge => Count(1, Percent),
            VersionRegister => _options.Version,
            Config => _config,
            Rate => Count(2, PercentPerHour),
            Status => _status,
            _ => 0
        };

        private static int Count(int channel, double value) => (int)Math.Round(value / Unit[channel]) & 0xFFFF;

        private void Write(int register, int word)
        {
            if (register == Config)
            {
                _config = word;
            }
            else if (register == Status)
            {
                _status &= word;
            }
            else if (register == Command && word == PowerOnReset)
            {
                Restart();
            }
        }
    }
}
