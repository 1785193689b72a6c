using System;
using Stethos.Hal.Virtual.Vision;

namespace Stethos.Drivers.Tests
{
    /// <summary>The same JPEG for ever. Bytes with the markers of one; not meant to be looked at.</summary>
    internal sealed class StillJpeg : IJpegSource
    {
        private readonly byte[] _jpeg;

        public StillJpeg(byte[] jpeg)
        {
            _jpeg = jpeg;
        }

        public static byte[] Make(int length, int seed)
        {
            var jpeg = new byte[length];
            new Random(seed).NextBytes(jpeg);
            for (int i = 1; i < length; i++)
            {
                jpeg[i] = jpeg[i - 1] == 0xFF ? (byte)0 : jpeg[i];
            }

            jpeg[0] = 0xFF;
            jpeg[1] = 0xD8;
            jpeg[length - 2] = 0xFF;
            jpeg[length - 1] = 0xD9;
            return jpeg;
        }

        public byte[] Render(double timeSeconds) => _jpeg;
    }
}
