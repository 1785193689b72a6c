using System;
using Stethos.Hal.Virtual.Spi;

namespace Stethos.Hal.Virtual.Vision
{
    /// <summary>
    /// An ArduCAM-Mini at register level: the FIFO chip on SPI, and behind it the image sensor (<see cref="Sensor"/>, to be
    /// put on an I2C bus at 0x30). A capture waits for the next frame and takes it whole; the picture is that of the moment the
    /// frame began. The back door holds the whole picture at one grey value (channel 0, 0 to 255).
    /// Not modelled: more than one picture per capture, pins, low power, single FIFO read.
    /// </summary>
    public sealed class VirtualArduCam : IVirtualSpiPart, IVirtualPart
    {
        private const int WriteBit = 0x80;
        private const int TestRegister = 0x00;
        private const int CaptureControl = 0x01;
        private const int FifoControl = 0x04;
        private const int BurstRead = 0x3C;
        private const int Version = 0x40;
        private const int Trigger = 0x41;
        private const int FifoSize1 = 0x42;
        private const int ClearBit = 0x01;
        private const int StartBit = 0x02;
        private const int ResetWriteBit = 0x10;
        private const int ResetReadBit = 0x20;
        private const int JpegPadding = 1024;

        private static readonly byte[] EmptyJpeg = { 0xFF, 0xD8, 0xFF, 0xD9 };

        private readonly IClock _clock;
        private readonly IPictureSource _source;
        private readonly VirtualArduCamOptions _options;
        private readonly byte[] _fifo;
        private readonly byte[] _picture;
        private double _heldGrey = double.NaN;
        private double _frameStartSeconds = double.NaN;
        private int _written;
        private int _readAt;
        private byte _test;
        private byte _captureControl;
        private bool _isDone;
        private bool _commandExpected;
        private int _command;

        /// <summary>The clock's uptime is also the time of the picture source.</summary>
        public VirtualArduCam(IClock clock, IPictureSource source, VirtualArduCamOptions options)
        {
            ArgumentNullException.ThrowIfNull(clock);
            ArgumentNullException.ThrowIfNull(source);
            ArgumentNullException.ThrowIfNull(options);
            ArgumentOutOfRangeException.ThrowIfNegativeOrZero(options.PicturesPerSecond);
            _clock = clock;
            _source = source;
            _options = options;
            _fifo = new byte[options.FifoBytes];
            _picture = new byte[source.Width * source.Height];
            Sensor = new VirtualOv2640(options.ProductId);
        }

        /// <summary>The image sensor.</summary>
        public VirtualOv2640 Sensor { get; }

        /// <inheritdoc/>
        public int ChannelCount => 1;

        /// <inheritdoc/>
        public void SetChannel(int channel, double value)
        {
            ArgumentOutOfRangeException.ThrowIfNotEqual(channel, 0);
            _heldGrey = value;
        }

        /// <inheritdoc/>
        public void GetRange(int channel, out double lower, out double upper, out double epsilon)
        {
            ArgumentOutOfRangeException.ThrowIfNotEqual(channel, 0);
            lower = 0;
            upper = 255;
            epsilon = 0.5;
        }

        /// <inheritdoc/>
        public void Select()
        {
            Finish();
            _commandExpected = true;
        }

        /// <inheritdoc/>
        public byte Exchange(byte value)
        {
            if (_commandExpected)
            {
                _commandExpected = false;
                _command = value;
                return 0;
            }

            if ((_command & WriteBit) != 0)
            {
                Write(_command & ~WriteBit, value);
                return 0;
            }

            return Read(_command);
        }

        /// <inheritdoc/>
        public void Deselect()
        {
        }

        private byte Read(int register) => register switch
        {
            TestRegister => _test,
            CaptureControl => _captureControl,
            BurstRead => _readAt < _fifo.Length ? _fifo[_readAt++] : (byte)0,
            Version => 0x40,
            Trigger => (byte)(_isDone ? 0x08 : 0x00),
            FifoSize1 => (byte)_written,
            FifoSize1 + 1 => (byte)(_written >> 8),
            FifoSize1 + 2 => (byte)((_written >> 16) & 0x7F),
            _ => 0
        };

        private void Write(int register, byte value)
        {
            switch (register)
            {
                case TestRegister:
                    _test = value;
                    break;
                case CaptureControl:
                    _captureControl = (byte)(value & 0x07);
                    break;
                case FifoControl:
                    Control(value);
                    break;
                default:
                    break;
            }
        }

        private void Control(byte bits)
        {
            if ((bits & ClearBit) != 0)
            {
                _isDone = false;
            }

            if ((bits & ResetWriteBit) != 0)
            {
                _written = 0;
            }

            if ((bits & ResetReadBit) != 0)
            {
                _readAt = 0;
            }

            if ((bits & StartBit) != 0)
            {
                double frames = Math.Floor(_clock.UptimeMs / 1000.0 * _options.PicturesPerSecond) + 1;
                _frameStartSeconds = frames / _options.PicturesPerSecond;
            }
        }

        /// <summary>The capture ends when its frame does.</summary>
        private void Finish()
        {
            double endSeconds = _frameStartSeconds + (1 / _options.PicturesPerSecond);
            if (double.IsNaN(_frameStartSeconds) || _clock.UptimeMs / 1000.0 < endSeconds)
            {
                return;
            }

            double startSeconds = _frameStartSeconds;
            _frameStartSeconds = double.NaN;
            _isDone = true;
            for (int i = 0; i < _options.LeadingBytes; i++)
            {
                Push(0);
            }

            if (Sensor.IsJpeg)
            {
                PushJpeg(_options.Jpeg?.Render(startSeconds) ?? EmptyJpeg);
            }
            else if (Sensor.IsYuv)
            {
                PushYuv(startSeconds);
            }
        }

        private void PushJpeg(byte[] jpeg)
        {
            foreach (byte value in jpeg)
            {
                Push(value);
            }

            // The sensor fills its output up (ArduCAM/Arduino issue 52).
            while (_written % JpegPadding != 0 && _written < _fifo.Length)
            {
                Push(0);
            }
        }

        private void PushYuv(double seconds)
        {
            if (double.IsNaN(_heldGrey))
            {
                _source.Render(seconds, _picture, 0);
            }
            else
            {
                Array.Fill(_picture, (byte)Math.Clamp(Math.Round(_heldGrey), 0, 255));
            }

            int width = Sensor.OutputWidth;
            int height = Sensor.OutputHeight;
            for (int row = 0; row < height; row++)
            {
                int from = row * _source.Height / height * _source.Width;
                for (int column = 0; column < width; column++)
                {
                    byte grey = _picture[from + (column * _source.Width / width)];
                    Push(Sensor.SwapsBytes ? (byte)128 : grey);
                    Push(Sensor.SwapsBytes ? grey : (byte)128);
                }
            }
        }

        private void Push(byte value)
        {
            if (_written < _fifo.Length)
            {
                _fifo[_written++] = value;
            }
        }
    }
}
