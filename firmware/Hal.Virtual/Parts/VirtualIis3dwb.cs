using System;
using Stethos.Hal;
using Stethos.Hal.Virtual.Spi;

namespace Stethos.Hal.Virtual.Parts
{
    /// <summary>
    /// An IIS3DWB at register level (ST data sheet, "Register mapping"): identity, measuring, range, self test, reset, FIFO
    /// of tagged words in bypass, FIFO and continuous mode. Not modelled: filters, single-axis mode, temperature and time
    /// stamps, wake-up, stop on watermark; the tag's parity bit is 0.
    /// </summary>
    public sealed class VirtualIis3dwb : TriaxialPart, IVirtualSpiPart
    {
        private const int RegisterCount = 0x80;
        private const int FifoCtrl1 = 0x07;
        private const int FifoCtrl2 = 0x08;
        private const int FifoCtrl3 = 0x09;
        private const int FifoCtrl4 = 0x0A;
        private const int WhoAmI = 0x0F;
        private const int Ctrl1 = 0x10;
        private const int Ctrl3 = 0x12;
        private const int Ctrl5 = 0x14;
        private const int StatusReg = 0x1E;
        private const int OutXL = 0x28;
        private const int OutZH = 0x2D;
        private const int FifoStatus1 = 0x3A;
        private const int FifoStatus2 = 0x3B;
        private const int FifoDataOutTag = 0x78;
        private const int FifoDataOutZH = 0x7E;
        private const byte ReadBit = 0x80;
        private const byte CountOnBit = 0x04;
        private const byte ResetBit = 0x01;
        private const byte SampleTag = 0x02;
        private const double DataRateHz = 26667;
        private const double BandHz = 6300;
        private const ulong NoiseStream = 3;
        private const double SelfTestSettlingSamples = 100;

        private readonly SampleRing _ring = new SampleRing(512);
        private readonly byte[] _registers = new byte[RegisterCount];
        private readonly short[] _newest = new short[TriaxialSampler.Axes];
        private readonly byte _deviceId;
        private bool _expectsCommand;
        private bool _isReading;
        private bool _overrun;
        private bool _overrunLatched;
        private bool _unread;
        private int _wordsRead;

        /// <summary>The clock's uptime is also the time of the signal source; axis x is its channel 0.</summary>
        public VirtualIis3dwb(IClock clock, ISignalSource source, VirtualIis3dwbOptions options)
            : base(new TriaxialSampler(clock, source, options, NoiseStream, SelfTestSettlingSamples))
        {
            _deviceId = options.DeviceId;
            PowerUp();
        }

        private protected override double RateHz => DataRateHz;

        private protected override double BandwidthHz => BandHz;

        private protected override bool IsMeasuring => _registers[Ctrl1] >> 5 == 0x05;

        private protected override double LowerG => short.MinValue * GPerCount;

        private protected override double UpperG => short.MaxValue * GPerCount;

        private protected override double QuantisationG => 0.5 * GPerCount;

        /// <summary>Range codes 0 to 3 are ±2, ±16, ±4, ±8 g.</summary>
        private double GPerCount => new[] { 2, 16, 4, 8 }[(_registers[Ctrl1] >> 2) & 0x03] / 32768.0;

        /// <summary>The FIFO is on and samples go into it.</summary>
        private bool IsBatching => IsContinuous || StopsWhenFull;

        private bool StopsWhenFull => (_registers[FifoCtrl4] & 0x07) == 0x01 && (_registers[FifoCtrl3] & 0x0F) == 0x0A;

        private bool IsContinuous => (_registers[FifoCtrl4] & 0x07) == 0x06 && (_registers[FifoCtrl3] & 0x0F) == 0x0A;

        /// <inheritdoc/>
        public void Select()
        {
            MakeDueSamples();
            _expectsCommand = true;
        }

        /// <inheritdoc/>
        public byte Exchange(byte value)
        {
            if (_expectsCommand)
            {
                _expectsCommand = false;
                _isReading = (value & ReadBit) != 0;
                PointAt(value & ~ReadBit);
                return 0;
            }

            if (_isReading)
            {
                return ReadNext();
            }

            WriteNext(value);
            return 0;
        }

