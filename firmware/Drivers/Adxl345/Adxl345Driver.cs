using System;
using Stethos.Hal;
using Stethos.Hal.Parts;

namespace Stethos.Drivers.Adxl345
{
    /// <summary>
    /// Three-axis accelerometer ADXL345 on I2C, its FIFO in stream mode, polled. Not for SPI, tap or free fall.
    /// Allocates nothing after construction; one thread. After a bus fault while configuring, configure again; after one
    /// while reading, go on reading.
    /// </summary>
#if NANOFRAMEWORK_1_0
    [System.Device.Model.Interface("ADXL345 accelerometer")]
#endif
    public sealed class Adxl345Driver : ISelfTested
    {
        /// <summary>I2C address with the SDO/ALT ADDRESS pin low.</summary>
        public const int AddressLow = 0x53;

        /// <summary>I2C address with the SDO/ALT ADDRESS pin high.</summary>
        public const int AddressHigh = 0x1D;

        /// <summary>Content of DEVID.</summary>
        public const int DeviceId = 0xE5;

        /// <summary>Entries of the FIFO.</summary>
        public const int FifoEntries = 32;

        /// <summary>x, y, z.</summary>
        public const int AxisCount = 3;

        /// <summary>Rate and range of our boards; see the README for why not faster.</summary>
        public const int DefaultRateHz = 800;

        /// <summary>Range of our boards.</summary>
        public const int DefaultRangeG = 16;

        // 100 Hz: the self test's limits hold for 100 to 800 Hz and 3200 Hz only. 16 g leaves room for the shift.
        internal const int SelfTestSamples = 16;
        private const int SelfTestRateHz = 100;
        private const int SelfTestRangeG = 16;

        private const int SlowestRateHz = 100;
        private const int SlowestRateCode = 0x0A;
        private const int FastestRateCode = 0x0F;
        private const int NarrowestRangeG = 2;
        private const int FullResolutionBit = 0x08;
        private const int SelfTestBit = 0x80;
        private const int MeasureBit = 0x08;
        private const int StreamMode = 0x80;
        private const int WatermarkBit = 0x02;
        private const int OverrunBit = 0x01;
        private const int EntryBytes = 6;

        private readonly PartRegisters _registers;
        private readonly bool _fullResolution;
        private readonly byte[] _entry = new byte[EntryBytes];
        private readonly Int16Scale _scale = new Int16Scale();
        private readonly FifoGaps _gaps = new FifoGaps();
        private byte _dataFormat;
        private byte _fifoControl;
        private int _clippedSamples;

        /// <summary>
        /// <paramref name="fullResolution"/>: 3.9 mg per count in every range, 13 bits at 16 g; otherwise 10 bits.
        /// </summary>
        public Adxl345Driver(II2cBus bus, bool fullResolution)
        {
            _registers = new PartRegisters(new I2cRegisterBus(bus));
            _fullResolution = fullResolution;
        }

        /// <summary>Times the FIFO was found full; only grows.</summary>
#if NANOFRAMEWORK_1_0
        [System.Device.Model.Property("overruns", "1")]
#endif
        public int OverrunCount
        {
            get { return _gaps.OverrunCount; }
        }

        /// <summary>Samples with an axis at either end of the range; only grows.</summary>
#if NANOFRAMEWORK_1_0
        [System.Device.Model.Property("clipped", "1")]
#endif
        public int ClippedSamples
        {
            get { return _clippedSamples; }
        }

        /// <summary>
        /// Checks the identity, sets everything up with an empty FIFO and starts measuring.
        /// <paramref name="rateHz"/>: 100, 200 … 3200; <paramref name="rangeG"/>: 2, 4, 8, 16;
        /// <paramref name="watermark"/>: 1 to 31 entries before <see cref="ReadFifo"/> reads any.
        /// </summary>
        public Adxl345StatusCode Configure(int rateHz, int rangeG, int watermark)
        {
            int rateCode = DoublingScale.CodeOf(rateHz, SlowestRateHz, FastestRateCode - SlowestRateCode);
            int rangeCode = DoublingScale.CodeOf(rangeG, NarrowestRangeG, 3);
            if (rateCode < 0 || rangeCode < 0 || watermark < 1 || watermark >= FifoEntries)
            {
                return Adxl345StatusCode.InvalidSetting;
            }

            var status = (Adxl345StatusCode)_registers.Identify((int)Adxl345Register.DeviceId, DeviceId);
            if (status != Adxl345StatusCode.Ok)
            {
                return status;
            }

            SetScale(rateHz, rangeG, rangeCode);
            _dataFormat = (byte)((_fullResolution ? FullResolutionBit : 0) | rangeCode);
            _fifoControl = (byte)(StreamMode | watermark);
            _gaps.Restart();
            status = WriteChecked(Adxl345Register.PowerControl, 0);
            if (status == Adxl345StatusCode.Ok)
            {
                status = WriteChecked(Adxl345Register.BandwidthRate, SlowestRateCode + rateCode);
            }

            if (status == Adxl345StatusCode.Ok)
            {
                status = WriteChecked(Adxl345Register.DataFormat, _dataFormat);
            }

            if (status == Adxl345StatusCode.Ok)
            {
                status = WriteChecked(Adxl345Register.InterruptEnable, 0);
            }

            if (status == Adxl345StatusCode.Ok)
            {
                status = (Adxl345StatusCode)ClearFifo();
            }

            return status == Adxl345StatusCode.Ok ? WriteChecked(Adxl345Register.PowerControl, MeasureBit) : status;
        }

