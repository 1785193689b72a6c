using System;
using Stethos.Hal;

namespace Stethos.Hal.Virtual.Parts
{
    /// <summary>
    /// An ADXL345 at register level (data sheet rev. E): identity, data rate, standby and measuring, range and resolution,
    /// offsets, self test, FIFO with overrun and watermark. Not modelled: tap, activity, free fall, sleep, SPI.
    /// </summary>
    public sealed class VirtualAdxl345 : TriaxialI2cPart
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
        private const ulong NoiseStream = 345;

        // The output has settled four samples after the self test is switched (data sheet, table 1, note 4).
        private const double SelfTestSettlingSamples = 4;

        private readonly Adxl345Fifo _fifo = new Adxl345Fifo();
        private readonly byte[] _registers = new byte[RegisterCount];
        private bool _dataWasRead;

        /// <summary>The clock's uptime is also the time of the signal source; axis x is its channel 0.</summary>
        public VirtualAdxl345(IClock clock, ISignalSource source, VirtualAdxl345Options options)
            : base(new TriaxialSampler(clock, source, options, NoiseStream, SelfTestSettlingSamples))
        {
            _registers[DevId] = options.DeviceId;
            _registers[BwRate] = 0x0A;
        }

        /// <summary>3200 Hz for code 0xF, half of it for each code less; below 1 Hz it is taken for 1 Hz.</summary>
        private protected override double RateHz => Math.Max(1, 3200 >> (0x0F - (_registers[BwRate] & 0x0F)));

        private protected override double BandwidthHz => RateHz / 2;

        private protected override bool IsMeasuring => (_registers[PowerCtl] & MeasureBit) != 0;

        private protected override double LowerG => -Format.RangeG;

        private protected override double UpperG => Format.UpperG;

        private protected override double QuantisationG => Format.QuantisationG;

        private Adxl345Format Format => new Adxl345Format(_registers[DataFormat], (int)RateHz);

        private protected override long Unseen(long due) => _fifo.Unseen(due);

        private protected override void Lose() => _fifo.MarkOverrun();

        private protected override void Push(double xG, double yG, double zG)
        {
            Adxl345Format format = Format;
            _fifo.Push(Register(format, 0, xG), Register(format, 1, yG), Register(format, 2, zG));
        }

        private protected override byte ReadRegister(int register)
        {
            if (register is >= DataX0 and <= DataZ1)
            {
                _dataWasRead = true;
                return (byte)(_fifo.Peek((register - DataX0) / 2) >> (8 * (register & 1)));
            }

            return register switch
            {
                IntSource => InterruptSources(),
                FifoStatus => (byte)_fifo.Entries,
                < RegisterCount => _registers[register],
                _ => 0
            };
        }

        private protected override void WriteRegister(int register, byte value)
        {
            if (register is DevId or IntSource or FifoStatus or >= DataX0 and <= DataZ1 or >= RegisterCount)
            {
                return;
            }

            byte old = _registers[register];
            _registers[register] = value;
            switch (register)
            {
                case BwRate when old != value:
                case PowerCtl when ((old ^ value) & MeasureBit) != 0:
                    RestartSamples();
                    break;
                case DataFormat when ((old ^ value) & SelfTestBit) != 0:
                    SwitchSelfTest(value >> 7);
                    break;
                case FifoCtl:
                    _fifo.SetMode((Adxl345FifoMode)(value >> 6));
                    break;
            }
        }

        private protected override void EndTransfer()
        {
            // A multi-byte read takes one entry out of the FIFO, however many of its bytes were read.
            if (_dataWasRead)
            {
                _fifo.Pop();
                _dataWasRead = false;
            }
        }

        private byte InterruptSources()
        {
            int watermark = _registers[FifoCtl] & 0x1F;
            bool reached = _fifo.Mode != Adxl345FifoMode.Bypass && watermark > 0 && _fifo.Entries >= watermark;
            return (byte)((_fifo.DataReady ? 0x80 : 0) | (reached ? 0x02 : 0) | (_fifo.Overrun ? 0x01 : 0));
        }

        private int Register(Adxl345Format format, int axis, double valueG) =>
            format.ToRegister((float)valueG + (OffsetGPerCount * (sbyte)_registers[OfsX + axis]));
    }
}
