using System;
using Stethos.Hal;
using Stethos.Hal.Parts;

namespace Stethos.Drivers.ArduCam
{
    /// <summary>
    /// ArduCAM-Mini with an OV2640: one picture at a time into the module's own FIFO, read from there in pieces, so that a
    /// node without room for a picture needs only a row of it. Only <see cref="Configure"/> waits. Allocates nothing after
    /// construction; one thread.
    /// </summary>
#if NANOFRAMEWORK_1_0
    [System.Device.Model.Interface("ArduCAM-Mini camera with OV2640")]
#endif
    public sealed class ArduCamDriver
    {
        /// <summary>7-bit address of the image sensor.</summary>
        public const int SensorAddress = 0x30;

        /// <summary>Product number of the image sensor; 0x2641 is an older one.</summary>
        public const int ProductId = 0x2642;

        /// <summary>Pixels in a row with <see cref="ArduCamFormat.Luma"/>.</summary>
        public const int LumaWidth = 160;

        /// <summary>Rows with <see cref="ArduCamFormat.Luma"/>.</summary>
        public const int LumaHeight = 120;

        /// <summary>Pixels in a row with <see cref="ArduCamFormat.Jpeg"/>.</summary>
        public const int JpegWidth = 320;

        /// <summary>Rows with <see cref="ArduCamFormat.Jpeg"/>.</summary>
        public const int JpegHeight = 240;

        /// <summary>Bytes the FIFO holds (384 kB).</summary>
        public const int FifoBytes = 393216;

        private const int BytesPerRow = LumaWidth * 2;
        private const int LumaBytes = BytesPerRow * LumaHeight;
        private const int MaxSpareBytes = 16;
        private const int TestPattern = 0x55;
        private const int ClearDone = 0x01;
        private const int Start = 0x02;
        private const int ResetPointers = 0x30;
        private const int DoneBit = 0x08;

        private readonly ArduChip _chip;
        private readonly PartRegisters _registers;
        private readonly Ov2640Sensor _sensor;
        private readonly JpegEnd _end = new JpegEnd();
        private readonly byte[] _size = new byte[3];
        private ArduCamFormat _format;
        private bool _isCapturing;
        private bool _hasPicture;
        private int _bytesLeft;
        private int _rowsRead;

        /// <summary>
        /// <paramref name="spi"/> selects the FIFO chip (mode 0, up to 8 MHz), <paramref name="sccb"/> is the image sensor's
        /// address on an I2C bus of up to 400 kHz.
        /// </summary>
        public ArduCamDriver(ISpiBus spi, II2cBus sccb, IClock clock)
        {
            if (clock == null)
            {
                throw new ArgumentException();
            }

            _chip = new ArduChip(spi, BytesPerRow);
            _registers = new PartRegisters(_chip);
            _sensor = new Ov2640Sensor(sccb, clock);
        }

        /// <summary>
        /// Bytes that go before a picture: 0 on the "Plus" modules and later, 1 on the first ones, whose first burst begins
        /// with one that means nothing.
        /// </summary>
        public int LeadingBytes { get; set; }

        /// <summary>Bytes in the FIFO when the last capture was done; a JPEG is shorter, the sensor pads it.</summary>
#if NANOFRAMEWORK_1_0
        [System.Device.Model.Property("capturedBytes", "By")]
#endif
        public int CapturedBytes { get; private set; }

        /// <summary>
        /// Checks who is there and sets everything up; waits 100 ms. The first pictures come out too dark or too bright:
        /// exposure needs about a second.
        /// </summary>
        public ArduCamStatusCode Configure(ArduCamFormat format)
        {
            Forget();
            PartStatusCode status = Probe(TestPattern);
            if (status == PartStatusCode.Ok)
            {
                status = Probe(TestPattern ^ 0xFF);
            }

            if (status == PartStatusCode.Ok)
            {
                status = _sensor.Configure(format);
            }

            if (status == PartStatusCode.Ok)
            {
                status = _registers.WriteChecked((int)ArduCamRegister.CaptureControl, 0);
            }

            _format = format;
            return (ArduCamStatusCode)status;
        }

