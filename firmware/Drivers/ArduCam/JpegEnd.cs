namespace Stethos.Drivers.ArduCam
{
    /// <summary>
    /// Finds the end of image marker (FF D9) in a JPEG stream that comes in pieces: the sensor pads what follows, and the
    /// marker cannot occur inside, because FF in the coded data is always followed by 00 (ITU-T T.81, B.1.1.5).
    /// </summary>
    internal sealed class JpegEnd
    {
        private const byte Prefix = 0xFF;
        private const byte EndOfImage = 0xD9;

        private byte _last;

        public void Restart()
        {
            _last = 0;
        }

        /// <summary>Bytes up to and with the marker, or -1 when it is not among these.</summary>
        public int Find(byte[] buffer, int offset, int count)
        {
            byte last = _last;
            int end = offset + count;
            for (int i = offset; i < end; i++)
            {
                byte value = buffer[i];
                if (last == Prefix && value == EndOfImage)
                {
                    return i + 1 - offset;
                }

                last = value;
            }

            _last = last;
            return -1;
        }
    }
}
