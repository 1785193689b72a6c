using System;
using Stethos.Hal;
using Stethos.Hal.Parts;

namespace Stethos.Drivers.Iis3dwb
{
    /// <summary>
    /// Wide-band three-axis vibration sensor IIS3DWB on SPI (mode 0 or 3, up to 10 MHz): snapshots of 512 samples at
    /// 26,667 Hz. Not for continuous streams, see the README. The FIFO stops when it is full, so a snapshot has no gap
    /// however late it is read. Allocates nothing after construction; one thread.
    /// </summary>
#if NANOFRAMEWORK_1_0
    [System.Device.Model.Interface("IIS3DWB accelerometer")]
#endif
    public sealed class Iis3dwbDriver : ISelfTested
    {
        /// <summary>Content of WHO_AM_I.</summary>
        public const int DeviceId = 0x7B;

        /// <summary>The part's only output data rate (typical; the part's own clock).</summary>
        public const int SampleRateHz = 26667;

        /// <summary>Samples of three axes in a snapshot: what the FIFO holds.</summary>
        public const int SnapshotSamples = 512;

        /// <summary>x, y, z.</summary>
        public const int AxisCount = 3;

        /// <summary>Range of our boards.</summary>
        public const int DefaultRangeG = 16;

        // Room for gravity and a shift of up to 3.2 g (table "Mechanical characteristics").
        private const int SelfTestRangeG = 4;

        private const int MeasureAtFullRate = 0xA0;
        private const int RangeShift = 2;
        private const int BlockUpdateAndCountOn = 0x44;
        private const int BatchAtFullRate = 0x0A;
        private const int Bypass = 0x00;
        private const int StopWhenFull = 0x01;
        private const int PositiveForce = 0x01;
        private const int SampleTag = 0x02;
        private const int TagShift = 3;
        private const int WordBytes = 7;
        private const int ChunkWords = 64;

        private readonly PartRegisters _registers;
        private readonly byte[] _chunk = new byte[ChunkWords * WordBytes];
        private readonly byte[] _level = new byte[2];
        private readonly Int16Scale _scale = new Int16Scale();
        private bool _isGathering;

        /// <summary><paramref name="bus"/> selects the part.</summary>
        public Iis3dwbDriver(ISpiBus bus)
        {
            _registers = new PartRegisters(new SpiRegisterBus(bus, ChunkWords * WordBytes));
        }

        /// <summary>Samples with an axis at either end of the range; only grows.</summary>
#if NANOFRAMEWORK_1_0
        [System.Device.Model.Property("clipped", "1")]
#endif
        public int ClippedSamples { get; private set; }

        /// <summary>
        /// Checks the identity, sets everything up and starts measuring; wait 10 ms before the first snapshot.
        /// <paramref name="rangeG"/>: 2, 4, 8, 16.
        /// </summary>
        public Iis3dwbStatusCode Configure(int rangeG)
        {
            int rangeCode = RangeCode(rangeG);
            if (rangeCode < 0)
            {
                return Iis3dwbStatusCode.InvalidSetting;
            }

            _isGathering = false;
            PartStatusCode status = _registers.Identify((int)Iis3dwbRegister.WhoAmI, DeviceId);
            if (status == PartStatusCode.Ok)
            {
                status = WriteChecked(Iis3dwbRegister.Control1, 0);
            }

            if (status == PartStatusCode.Ok)
            {
                status = WriteChecked(Iis3dwbRegister.Control3, BlockUpdateAndCountOn);
            }

            if (status == PartStatusCode.Ok)
            {
                status = SwitchForce(false);
            }

            if (status == PartStatusCode.Ok)
            {
                status = WriteChecked(Iis3dwbRegister.FifoControl3, BatchAtFullRate);
            }

            if (status == PartStatusCode.Ok)
            {
                status = WriteChecked(Iis3dwbRegister.FifoControl4, Bypass);
            }

            if (status == PartStatusCode.Ok)
            {
                _scale.Set(rangeG / 32768f, short.MinValue, short.MaxValue);
                status = WriteChecked(Iis3dwbRegister.Control1, MeasureAtFullRate | (rangeCode << RangeShift));
            }

            return (Iis3dwbStatusCode)status;
        }

        /// <summary>Stops measuring; the part keeps its settings.</summary>
#if NANOFRAMEWORK_1_0
        [System.Device.Model.Command("stop")]
#endif
        public Iis3dwbStatusCode Stop()
        {
            _isGathering = false;
            return (Iis3dwbStatusCode)WriteChecked(Iis3dwbRegister.Control1, 0);
        }