        /// <summary>
        /// The next whole picture goes into the FIFO; a picture that is there is lost. Done within two periods of the sensor
        /// (67 ms at 30 pictures a second, up to a second in the dark).
        /// </summary>
#if NANOFRAMEWORK_1_0
        [System.Device.Model.Command("startCapture")]
#endif
        public ArduCamStatusCode StartCapture()
        {
            Forget();
            PartStatusCode status = WriteFifo(ClearDone);
            if (status == PartStatusCode.Ok)
            {
                status = WriteFifo(ResetPointers);
            }

            if (status == PartStatusCode.Ok)
            {
                status = WriteFifo(Start);
            }

            _isCapturing = status == PartStatusCode.Ok;
            return (ArduCamStatusCode)status;
        }

        /// <summary>
        /// True once a picture waits in the FIFO. <paramref name="status"/> is NoPicture when no capture was started,
        /// CorruptData when what came has not the size of a picture. Never waits; give up after two seconds.
        /// </summary>
        public bool IsDone(out ArduCamStatusCode status)
        {
            if (_hasPicture || !_isCapturing)
            {
                status = _hasPicture ? ArduCamStatusCode.Ok : ArduCamStatusCode.NoPicture;
                return _hasPicture;
            }

            status = (ArduCamStatusCode)_registers.ReadByte((int)ArduCamRegister.Trigger, out int trigger);
            if (status != ArduCamStatusCode.Ok || (trigger & DoneBit) == 0)
            {
                return false;
            }

            status = (ArduCamStatusCode)_registers.Read((int)ArduCamRegister.FifoSize1, _size, 0, _size.Length);
            if (status != ArduCamStatusCode.Ok)
            {
                return false;
            }

            _isCapturing = false;
            CapturedBytes = _size[0] | (_size[1] << 8) | ((_size[2] & 0x7F) << 16);
            _bytesLeft = CapturedBytes;
            status = IsPlausible(CapturedBytes) ? DropLeading() : ArduCamStatusCode.CorruptData;
            _hasPicture = status == ArduCamStatusCode.Ok;
            return _hasPicture;
        }

        /// <summary>
        /// Takes the next <paramref name="rows"/> rows of a <see cref="ArduCamFormat.Luma"/> picture, 160 bytes each (0 black,
        /// 255 white), top row first; returns how many are good, fewer at the end of the picture, 0 after it. Anything but Ok
        /// ends the picture.
        /// </summary>
#if NANOFRAMEWORK_1_0
        [System.Device.Model.Telemetry("grey", "1")]
#endif
        public int ReadLuma(byte[] destination, int offset, int rows, out ArduCamStatusCode status)
        {
            if (destination == null || offset < 0 || rows < 0 || rows > (destination.Length - offset) / LumaWidth)
            {
                throw new ArgumentException();
            }

            status = _hasPicture && _format == ArduCamFormat.Luma ? ArduCamStatusCode.Ok : ArduCamStatusCode.NoPicture;
            int done = 0;
            while (done < rows && _rowsRead < LumaHeight && status == ArduCamStatusCode.Ok)
            {
                status = (ArduCamStatusCode)_chip.Burst(BytesPerRow);
                if (status == ArduCamStatusCode.Ok)
                {
                    status = TakeRow(destination, offset + (done * LumaWidth));
                }

                if (status == ArduCamStatusCode.Ok)
                {
                    done++;
                    _rowsRead++;
                }
                else
                {
                    Forget();
                }
            }

            return done;
        }