        /// <summary>Puts the part in standby; it keeps its settings.</summary>
#if NANOFRAMEWORK_1_0
        [System.Device.Model.Command("stop")]
#endif
        public Adxl345StatusCode Stop()
        {
            return WriteChecked(Adxl345Register.PowerControl, 0);
        }

        /// <summary>
        /// Takes what the FIFO holds, once it holds a watermark's worth: up to <paramref name="capacity"/> samples in g
        /// into <paramref name="axesG"/>[0..2] (x, y, z) from <paramref name="offset"/> on. Returns how many are good,
        /// whatever the status: samples read before a bus fault count. Only with Ok do they join those returned before.
        /// Never waits.
        /// </summary>
#if NANOFRAMEWORK_1_0
        [System.Device.Model.Telemetry("acceleration", "[g]")]
#endif
        public int ReadFifo(float[][] axesG, int offset, int capacity, out Adxl345StatusCode status)
        {
            if (axesG == null || axesG.Length < AxisCount || offset < 0 || capacity < 0)
            {
                throw new ArgumentException();
            }

            status = ReadRegister(Adxl345Register.InterruptSource, out int sources);
            if (status != Adxl345StatusCode.Ok || (sources & (WatermarkBit | OverrunBit)) == 0)
            {
                return 0;
            }

            status = ReadRegister(Adxl345Register.FifoStatus, out int entries);
            if (status != Adxl345StatusCode.Ok)
            {
                return 0;
            }

            // The bit stays until an entry is read: a read that fails before that does not count it twice.
            if ((sources & OverrunBit) != 0)
            {
                _gaps.NoteOverrun();
            }

            entries &= 0x3F;
            int count = entries < capacity ? entries : capacity;
            for (int i = 0; i < count; i++)
            {
                status = ReadEntry(axesG, offset + i);
                if (status != Adxl345StatusCode.Ok)
                {
                    _gaps.NoteBreak();
                    return i;
                }
            }

            if (count > 0)
            {
                status = (Adxl345StatusCode)_gaps.HandOut();
            }

            return count;
        }

        /// <inheritdoc/>
#if NANOFRAMEWORK_1_0
        [System.Device.Model.Command("beginSelfTest")]
#endif
        public PartStatusCode BeginSelfTest()
        {
            return (PartStatusCode)Configure(SelfTestRateHz, SelfTestRangeG, SelfTestSamples);
        }

        /// <inheritdoc/>
        public PartStatusCode SwitchForce(bool on)
        {
            return _registers.WriteChecked((int)Adxl345Register.DataFormat, on ? _dataFormat | SelfTestBit : _dataFormat);
        }

        /// <summary>Empties the FIFO by way of bypass mode.</summary>
        public PartStatusCode ClearFifo()
        {
            PartStatusCode status = _registers.Write((int)Adxl345Register.FifoControl, 0);
            return status == PartStatusCode.Ok
                ? _registers.WriteChecked((int)Adxl345Register.FifoControl, _fifoControl)
                : status;
        }

        /// <inheritdoc/>
        public int TakeFifo(float[][] axesG, out PartStatusCode status)
        {
            int count = ReadFifo(axesG, 0, FifoEntries, out Adxl345StatusCode own);
            status = (PartStatusCode)own;
            return count;
        }

        /// <inheritdoc/>
        public PartStatusCode EndSelfTest()
        {
            return (PartStatusCode)Stop();
        }

        private void SetScale(int rateHz, int rangeG, int rangeCode)
        {
            int half = 512 << (_fullResolution ? rangeCode : 0);

            // At 1600 and 3200 Hz bit 0 is always 0 (section "Data formatting of upper data rates"): full scale is even.
            bool even = rateHz >= 1600 && (_fullResolution || rangeG == 2);
            _scale.Set(rangeG / (float)half, -half, even ? half - 2 : half - 1);
        }

        // Each entry must be one multi-byte read: the FIFO moves on when it ends (section "Retrieving data from FIFO").
        private Adxl345StatusCode ReadEntry(float[][] axesG, int at)
        {
            PartStatusCode status = _registers.Read((int)Adxl345Register.DataX0, _entry, 0, EntryBytes);
            if (status == PartStatusCode.Ok)
            {
                _clippedSamples += _scale.Convert(_entry, 0, EntryBytes, 1, axesG, at);
            }

            return (Adxl345StatusCode)status;
        }

        private Adxl345StatusCode ReadRegister(Adxl345Register register, out int value)
        {
            return (Adxl345StatusCode)_registers.ReadByte((int)register, out value);
        }

        private Adxl345StatusCode WriteChecked(Adxl345Register register, int value)
        {
            return (Adxl345StatusCode)_registers.WriteChecked((int)register, value);
        }
    }
}
