using System;
using System.Device.I2s;
using Stethos.Hal.Parts;

namespace Stethos.Hal.NanoFramework.Esp32
{
    /// <summary>
    /// Stereo receiver with 32-bit words as clock master. Stereo, because the ESP32 image moves eight bytes per frame
    /// whatever the channel format says.
    /// </summary>
    public sealed class I2sPort : IBlockingStream
    {
        private readonly I2sConnectionSettings _settings;
        private I2sDevice? _device;

        /// <summary><paramref name="bus"/> counts from 1; <paramref name="bufferBytes"/> is the native DMA ring.</summary>
        public I2sPort(int bus, int sampleRateHz, int bufferBytes)
        {
            _settings = new I2sConnectionSettings(bus);
            _settings.Mode = I2sMode.Master | I2sMode.Rx;
            _settings.BitsPerSample = I2sBitsPerSample.Bit32;
            _settings.ChannelFormat = I2sChannelFormat.RightLeft;
            _settings.CommunicationFormat = I2sCommunicationFormat.I2S;
            _settings.SampleRate = sampleRateHz;
            _settings.BufferSize = bufferBytes;
        }

        /// <inheritdoc/>
        public BusStatusCode Open()
        {
            try
            {
                _device = I2sDevice.Create(_settings);
                return BusStatusCode.Ok;
            }
            catch (Exception)
            {
                return BusStatusCode.BusFault;
            }
        }

        /// <inheritdoc/>
        public void Close()
        {
            if (_device != null)
            {
                _device.Dispose();
                _device = null;
            }
        }

        /// <inheritdoc/>
        public BusStatusCode Read(byte[] buffer, int offset, int count)
        {
            if (_device == null)
            {
                return BusStatusCode.BusFault;
            }

            try
            {
                _device.Read(new SpanByte(buffer, offset, count));
                return BusStatusCode.Ok;
            }
            catch (Exception)
            {
                return BusStatusCode.BusFault;
            }
        }
    }
}