        /// <inheritdoc/>
        public void Deselect() => EndTransfer();

        private protected override long Unseen(long due)
        {
            if (IsContinuous)
            {
                return due - _ring.Capacity;
            }

            return StopsWhenFull && !_ring.IsFull ? 0 : due - 1;
        }

        private protected override void Lose()
        {
            if (IsContinuous)
            {
                _overrun = true;
                _overrunLatched = true;
            }
        }

        private protected override void Push(double xG, double yG, double zG)
        {
            _newest[0] = Count(xG);
            _newest[1] = Count(yG);
            _newest[2] = Count(zG);
            _unread = true;
            if (!IsBatching || (StopsWhenFull && _ring.IsFull))
            {
                return;
            }

            if (_ring.IsFull)
            {
                Lose();
            }

            _ring.Push(_newest[0], _newest[1], _newest[2]);
        }

        /// <summary>Reads of the FIFO go round from the last byte of a word to the tag of the next.</summary>
        private protected override int NextRegister(int register)
        {
            if ((_registers[Ctrl3] & CountOnBit) == 0)
            {
                return register;
            }

            return register == FifoDataOutZH ? FifoDataOutTag : (register + 1) & 0x7F;
        }

        private protected override byte ReadRegister(int register)
        {
            switch (register)
            {
                case StatusReg:
                    return (byte)(_unread ? 0x01 : 0x00);
                case >= OutXL and <= OutZH:
                    _unread = false;
                    return (byte)(_newest[(register - OutXL) / 2] >> (8 * ((register - OutXL) & 1)));
                case FifoStatus1:
                    return (byte)_ring.Count;
                case FifoStatus2:
                    return ReadFifoStatus2();
                case >= FifoDataOutTag and <= FifoDataOutZH:
                    return ReadWordByte(register - FifoDataOutTag);
                default:
                    return _registers[register];
            }
        }

        private protected override void WriteRegister(int register, byte value)
        {
            if (register is < FifoCtrl1 or WhoAmI or >= StatusReg)
            {
                return;
            }

            if (register == Ctrl3 && (value & ResetBit) != 0)
            {
                PowerUp();
                return;
            }

            bool wasMeasuring = IsMeasuring;
            _registers[register] = value;
            if (register == Ctrl1 && IsMeasuring && !wasMeasuring)
            {
                RestartSamples();
            }
            else if (register == Ctrl5)
            {
                SwitchSelfTest((value & 0x03) == 0x01 ? 1 : (value & 0x03) == 0x02 ? -1 : 0);
            }
            else if (register == FifoCtrl4 && (value & 0x07) == 0)
            {
                ClearFifo();
            }
        }

        private void PowerUp()
        {
            Array.Clear(_registers);
            _registers[WhoAmI] = _deviceId;
            _registers[Ctrl3] = CountOnBit;
            _unread = false;
            ClearFifo();
            SwitchSelfTest(0);
        }

        private void ClearFifo()
        {
            _ring.Clear();
            _overrun = false;
            _overrunLatched = false;
        }

        private byte ReadFifoStatus2()
        {
            int watermark = _registers[FifoCtrl1] | ((_registers[FifoCtrl2] & 0x01) << 8);
            int status = (_ring.Count >> 8)
                | (watermark > 0 && _ring.Count >= watermark ? 0x80 : 0)
                | (_overrun ? 0x40 : 0)
                | (_ring.IsFull ? 0x20 : 0)
                | (_overrunLatched ? 0x08 : 0);
            _overrunLatched = false;
            return (byte)status;
        }

        private byte ReadWordByte(int index)
        {
            if (_ring.Count == 0)
            {
                return 0;
            }

            if (index == 0)
            {
                return (byte)((SampleTag << 3) | ((_wordsRead & 0x03) << 1));
            }

            int value = _ring.Peek((index - 1) / 2) >> (8 * ((index - 1) & 1));
            if (index == FifoDataOutZH - FifoDataOutTag)
            {
                _ring.Drop();
                _overrun = false;
                _wordsRead++;
            }

            return (byte)value;
        }

        private short Count(double valueG) => (short)Math.Clamp(Math.Round(valueG / GPerCount), short.MinValue, short.MaxValue);
    }
}
