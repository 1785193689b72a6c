using System;
using System.Linq;
using Stethos.Hal.Virtual.I2c;
using Stethos.Hal.Virtual.Signals;

namespace Stethos.Hal.Virtual.Vision
{
    /// <summary>
    /// An MLX90640 at register level: EEPROM, RAM, status and control words, subpages in chess or interleaved pattern at the
    /// refresh rate. Back door: channel 0 is the temperature of everything it looks at, channel 1 its own (degrees Celsius),
    /// channel 2 its supply (volts). A measurement is made when the bus looks, with the scene of the moment it ended.
    /// Not modelled: step mode, data hold, subpage repeat, EEPROM writes, warming up, blur between pixels.
    /// </summary>
    public sealed class VirtualMlx90640 : IVirtualI2cPart, IVirtualPart
    {
        private const int Columns = 32;
        private const int Rows = 24;
        private const int Pixels = Columns * Rows;
        private const int RamStart = 0x0400;
        private const int RamWords = 0x0340;
        private const int EepromStart = 0x2400;
        private const int StatusAddress = 0x8000;
        private const int ControlAddress = 0x800D;
        private const int ControlAtStart = 0x1901;
        private const ushort Invalid = 0x7FFF;

        // At -20 °C the least sensitive pixel of our images shows four counts a degree.
        private const double WorstCountsPerDegree = 4;

        private readonly IClock _clock;
        private readonly IThermalScene _scene;
        private readonly VirtualMlx90640Options _options;
        private readonly ushort[] _eeprom;
        private readonly Mlx90640Specimen _specimen;
        private readonly ushort[] _ram = new ushort[RamWords];
        private readonly float[] _celsius = new float[Pixels];
        private readonly float[] _noise = new float[Pixels];
        private readonly double[] _held = { double.NaN, double.NaN, double.NaN };
        private readonly ulong _noiseSeed;
        private int _control;
        private bool _newData;
        private bool _overwrites;
        private int _subpage;
        private long _startMs;
        private long _made;
        private int _address;
        private int _addressBytes;
        private bool _highByte;
        private int _written;

        /// <summary>The clock's uptime is also the time of the scene.</summary>
        public VirtualMlx90640(IClock clock, IThermalScene scene, VirtualMlx90640Options options)
        {
            ArgumentNullException.ThrowIfNull(clock);
            ArgumentNullException.ThrowIfNull(scene);
            ArgumentNullException.ThrowIfNull(options);
            _clock = clock;
            _scene = scene;
            _options = options;
            _eeprom = options.Eeprom?.ToArray() ?? Mlx90640Image.Make(options.Seed, options.Broken, options.Outliers);
            _specimen = new Mlx90640Specimen(_eeprom) { Emissivity = options.Emissivity };
            _noiseSeed = GaussianNoise.Mix((ulong)options.Seed, 90640);
            Restart();
        }

        /// <inheritdoc/>
        public int ChannelCount => 3;

        private double PeriodMs => 2000.0 / (1 << ((_control >> 7) & 0x07));

        private bool IsChess => (_control & 0x1000) != 0;

        private double NoiseCountsNow => _options.NoiseCounts * Math.Sqrt(1000 / PeriodMs);

        /// <summary>As after a brown-out: settings of the factory, no measurement.</summary>
        public void Restart()
        {
            Array.Fill(_ram, Invalid);
            _newData = false;
            _overwrites = true;
            _subpage = 0;
            _control = ControlAtStart;
            RestartMeasuring();
        }

        /// <inheritdoc/>
        public void SetChannel(int channel, double value) => _held[channel] = value;

        /// <inheritdoc/>
        public void GetRange(int channel, out double lower, out double upper, out double epsilon)
        {
            lower = channel == 2 ? 3.0 : -20;
            upper = channel == 0 ? 300 : channel == 1 ? 85 : 3.6;
            epsilon = channel == 0 ? 0.2 + (6 * NoiseCountsNow / WorstCountsPerDegree) : channel == 1 ? 0.02 : 0.0005;
        }