        /// <summary>Begins a snapshot with the next sample; it is there 19.2 ms later.</summary>
        public Iis3dwbStatusCode StartSnapshot()
        {
            return (Iis3dwbStatusCode)ClearFifo();
        }

        /// <summary>
        /// Takes the snapshot, once it is whole: 512 samples in g into <paramref name="axesG"/>[0..2] (x, y, z) from
        /// <paramref name="offset"/> on, which must fit. Returns 512 or 0. When none was started, or the last one was taken
        /// or broke off while it was, the call starts one. None within 100 ms of a start: configure again. Never waits.
        /// </summary>
#if NANOFRAMEWORK_1_0
        [System.Device.Model.Telemetry("acceleration", "[g]")]
#endif
        public int ReadSnapshot(float[][] axesG, int offset, out Iis3dwbStatusCode status)
        {
            if (axesG == null || axesG.Length < AxisCount || offset < 0 || offset > axesG[0].Length - SnapshotSamples)
            {
                throw new ArgumentException();
            }

            if (!_isGathering)
            {
                status = StartSnapshot();
                return 0;
            }

            status = ReadLevel(out int words);
            if (status != Iis3dwbStatusCode.Ok || words < SnapshotSamples)
            {
                return 0;
            }

            // From here on the FIFO has room again and would fill with samples that do not join.
            _isGathering = false;
            int clipped = 0;
            for (int done = 0; done < SnapshotSamples; done += ChunkWords)
            {
                status = ReadChunk();
                if (status != Iis3dwbStatusCode.Ok)
                {
                    return 0;
                }

                clipped += _scale.Convert(_chunk, 1, WordBytes, ChunkWords, axesG, offset + done);
            }

            ClippedSamples += clipped;
            return SnapshotSamples;
        }

        /// <inheritdoc/>
#if NANOFRAMEWORK_1_0
        [System.Device.Model.Command("beginSelfTest")]
#endif
        public PartStatusCode BeginSelfTest()
        {
            return (PartStatusCode)Configure(SelfTestRangeG);
        }

        /// <inheritdoc/>
        public PartStatusCode SwitchForce(bool on)
        {
            return WriteChecked(Iis3dwbRegister.Control5, on ? PositiveForce : 0);
        }

        /// <summary>Empties the FIFO by way of bypass mode; the next 512 samples gather in it.</summary>
        public PartStatusCode ClearFifo()
        {
            PartStatusCode status = WriteChecked(Iis3dwbRegister.FifoControl4, Bypass);
            if (status == PartStatusCode.Ok)
            {
                status = WriteChecked(Iis3dwbRegister.FifoControl4, StopWhenFull);
            }

            _isGathering = status == PartStatusCode.Ok;
            return status;
        }

        /// <inheritdoc/>
        public int TakeFifo(float[][] axesG, out PartStatusCode status)
        {
            int count = ReadSnapshot(axesG, 0, out Iis3dwbStatusCode own);
            status = (PartStatusCode)own;
            return count;
        }

        /// <inheritdoc/>
        public PartStatusCode EndSelfTest()
        {
            return (PartStatusCode)Stop();
        }

        private static int RangeCode(int rangeG)
        {
            return rangeG switch
            {
                2 => 0,
                16 => 1,
                4 => 2,
                8 => 3,
                _ => -1
            };
        }

        private Iis3dwbStatusCode ReadLevel(out int words)
        {
            PartStatusCode status = _registers.Read((int)Iis3dwbRegister.FifoStatus1, _level, 0, 2);
            words = _level[0] | ((_level[1] & 0x03) << 8);

            // A line held high reads as more than the FIFO holds; one held low as an empty FIFO, which is not to be told.
            return status == PartStatusCode.Ok && words > SnapshotSamples
                ? Iis3dwbStatusCode.CorruptData
                : (Iis3dwbStatusCode)status;
        }

        private Iis3dwbStatusCode ReadChunk()
        {
            byte[] chunk = _chunk;
            PartStatusCode status = _registers.Read((int)Iis3dwbRegister.FifoDataOutTag, chunk, 0, chunk.Length);
            for (int at = 0; at < chunk.Length && status == PartStatusCode.Ok; at += WordBytes)
            {
                if (chunk[at] >> TagShift != SampleTag)
                {
                    return Iis3dwbStatusCode.CorruptData;
                }
            }

            return (Iis3dwbStatusCode)status;
        }

        private PartStatusCode WriteChecked(Iis3dwbRegister register, int value)
        {
            return _registers.WriteChecked((int)register, value);
        }
    }
}
