using Stethos.Hal;
using Stethos.Hal.Parts;

namespace Stethos.Firmware.Device.Tests
{
    /// <summary>A stereo converter's buffers: the left words count frames, the right ones are all ones.</summary>
    public sealed class StereoWords : IBlockingStream
    {
        private int _frame;

        public bool IsOpen { get; private set; }

        public BusStatusCode Open()
        {
            IsOpen = true;
            _frame = 0;
            return BusStatusCode.Ok;
        }

        public void Close()
        {
            IsOpen = false;
        }

        public BusStatusCode Read(byte[] buffer, int offset, int count)
        {
            for (int i = offset; i < offset + count; i += 8)
            {
                for (int k = 0; k < 8; k++)
                {
                    buffer[i + k] = k < 4 ? (byte)(_frame >> (8 * k)) : (byte)0xFF;
                }

                _frame++;
            }

            return BusStatusCode.Ok;
        }
    }
}
