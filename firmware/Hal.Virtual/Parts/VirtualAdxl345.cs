using System;
using Stethos.Hal;
using Stethos.Hal.Virtual.I2c;

namespace Stethos.Hal.Virtual.Parts
{
    /// <summary>
    /// An ADXL345 at register level (data sheet rev. E): identity, data rate, standby and measuring, range and resolution,
    /// offsets, self test, FIFO with overrun and watermark. Not modelled: tap, activity, free fall, sleep, SPI.
    /// Samples are made when the bus looks; one thread, as the bus.
    /// </summary>
    public sealed class VirtualAdxl345 : IVirtualI2cPart, IVirtualPart
    {
        private const int RegisterCount = 0x3A;
        private const int DevId = 0x00;
        private const int OfsX = 0x1E;
        private const int BwRate = 0x2C;
        private const int PowerCtl = 0x2D;
        private const int IntSource = 0x30;
        private const int DataFormat = 0x31;
        private const int DataX0 = 0x32;
        private const int DataZ1 = 0x37;
        private const int FifoCtl = 0x38;
        private const int FifoStatus = 0x39;
        private const byte MeasureBit = 0x08;
        private const byte SelfTestBit = 0x80;
        private const double OffsetGPerCount = 0.0156;

        private readonly IClock _clock;
        private readonly Adxl345Sampler _sampler;
        private readonly Adxl345Fifo _fifo = new Adxl345Fifo();
        private readonly byte[] _registers = new byte[RegisterCount];
        private readonly float[][] _scratchG = { new float[32], new float[32], new float[32] };
        private long _measureStartMs;
        private long _samplesMade;
        private int _pointer;
        private bool _expectsPointer;
        private bool _dataWasRead;

        /// <summary>The clock's uptime is also the time of the signal source; axis x is its channel 0.</summary>
        public VirtualAdxl345(IClock clock, ISignalSource source, VirtualAdxl345Options options)
        {
            ArgumentNullException.ThrowIfNull(clock);
            ArgumentNullException.ThrowIfNull(source);
            ArgumentNullException.ThrowIfNull(options);
            _clock = clock;
            _sampler = new Adxl345Sampler(source, options);
            _registers[DevId] = options.DeviceId;
            _registers[BwRate] = 0x0A;
        }

        /// <inheritdoc/>
        public int ChannelCount => Adxl345Sampler.Axes;

        /// <summary>Output data rate: 3200 Hz for code 0xF, half of it for each code less; below 1 Hz it is taken for 1 Hz.</summary>
        private int RateHz => Math.Max(1, 3200 >> (0x0F - (_registers[BwRate] & 0x0F)));

        private bool IsMeasuring => (_registers[PowerCtl] & MeasureBit) != 0;

        private Adxl345Format Format => new Adxl345Format(_registers[DataFormat], RateHz);

        /// <inheritdoc/>
        public void SetChannel(int channel, double valueG)
        {
            ArgumentOutOfRangeException.ThrowIfNegative(channel);
            ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(channel, ChannelCount);
            MakeDueSamples();
            _sampler.Hold(channel, valueG);
        }

        /// <inheritdoc/>
        public void GetRange(int channel, out double lowerG, out double upperG, out double epsilonG)
        {
            ArgumentOutOfRangeException.ThrowIfNegative(channel);
            ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(channel, ChannelCount);
            Adxl345Format format = Format;
            lowerG = -format.RangeG;
            upperG = format.UpperG;
            epsilonG = (6 * _sampler.NoiseSigmaG(channel, RateHz)) + format.QuantisationG;
        }

        /// <inheritdoc/>
        public void Start(bool reading)
        {
            MakeDueSamples();
            _expectsPointer = !reading;
        }

        /// <inheritdoc/>
        public bool WriteByte(byte value)
        {
            if (_expectsPointer)
            {
                _pointer = value;
                _expectsPointer = false;
                return true;
            }

            if (_pointer < RegisterCount)
            {
                WriteRegister(_pointer, value);
            }

            _pointer++;
            return true;
        }

