using System;
using Stethos.Hal;
using Stethos.Hal.Parts;

namespace Stethos.Drivers.Adxl355
{
    /// <summary>
    /// Low-noise three-axis accelerometer ADXL355 on I2C, its FIFO polled and read in blocks. Not for SPI, the high-pass
    /// filter or activity. Allocates nothing after construction; one thread. After a bus fault while configuring, configure
    /// again; after one while reading, go on reading: the driver finds the next x axis by its marker.
    /// </summary>
#if NANOFRAMEWORK_1_0
    [System.Device.Model.Interface("ADXL355 accelerometer")]
#endif
    public sealed class Adxl355Driver : BlockFifoPart
    {
        /// <summary>I2C address with the ASEL pin low.</summary>
        public const int AddressLow = 0x1D;

        /// <summary>I2C address with the ASEL pin high.</summary>
        public const int AddressHigh = 0x53;

        /// <summary>Content of DEVID_AD.</summary>
        public const int VendorId = 0xAD;

        /// <summary>Content of PARTID.</summary>
        public const int DeviceId = 0xED;

        /// <summary>Samples of three axes that the FIFO holds.</summary>
        public const int FifoSamples = 32;

        /// <summary>Rate of our boards; see the README for why not faster.</summary>
        public const int DefaultRateHz = 1000;

        /// <summary>Range of our boards: its rounding is far below the noise.</summary>
        public const int DefaultRangeG = 8;

        // 16 samples in 32 ms, half of the FIFO. ±8 g leaves room for gravity and the shift.
        internal const int SelfTestSamples = 16;
        private const int SelfTestRateHz = 500;
        private const int SelfTestRangeG = 8;

        private const int SlowestRateHz = 125;
        private const int SlowestRateCode = 5;
        private const int NarrowestRangeG = 2;
        private const int NarrowestRangeCode = 1;
        private const int WidestRangeCode = 3;
        private const int EntryBytes = 3;
        private const int Standby = 0x01;
        private const int Measure = 0x00;
        private const int SelfTestMode = 0x01;
        private const int SelfTestForce = 0x02;
        private const int XAxisMarker = 0x01;
        private const int EmptyMarker = 0x02;
        private const int Markers = XAxisMarker | EmptyMarker;
        private const int UpperCount = 524287;
        private const int LowerCount = -524288;

        // ±2.048 g in the ±2 g range: 256,000 counts per g (table 1), and half as many per g for each wider range.
        private const float GPerCountPerRangeG = 1 / 512000f;

        private readonly PartRegisters _registers;
        private readonly byte[] _block = new byte[FifoSamples * AxisCount * EntryBytes];
        private float _gPerCount;

        /// <summary><paramref name="bus"/> is the part's address on its bus.</summary>
        public Adxl355Driver(II2cBus bus)
            : base(FifoSamples)
        {
            _registers = new PartRegisters(new I2cRegisterBus(bus));
        }

        /// <summary>
        /// Checks the identity, sets everything up with an empty FIFO and starts measuring.
        /// <paramref name="rateHz"/>: 125, 250 … 4000; <paramref name="rangeG"/>: 2, 4, 8 (±2.048, ±4.096, ±8.192 g);
        /// <paramref name="watermark"/>: 1 to 31 samples before <see cref="ReadFifo"/> reads any.
        /// </summary>
        public Adxl355StatusCode Configure(int rateHz, int rangeG, int watermark)
        {
            int rateStep = DoublingScale.CodeOf(rateHz, SlowestRateHz, SlowestRateCode);
            int rangeStep = DoublingScale.CodeOf(rangeG, NarrowestRangeG, WidestRangeCode - NarrowestRangeCode);
            if (rateStep < 0 || rangeStep < 0 || watermark < 1 || watermark >= FifoSamples)
            {
                return Adxl355StatusCode.InvalidSetting;
            }

            PartStatusCode status = _registers.Identify((int)Adxl355Register.VendorId, VendorId);
            if (status == PartStatusCode.Ok)
            {
                status = _registers.Identify((int)Adxl355Register.PartId, DeviceId);
            }

            if (status == PartStatusCode.Ok)
            {
                status = Configure(SlowestRateCode - rateStep, NarrowestRangeCode + rangeStep);
            }

            if (status != PartStatusCode.Ok)
            {
                return (Adxl355StatusCode)status;
            }

            _gPerCount = rangeG * GPerCountPerRangeG;
            RestartFifo(watermark);
            return (Adxl355StatusCode)_registers.WriteChecked((int)Adxl355Register.PowerControl, Measure);
        }

        /// <summary>Puts the part in standby; it keeps its settings.</summary>
#if NANOFRAMEWORK_1_0
        [System.Device.Model.Command("stop")]
#endif
        public Adxl355StatusCode Stop()
        {
            return (Adxl355StatusCode)_registers.WriteChecked((int)Adxl355Register.PowerControl, Standby);
        }