        /// <summary>
        /// Takes the next bytes of a <see cref="ArduCamFormat.Jpeg"/> picture, up to <paramref name="count"/>; returns how
        /// many, 0 after its end. Padding is not given out. Anything but Ok ends the picture; CorruptData also says that no
        /// end came.
        /// </summary>
        public int ReadJpeg(byte[] destination, int offset, int count, out ArduCamStatusCode status)
        {
            if (destination == null || offset < 0 || count < 0 || count > destination.Length - offset)
            {
                throw new ArgumentException();
            }

            status = _hasPicture && _format == ArduCamFormat.Jpeg ? ArduCamStatusCode.Ok : ArduCamStatusCode.NoPicture;
            int done = 0;
            while (done < count && _bytesLeft > 0 && status == ArduCamStatusCode.Ok)
            {
                int wanted = count - done < BytesPerRow ? count - done : BytesPerRow;
                done += TakeJpeg(destination, offset + done, wanted < _bytesLeft ? wanted : _bytesLeft, out status);
            }

            return done;
        }

        private PartStatusCode Probe(int pattern)
        {
            // SPI has no acknowledgement: nobody there reads as ones or zeros.
            PartStatusCode status = _registers.WriteChecked((int)ArduCamRegister.Test, pattern);
            return status == PartStatusCode.SettingNotKept ? PartStatusCode.WrongDeviceId : status;
        }

        private PartStatusCode WriteFifo(int bits)
        {
            return _registers.Write((int)ArduCamRegister.FifoControl, bits);
        }

        private void Forget()
        {
            _isCapturing = false;
            _hasPicture = false;
            _bytesLeft = 0;
            _rowsRead = 0;
            _end.Restart();
        }

        private bool IsPlausible(int bytes)
        {
            if (_format == ArduCamFormat.Luma)
            {
                return bytes >= LumaBytes + LeadingBytes && bytes <= LumaBytes + MaxSpareBytes;
            }

            return bytes > LeadingBytes && bytes < FifoBytes;
        }

        private ArduCamStatusCode DropLeading()
        {
            _bytesLeft -= LeadingBytes;
            return LeadingBytes == 0 ? ArduCamStatusCode.Ok : (ArduCamStatusCode)_chip.Burst(LeadingBytes);
        }

        private ArduCamStatusCode TakeRow(byte[] destination, int at)
        {
            byte[] received = _chip.Received;
            if (IsLevel(received, BytesPerRow))
            {
                return ArduCamStatusCode.CorruptData;
            }

            // Byte 0 came with the command; then Y, U, Y, V.
            int from = 1;
            int end = at + LumaWidth;
            for (int i = at; i < end; i++)
            {
                destination[i] = received[from];
                from += 2;
            }

            return ArduCamStatusCode.Ok;
        }

        private int TakeJpeg(byte[] destination, int at, int wanted, out ArduCamStatusCode status)
        {
            status = (ArduCamStatusCode)_chip.Burst(wanted);
            byte[] received = _chip.Received;
            if (status == ArduCamStatusCode.Ok && _bytesLeft == CapturedBytes - LeadingBytes
                && (received[1] != 0xFF || (wanted > 1 && received[2] != 0xD8)))
            {
                status = ArduCamStatusCode.CorruptData;
            }

            if (status != ArduCamStatusCode.Ok)
            {
                Forget();
                return 0;
            }

            int upToEnd = _end.Find(received, 1, wanted);
            int good = upToEnd < 0 ? wanted : upToEnd;
            Array.Copy(received, 1, destination, at, good);
            _bytesLeft = upToEnd < 0 ? _bytesLeft - wanted : 0;
            if (upToEnd < 0 && _bytesLeft == 0)
            {
                status = ArduCamStatusCode.CorruptData;
                Forget();
            }

            return good;
        }

        /// <summary>
        /// A line held low or high: even a black or white picture has colour differences near 128. Six places tell enough.
        /// </summary>
        private static bool IsLevel(byte[] received, int count)
        {
            byte first = received[1];
            return (first == 0x00 || first == 0xFF)
                && received[2] == first && received[4] == first && received[count >> 1] == first
                && received[count - 2] == first && received[count] == first;
        }
    }
}
