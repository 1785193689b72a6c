using System;
using Stethos.Hal;

namespace Stethos.Hal.Virtual.Parts
{
    /// <summary>
    /// A KX134-1211 at register level (technical reference manual, "Register map"): identity, data rate, standby and
    /// measuring, range, self test, reset, sample buffer in FIFO and stream mode at 16 bits. Not modelled: 8-bit samples,
    /// trigger mode, event engines, advanced data path, averaging, SPI.
    /// </summary>
    public sealed class VirtualKx134 : TriaxialI2cPart
    {
        private const int RegisterCount = 0x80;
        private const int XOutL = 0x08;
        private const int ZOutH = 0x0D;
        private const int Cotr = 0x12;
        private const int WhoAmI = 0x13;
        private const int Ins2 = 0x17;
        private const int Cntl1 = 0x1B;
        private const int Cntl2 = 0x1C;
        private const int OdCntl = 0x21;
        private const int SelfTest = 0x5D;
        private const int BufCntl1 = 0x5E;
        private const int BufCntl2 = 0x5F;
        private const int BufStatus1 = 0x60;
        private const int BufStatus2 = 0x61;
        private const int BufClear = 0x62;
        private const int BufRead = 0x63;
        private const byte OperateBit = 0x80;
        private const byte SoftwareResetBit = 0x80;
        private const byte BufferOnBit = 0x80;
        private const byte SelfTestOn = 0xCA;
        private const int SampleBytes = 6;
        private const ulong NoiseStream = 134;
        private const double SelfTestSettlingSamples = 4;

        private readonly SampleRing _ring = new SampleRing(86);
        private readonly byte[] _registers = new byte[RegisterCount];
        private readonly short[] _newest = new short[TriaxialSampler.Axes];
        private readonly byte _deviceId;
        private int _bytesTaken;
        private bool _unread;

        /// <summary>The clock's uptime is also the time of the signal source; axis x is its channel 0.</summary>
        public VirtualKx134(IClock clock, ISignalSource source, VirtualKx134Options options)
            : base(new TriaxialSampler(clock, source, options, NoiseStream, SelfTestSettlingSamples))
        {
            _deviceId = options.DeviceId;
            PowerUp();
        }

        /// <summary>25,600 Hz for code 0xF, half of it for each code less.</summary>
        private protected override double RateHz => 25600.0 / (1 << (0x0F - (_registers[OdCntl] & 0x0F)));

        /// <summary>Half the rate with bit LPRO, else a ninth.</summary>
        private protected override double BandwidthHz => RateHz / ((_registers[OdCntl] & 0x40) != 0 ? 2 : 9);

        private protected override bool IsMeasuring => (_registers[Cntl1] & OperateBit) != 0;

        private protected override double LowerG => short.MinValue * GPerCount;

        private protected override double UpperG => short.MaxValue * GPerCount;

        private protected override double QuantisationG => 0.5 * GPerCount;

        private double GPerCount => (8 << ((_registers[Cntl1] >> 3) & 0x03)) / 32768.0;

        private bool IsBufferOn => (_registers[BufCntl2] & BufferOnBit) != 0;

        private bool KeepsOldest => (_registers[BufCntl2] & 0x03) == 0;

        private int BufferedBytes => (_ring.Count * SampleBytes) - _bytesTaken;

        private protected override long Unseen(long due)
        {
            if (!IsBufferOn)
            {
                return due - 1;
            }

            return !KeepsOldest ? due - _ring.Capacity : _ring.IsFull ? due - 1 : 0;
        }

        private protected override void Lose()
        {
            if (IsBufferOn && !KeepsOldest)
            {
                _bytesTaken = 0;
            }
        }

        private protected override void Push(double xG, double yG, double zG)
        {
            _newest[0] = Count(xG);
            _newest[1] = Count(yG);
            _newest[2] = Count(zG);
            _unread = true;
            if (!IsBufferOn || (KeepsOldest && _ring.IsFull))
            {
                return;
            }

            if (_ring.IsFull)
            {
                _bytesTaken = 0;
            }

            _ring.Push(_newest[0], _newest[1], _newest[2]);
        }

        private protected override int NextRegister(int register) => register == BufRead ? BufRead : register + 1;

        private protected override byte ReadRegister(int register)
        {
            switch (register)
            {
                case >= XOutL and <= ZOutH:
                    _unread = false;
                    return (byte)(_newest[(register - XOutL) / 2] >> (8 * ((register - XOutL) & 1)));
                case Ins2:
                    return InterruptSources();
                case BufStatus1:
                    return (byte)BufferedBytes;
                case BufStatus2:
                    return (byte)(BufferedBytes >> 8);
                case BufRead:
                    return TakeByte();
                case SelfTest:
                case BufClear:
                    return 0;
                default:
                    return register < RegisterCount ? _registers[register] : (byte)0;
            }
        }

        private protected override void WriteRegister(int register, byte value)
        {
            switch (register)
            {
                case Cntl1:
                    WriteControl1(value);
                    break;
                case Cntl2 when (value & SoftwareResetBit) != 0:
                    PowerUp();
                    break;
                case OdCntl when IsMeasuring:
                    // Changes take effect in standby only.
                    break;
                case SelfTest:
                    SwitchSelfTest(value == SelfTestOn ? 1 : 0);
                    break;
                case BufClear:
                    ClearBuffer();
                    break;
                case > Cntl2 and < BufStatus1:
                    _registers[register] = value;
                    break;
            }
        }

        private void PowerUp()
        {
            Array.Clear(_registers);
            _registers[Cotr] = 0x55;
            _registers[WhoAmI] = _deviceId;
            _registers[Cntl2] = 0x3F;
            _registers[OdCntl] = 0x06;
            _unread = false;
            ClearBuffer();
            SwitchSelfTest(0);
        }

        private void ClearBuffer()
        {
            _ring.Clear();
            _bytesTaken = 0;
        }

        /// <summary>While it measures, only leaving that is possible.</summary>
        private void WriteControl1(byte value)
        {
            bool wasMeasuring = IsMeasuring;
            bool measures = (value & OperateBit) != 0;
            if (wasMeasuring && measures)
            {
                return;
            }

            _registers[Cntl1] = value;
            if (measures)
            {
                RestartSamples();
            }
        }

        private byte InterruptSources()
        {
            bool reached = _registers[BufCntl1] > 0 && _ring.Count >= _registers[BufCntl1];
            return (byte)((_unread ? 0x10 : 0) | (reached ? 0x20 : 0) | (_ring.IsFull ? 0x40 : 0));
        }

        private byte TakeByte()
        {
            if (_ring.Count == 0)
            {
                return 0;
            }

            int value = _ring.Peek(_bytesTaken / 2) >> (8 * (_bytesTaken & 1));
            _bytesTaken++;
            if (_bytesTaken == SampleBytes)
            {
                _bytesTaken = 0;
                _ring.Drop();
            }

            return (byte)value;
        }

        private short Count(double valueG) => (short)Math.Clamp(Math.Round(valueG / GPerCount), short.MinValue, short.MaxValue);
    }
}
