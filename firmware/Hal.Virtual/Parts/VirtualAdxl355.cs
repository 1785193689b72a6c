using System;
using Stethos.Hal;

namespace Stethos.Hal.Virtual.Parts
{
    /// <summary>
    /// An ADXL355 at register level (data sheet, "Register map"): identity, data rate, standby and measuring, range, self
    /// test, reset, FIFO with markers and overrun. Not modelled: offsets, activity, the high-pass filter, external clock,
    /// the three locations behind the FIFO's 96, SPI.
    /// </summary>
    public sealed class VirtualAdxl355 : TriaxialI2cPart
    {
        private const int RegisterCount = 0x30;
        private const int PartId = 0x02;
        private const int Status = 0x04;
        private const int FifoEntries = 0x05;
        private const int XData3 = 0x08;
        private const int ZData1 = 0x10;
        private const int FifoData = 0x11;
        private const int FirstWritable = 0x1E;
        private const int Filter = 0x28;
        private const int FifoSamples = 0x29;
        private const int Range = 0x2C;
        private const int PowerCtl = 0x2D;
        private const int SelfTest = 0x2E;
        private const int Reset = 0x2F;
        private const byte ResetCode = 0x52;
        private const byte StandbyBit = 0x01;
        private const byte SelfTestForced = 0x03;
        private const int EntryBytes = 3;
        private const int Empty = 0x02;
        private const int XMarker = 0x01;
        private const ulong NoiseStream = 355;
        private const double SelfTestSettlingSamples = 4;

        private readonly SampleRing _ring = new SampleRing(32);
        private readonly byte[] _registers = new byte[RegisterCount];
        private readonly int[] _newest = new int[TriaxialSampler.Axes];
        private readonly byte _deviceId;
        private int _axis;
        private int _entry;
        private int _entryByte;
        private bool _overrun;
        private bool _unread;

        /// <summary>The clock's uptime is also the time of the signal source; axis x is its channel 0.</summary>
        public VirtualAdxl355(IClock clock, ISignalSource source, VirtualAdxl355Options options)
            : base(new TriaxialSampler(clock, source, options, NoiseStream, SelfTestSettlingSamples))
        {
            _deviceId = options.DeviceId;
            PowerUp();
        }

        /// <summary>4000 Hz for code 0, half of it for each code more.</summary>
        private protected override double RateHz => 4000.0 / (1 << Math.Min(10, _registers[Filter] & 0x0F));

        /// <summary>The low-pass corner is a quarter of the rate (table "ODR and low-pass").</summary>
        private protected override double BandwidthHz => RateHz / 4;

        private protected override bool IsMeasuring => (_registers[PowerCtl] & StandbyBit) == 0;

        private protected override double LowerG => -524288 * GPerCount;

        private protected override double UpperG => 524287 * GPerCount;

        /// <summary>Half a count of rounding; a float loses up to a tenth of one at full scale.</summary>
        private protected override double QuantisationG => 0.6 * GPerCount;

        /// <summary>256,000 counts per g in range 1 (±2.048 g); ranges 2 and 3 are twice as wide each. 0 is reserved.</summary>
        private double GPerCount => (1 << Math.Max(0, (_registers[Range] & 0x03) - 1)) / 256000.0;

        private int Entries => (_ring.Count * TriaxialSampler.Axes) - _axis;

        private protected override long Unseen(long due) => due - _ring.Capacity;

        private protected override void Lose()
        {
            _overrun = true;
            _axis = 0;
        }

        private protected override void Push(double xG, double yG, double zG)
        {
            if (_ring.IsFull)
            {
                Lose();
            }

            _newest[0] = Count(xG);
            _newest[1] = Count(yG);
            _newest[2] = Count(zG);
            _ring.Push(_newest[0], _newest[1], _newest[2]);
            _unread = true;
        }

        private protected override int NextRegister(int register) => register == FifoData ? FifoData : register + 1;

        private protected override byte ReadRegister(int register)
        {
            switch (register)
            {
                case Status:
                    return ReadStatus();
                case FifoEntries:
                    return (byte)Entries;
                case FifoData:
                    return ReadFifoByte();
                case >= XData3 and <= ZData1:
                    _unread = false;
                    int shift = 16 - (8 * ((register - XData3) % EntryBytes));
                    return (byte)((_newest[(register - XData3) / EntryBytes] << 4) >> shift);
                default:
                    return register < RegisterCount ? _registers[register] : (byte)0;
            }
        }

        private protected override void WriteRegister(int register, byte value)
        {
            if (register is < FirstWritable or >= RegisterCount)
            {
                return;
            }

            if (register == Reset)
            {
                if (value == ResetCode)
                {
                    PowerUp();
                }

                return;
            }

            byte old = _registers[register];
            _registers[register] = value;
            if ((register == Filter && old != value) || (register == PowerCtl && ((old ^ value) & StandbyBit) != 0))
            {
                RestartSamples();
            }
            else if (register == SelfTest)
            {
                SwitchSelfTest((value & SelfTestForced) == SelfTestForced ? 1 : 0);
            }
        }

        /// <summary>What is left of an entry whose read broke off is gone.</summary>
        private protected override void EndTransfer() => _entryByte = 0;

        private void PowerUp()
        {
            Array.Clear(_registers);
            _registers[0x00] = 0xAD;
            _registers[0x01] = 0x1D;
            _registers[PartId] = _deviceId;
            _registers[0x03] = 0x01;
            _registers[FifoSamples] = 0x60;
            _registers[Range] = 0x81;
            _registers[PowerCtl] = StandbyBit;
            _ring.Clear();
            _axis = 0;
            _overrun = false;
            _unread = false;
            SwitchSelfTest(0);
        }

        /// <summary>The overrun bit goes when it is read.</summary>
        private byte ReadStatus()
        {
            bool reached = Entries >= _registers[FifoSamples];
            int status = (_unread ? 0x01 : 0) | (reached ? 0x02 : 0) | (_overrun ? 0x04 : 0);
            _overrun = false;
            return (byte)status;
        }

        private byte ReadFifoByte()
        {
            if (_entryByte == 0)
            {
                _entry = TakeEntry();
            }

            int value = _entry >> (16 - (8 * _entryByte));
            _entryByte = (_entryByte + 1) % EntryBytes;
            return (byte)value;
        }

        private int TakeEntry()
        {
            if (Entries == 0)
            {
                return Empty;
            }

            int entry = (_ring.Peek(_axis) << 4) | (_axis == 0 ? XMarker : 0);
            _axis++;
            if (_axis == TriaxialSampler.Axes)
            {
                _axis = 0;
                _ring.Drop();
            }

            return entry;
        }

        private int Count(double valueG) => (int)Math.Clamp(Math.Round(valueG / GPerCount), -524288, 524287);
    }
}
