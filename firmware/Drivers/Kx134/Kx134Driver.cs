using System;
using Stethos.Hal;
using Stethos.Hal.Parts;

namespace Stethos.Drivers.Kx134
{
    /// <summary>
    /// Three-axis accelerometer KX134-1211 on I2C: blocks of 16-bit samples from its buffer, polled. Not for SPI or the
    /// part's own event engines. Allocates nothing after construction; one thread. After a bus fault while configuring,
    /// configure again; after one while reading, go on reading: the driver empties the buffer first, because nothing in it
    /// marks where a sample begins.
    /// </summary>
#if NANOFRAMEWORK_1_0
    [System.Device.Model.Interface("KX134 accelerometer")]
#endif
    public sealed class Kx134Driver : BlockFifoPart
    {
        /// <summary>I2C address with the ADDR pin low.</summary>
        public const int AddressLow = 0x1E;

        /// <summary>I2C address with the ADDR pin high.</summary>
        public const int AddressHigh = 0x1F;

        /// <summary>Content of WHO_AM_I.</summary>
        public const int DeviceId = 0x46;

        /// <summary>Samples of three axes that the buffer holds at 16 bits.</summary>
        public const int FifoSamples = 86;

        /// <summary>Rate of our boards; see the README for why not faster.</summary>
        public const int DefaultRateHz = 1600;

        /// <summary>Range of our boards.</summary>
        public const int DefaultRangeG = 16;

        // 32 samples in 40 ms, well inside the buffer. The narrowest range has room for gravity and the shift.
        internal const int SelfTestSamples = 16;
        private const int SelfTestRateHz = 800;
        private const int SelfTestRangeG = 8;

        private const int SlowestRateHz = 100;
        private const int SlowestRateCode = 0x07;
        private const int FastestRateCode = 0x0D;
        private const int NarrowestRangeG = 8;
        private const int RangeShift = 3;
        private const int HighPerformance = 0x40;
        private const int Operate = 0x80;

        // The low-pass corner at half the rate instead of a ninth.
        private const int WideFilter = 0x40;
        private const int BufferOn16BitStream = 0x80 | 0x40 | 0x01;
        private const int SelfTestOn = 0xCA;
        private const int SampleBytes = 6;

        private readonly PartRegisters _registers;
        private readonly byte[] _block = new byte[FifoSamples * SampleBytes];
        private readonly byte[] _level = new byte[2];
        private readonly Int16Scale _scale = new Int16Scale();
        private bool _isMisaligned;

        /// <summary><paramref name="bus"/> is the part's address on its bus.</summary>
        public Kx134Driver(II2cBus bus)
            : base(FifoSamples)
        {
            _registers = new PartRegisters(new I2cRegisterBus(bus));
        }

        /// <summary>
        /// Checks the identity, sets everything up with an empty buffer and starts measuring.
        /// <paramref name="rateHz"/>: 100, 200 … 6400; <paramref name="rangeG"/>: 8, 16, 32, 64;
        /// <paramref name="watermark"/>: 1 to 85 samples before <see cref="ReadFifo"/> reads any.
        /// </summary>
        public Kx134StatusCode Configure(int rateHz, int rangeG, int watermark)
        {
            int rateCode = DoublingScale.CodeOf(rateHz, SlowestRateHz, FastestRateCode - SlowestRateCode);
            int rangeCode = DoublingScale.CodeOf(rangeG, NarrowestRangeG, 3);
            if (rateCode < 0 || rangeCode < 0 || watermark < 1 || watermark >= FifoSamples)
            {
                return Kx134StatusCode.InvalidSetting;
            }

            PartStatusCode status = _registers.Identify((int)Kx134Register.WhoAmI, DeviceId);
            if (status == PartStatusCode.Ok)
            {
                status = Configure(SlowestRateCode + rateCode, rangeCode);
            }

            if (status != PartStatusCode.Ok)
            {
                return (Kx134StatusCode)status;
            }

            _scale.Set(rangeG / 32768f, short.MinValue, short.MaxValue);
            RestartFifo(watermark);
            int control = Operate | HighPerformance | (rangeCode << RangeShift);
            return (Kx134StatusCode)_registers.WriteChecked((int)Kx134Register.Control1, control);
        }