        /// <summary>
        /// Takes what the FIFO holds, once it holds a watermark's worth: up to <paramref name="capacity"/> samples in g into
        /// <paramref name="axesG"/>[0..2] (x, y, z) from <paramref name="offset"/> on. Returns how many are good, whatever
        /// the status. Only with Ok do they join those returned before. Never waits.
        /// </summary>
#if NANOFRAMEWORK_1_0
        [System.Device.Model.Telemetry("acceleration", "[g]")]
#endif
        public int ReadFifo(float[][] axesG, int offset, int capacity, out Adxl355StatusCode status)
        {
            int count = TakeBlock(axesG, offset, capacity, out PartStatusCode partStatus);
            status = (Adxl355StatusCode)partStatus;
            return count;
        }

        /// <inheritdoc/>
#if NANOFRAMEWORK_1_0
        [System.Device.Model.Command("beginSelfTest")]
#endif
        public override PartStatusCode BeginSelfTest()
        {
            var status = (PartStatusCode)Configure(SelfTestRateHz, SelfTestRangeG, SelfTestSamples);
            return status == PartStatusCode.Ok ? WriteSelfTest(SelfTestMode) : status;
        }

        /// <inheritdoc/>
        public override PartStatusCode SwitchForce(bool on)
        {
            return WriteSelfTest(on ? SelfTestMode | SelfTestForce : 0);
        }

        /// <summary>Empties the FIFO: nothing but reading does (data sheet, "FIFO").</summary>
        public override PartStatusCode ClearFifo()
        {
            PartStatusCode status = _registers.ReadByte((int)Adxl355Register.FifoEntries, out int entries);
            if (status != PartStatusCode.Ok || entries == 0)
            {
                return status;
            }

            int bytes = entries * EntryBytes;
            bytes = bytes < _block.Length ? bytes : _block.Length;
            return _registers.Read((int)Adxl355Register.FifoData, _block, 0, bytes);
        }

        /// <inheritdoc/>
        public override PartStatusCode EndSelfTest()
        {
            return (PartStatusCode)Stop();
        }

        /// <inheritdoc/>
        protected override PartStatusCode ReadLevel(out int samples)
        {
            PartStatusCode status = _registers.ReadByte((int)Adxl355Register.FifoEntries, out int entries);
            samples = (entries & 0x7F) / AxisCount;
            return status;
        }

        /// <inheritdoc/>
        protected override int ReadBlock(float[][] axesG, int offset, int count, out PartStatusCode status)
        {
            byte[] block = _block;
            int bytes = count * AxisCount * EntryBytes;
            status = _registers.Read((int)Adxl355Register.FifoData, block, 0, bytes);
            int strayBytes = status == PartStatusCode.Ok ? BytesBeforeX(block) : 0;
            if (strayBytes > 0)
            {
                // A read that broke off left y or z of its sample in front: fetch the rest of the last sample instead.
                NoteGap();
                Array.Copy(block, strayBytes, block, 0, bytes - strayBytes);
                status = _registers.Read((int)Adxl355Register.FifoData, block, bytes - strayBytes, strayBytes);
            }

            return status == PartStatusCode.Ok ? Convert(axesG, offset, count) : 0;
        }

        private PartStatusCode WriteSelfTest(int value)
        {
            return _registers.WriteChecked((int)Adxl355Register.SelfTest, value);
        }

        private static int BytesBeforeX(byte[] block)
        {
            int at = 0;
            while (at < (AxisCount - 1) * EntryBytes && (block[at + 2] & XAxisMarker) == 0)
            {
                at += EntryBytes;
            }

            return at;
        }

        // Only in standby do settings take effect together; the range register's other bits mean I2C up to 400 kHz.
        private PartStatusCode Configure(int rateCode, int rangeCode)
        {
            PartStatusCode status = _registers.WriteChecked((int)Adxl355Register.PowerControl, Standby);
            if (status == PartStatusCode.Ok)
            {
                status = WriteSelfTest(0);
            }

            if (status == PartStatusCode.Ok)
            {
                status = _registers.WriteChecked((int)Adxl355Register.Filter, rateCode);
            }

            if (status == PartStatusCode.Ok)
            {
                status = _registers.WriteChecked((int)Adxl355Register.Range, rangeCode);
            }

            if (status == PartStatusCode.Ok)
            {
                status = _registers.WriteChecked((int)Adxl355Register.InterruptMap, 0);
            }

            return status == PartStatusCode.Ok ? ClearFifo() : status;
        }

        // Three bytes per axis, high byte first: 20 bits, two reserved, "empty", "this is x" (register FIFO_DATA).
        private int Convert(float[][] axesG, int offset, int samples)
        {
            byte[] block = _block;
            float gPerCount = _gPerCount;
            int clipped = 0;
            int at = 0;
            int done = 0;
            while (done < samples)
            {
                int others = block[at + 5] | block[at + 8];
                if ((block[at + 2] & Markers) != XAxisMarker || (others & Markers) != 0)
                {
                    break;
                }

                bool isClipped = false;
                for (int axis = 0; axis < AxisCount; axis++)
                {
                    int count = ((sbyte)block[at] << 12) | (block[at + 1] << 4) | (block[at + 2] >> 4);
                    isClipped |= count >= UpperCount || count <= LowerCount;
                    axesG[axis][offset + done] = count * gPerCount;
                    at += EntryBytes;
                }

                clipped += isClipped ? 1 : 0;
                done++;
            }

            NoteClipped(clipped);
            return done;
        }
    }
}