        /// <summary>Puts a word into the RAM as if it had been measured; it stays until the next measurement.</summary>
        public void Plant(int address, int word) => _ram[address - RamStart] = (ushort)word;

        /// <inheritdoc/>
        public void Start(bool reading)
        {
            Measure();
            _highByte = true;
            if (!reading)
            {
                _addressBytes = 0;
            }
        }

        /// <inheritdoc/>
        public bool WriteByte(byte value)
        {
            if (_addressBytes < 2)
            {
                _address = ((_address << 8) | value) & 0xFFFF;
                _addressBytes++;
                return true;
            }

            _written = ((_written << 8) | value) & 0xFFFF;
            _highByte = !_highByte;
            if (_highByte)
            {
                Write(_address++, _written);
            }

            return true;
        }

        /// <inheritdoc/>
        public byte ReadByte()
        {
            int word = Read(_address);
            _highByte = !_highByte;
            if (_highByte)
            {
                _address++;
                return (byte)word;
            }

            return (byte)(word >> 8);
        }

        /// <inheritdoc/>
        public void Stop()
        {
        }

        private int Read(int address) => address switch
        {
            >= RamStart and < RamStart + RamWords => _ram[address - RamStart],
            >= EepromStart and < EepromStart + Mlx90640Image.Words => _eeprom[address - EepromStart],
            StatusAddress => _subpage | (_newData ? 0x08 : 0) | (_overwrites ? 0x10 : 0),
            ControlAddress => _control,
            _ => 0
        };

        private void Write(int address, int word)
        {
            if (address == StatusAddress)
            {
                _newData &= (word & 0x08) != 0;
                _overwrites = (word & 0x10) != 0;
            }
            else if (address == ControlAddress)
            {
                _control = word;
                RestartMeasuring();
            }
        }

        private void RestartMeasuring()
        {
            _startMs = _clock.UptimeMs;
            _made = 0;
        }

        /// <summary>All measurements that ended up to now; more than two leave no trace of the first.</summary>
        private void Measure()
        {
            long ended = (long)((_clock.UptimeMs - _startMs) / PeriodMs);
            _made = Math.Max(_made, ended - 2);
            for (; _made < ended; _made++)
            {
                if (_overwrites || !_newData)
                {
                    Make(_made);
                }
            }
        }

        private void Make(long number)
        {
            double seconds = (_startMs + ((number + 1) * PeriodMs)) / 1000;
            double ambient = double.IsNaN(_held[1]) ? _scene.AmbientCelsius(seconds) : _held[1];
            double volts = double.IsNaN(_held[2]) ? _options.SupplyVolts : _held[2];
            if (double.IsNaN(_held[0]))
            {
                _scene.Render(seconds, Columns, Rows, _celsius, 0);
            }
            else
            {
                Array.Fill(_celsius, (float)_held[0]);
            }

            _subpage = (int)(number & _control & 1);
            GaussianNoise.Fill(_noiseSeed, number * Pixels, (float)NoiseCountsNow, _noise, 0, Pixels);
            for (int pixel = 0; pixel < Pixels; pixel++)
            {
                int row = pixel / Columns;
                if (((IsChess ? row + pixel : row) & 1) == _subpage)
                {
                    double word = _specimen.PixelWord(pixel, _celsius[pixel], ambient, volts, IsChess) + _noise[pixel];
                    _ram[pixel] = Word(Math.Round(word));
                }
            }

            _specimen.AmbientWords(ambient, volts, out int ptat, out int baseEmitter);
            _ram[0x300] = Word(baseEmitter);
            _ram[_subpage == 0 ? 0x308 : 0x328] = Word(_specimen.CompensationWord(_subpage, IsChess, ambient, volts));
            _ram[0x30A] = Word(_specimen.GainWord);
            _ram[0x320] = Word(ptat);
            _ram[0x32A] = Word(_specimen.SupplyWord(volts, (_control >> 10) & 0x03));
            _newData = true;
        }

        private static ushort Word(double counts) => (ushort)(short)Math.Clamp(counts, short.MinValue, short.MaxValue - 1);
    }
}