        /// <summary>Puts the part in standby.</summary>
#if NANOFRAMEWORK_1_0
        [System.Device.Model.Command("stop")]
#endif
        public Kx134StatusCode Stop()
        {
            return (Kx134StatusCode)_registers.WriteChecked((int)Kx134Register.Control1, 0);
        }

        /// <summary>
        /// Takes what the buffer holds, once it holds a watermark's worth: up to <paramref name="capacity"/> samples in g
        /// into <paramref name="axesG"/>[0..2] (x, y, z) from <paramref name="offset"/> on. Returns how many are good,
        /// whatever the status. Only with Ok do they join those returned before. Never waits.
        /// </summary>
#if NANOFRAMEWORK_1_0
        [System.Device.Model.Telemetry("acceleration", "[g]")]
#endif
        public int ReadFifo(float[][] axesG, int offset, int capacity, out Kx134StatusCode status)
        {
            int count = TakeBlock(axesG, offset, capacity, out PartStatusCode partStatus);
            status = (Kx134StatusCode)partStatus;
            return count;
        }

        /// <inheritdoc/>
#if NANOFRAMEWORK_1_0
        [System.Device.Model.Command("beginSelfTest")]
#endif
        public override PartStatusCode BeginSelfTest()
        {
            return (PartStatusCode)Configure(SelfTestRateHz, SelfTestRangeG, SelfTestSamples);
        }

        /// <inheritdoc/>
        public override PartStatusCode SwitchForce(bool on)
        {
            return _registers.Write((int)Kx134Register.SelfTest, on ? SelfTestOn : 0);
        }

        /// <summary>Empties the buffer.</summary>
        public override PartStatusCode ClearFifo()
        {
            PartStatusCode status = _registers.Write((int)Kx134Register.BufferClear, 0);
            if (status == PartStatusCode.Ok)
            {
                _isMisaligned = false;
            }

            return status;
        }

        /// <inheritdoc/>
        public override PartStatusCode EndSelfTest()
        {
            return (PartStatusCode)Stop();
        }

        /// <inheritdoc/>
        protected override PartStatusCode ReadLevel(out int samples)
        {
            samples = 0;
            PartStatusCode status = _isMisaligned ? ClearFifo() : PartStatusCode.Ok;
            if (status != PartStatusCode.Ok)
            {
                return status;
            }

            status = _registers.Read((int)Kx134Register.BufferStatus1, _level, 0, 2);
            samples = (_level[0] | ((_level[1] & 0x03) << 8)) / SampleBytes;
            return status;
        }

        /// <inheritdoc/>
        protected override int ReadBlock(float[][] axesG, int offset, int count, out PartStatusCode status)
        {
            status = _registers.Read((int)Kx134Register.BufferRead, _block, 0, count * SampleBytes);
            if (status != PartStatusCode.Ok)
            {
                // Without an address nothing was clocked out of the buffer.
                _isMisaligned = status != PartStatusCode.AddressNotAcknowledged;
                return 0;
            }

            NoteClipped(_scale.Convert(_block, 0, SampleBytes, count, axesG, offset));
            return count;
        }

        // Settings may change in standby only (register CNTL1, bit PC1).
        private PartStatusCode Configure(int rateCode, int rangeCode)
        {
            PartStatusCode status = _registers.WriteChecked((int)Kx134Register.Control1, 0);
            if (status == PartStatusCode.Ok)
            {
                status = SwitchForce(false);
            }

            if (status == PartStatusCode.Ok)
            {
                status = _registers.WriteChecked((int)Kx134Register.Control1, rangeCode << RangeShift);
            }

            if (status == PartStatusCode.Ok)
            {
                status = _registers.WriteChecked((int)Kx134Register.OutputDataControl, WideFilter | rateCode);
            }

            if (status == PartStatusCode.Ok)
            {
                status = _registers.WriteChecked((int)Kx134Register.BufferControl2, BufferOn16BitStream);
            }

            return status == PartStatusCode.Ok ? ClearFifo() : status;
        }
    }
}