        /// <inheritdoc/>
        public byte ReadByte()
        {
            byte value = _pointer < RegisterCount ? ReadRegister(_pointer) : (byte)0;
            _dataWasRead |= _pointer is >= DataX0 and <= DataZ1;
            _pointer++;
            return value;
        }

        /// <inheritdoc/>
        public void Stop()
        {
            // A multi-byte read takes one entry out of the FIFO, however many of its bytes were read.
            if (_dataWasRead)
            {
                _fifo.Pop();
                _dataWasRead = false;
            }
        }

        private byte ReadRegister(int register)
        {
            if (register is >= DataX0 and <= DataZ1)
            {
                _fifo.Peek(out short x, out short y, out short z);
                int axis = (register - DataX0) / 2;
                short value = axis == 0 ? x : axis == 1 ? y : z;
                return (byte)(value >> (8 * (register & 1)));
            }

            return register switch
            {
                IntSource => InterruptSources(),
                FifoStatus => (byte)_fifo.Entries,
                _ => _registers[register]
            };
        }

        private byte InterruptSources()
        {
            int watermark = _registers[FifoCtl] & 0x1F;
            bool reached = _fifo.Mode != Adxl345FifoMode.Bypass && watermark > 0 && _fifo.Entries >= watermark;
            return (byte)((_fifo.DataReady ? 0x80 : 0) | (reached ? 0x02 : 0) | (_fifo.Overrun ? 0x01 : 0));
        }

        private void WriteRegister(int register, byte value)
        {
            if (register is DevId or IntSource or FifoStatus or >= DataX0 and <= DataZ1)
            {
                return;
            }

            byte old = _registers[register];
            _registers[register] = value;
            switch (register)
            {
                case BwRate when old != value:
                case PowerCtl when ((old ^ value) & MeasureBit) != 0:
                    _measureStartMs = _clock.UptimeMs;
                    _samplesMade = 0;
                    _sampler.Restart();
                    break;
                case DataFormat when ((old ^ value) & SelfTestBit) != 0:
                    _sampler.SwitchSelfTest((value & SelfTestBit) != 0, _samplesMade);
                    break;
                case FifoCtl:
                    _fifo.SetMode((Adxl345FifoMode)(value >> 6));
                    break;
            }
        }

        private void MakeDueSamples()
        {
            if (!IsMeasuring)
            {
                return;
            }

            long total = (_clock.UptimeMs - _measureStartMs) * RateHz / 1000;
            long unseen = _fifo.Unseen(total - _samplesMade);
            if (unseen > 0)
            {
                _samplesMade += unseen;
                _fifo.MarkOverrun();
            }

            while (_samplesMade < total)
            {
                if (_fifo.Mode == Adxl345FifoMode.Fifo && _fifo.Entries == Adxl345Fifo.Levels)
                {
                    _samplesMade = total;
                    _fifo.MarkOverrun();
                    return;
                }

                MakeSamples((int)Math.Min(Adxl345Fifo.Levels, total - _samplesMade));
            }
        }

        private void MakeSamples(int count)
        {
            for (int axis = 0; axis < Adxl345Sampler.Axes; axis++)
            {
                // The first sample is ready one period after measuring began.
                double startSeconds = (_measureStartMs / 1000.0) + (1.0 / RateHz);
                _sampler.Fill(axis, _samplesMade, count, startSeconds, RateHz, _scratchG[axis]);
            }

            Adxl345Format format = Format;
            for (int i = 0; i < count; i++)
            {
                _fifo.Push(Register(format, 0, i), Register(format, 1, i), Register(format, 2, i));
            }

            _samplesMade += count;
        }

        private short Register(Adxl345Format format, int axis, int sample) =>
            format.ToRegister(_scratchG[axis][sample] + (OffsetGPerCount * (sbyte)_registers[OfsX + axis]));
    }
}
