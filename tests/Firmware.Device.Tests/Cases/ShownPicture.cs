namespace Stethos.Firmware.Device.Tests
{
    /// <summary>A picture of 160 × 120 pixels whose blocks of 10 × 10 are each of one grey, with a spot of another.</summary>
    public static class ShownPicture
    {
        public const int Width = 160;
        public const int Height = 120;

        /// <summary>Mean of all pixels without a spot, 256 a grey.</summary>
        public const int Light = 117 * 256;

        public static byte OfBlock(int column, int row)
        {
            return (byte)(20 + (10 * column) + (4 * row));
        }

        /// <summary>The pixels, row by row; the blocks from (5, 5) to (7, 7) are <paramref name="spot"/> unless that is negative.</summary>
        public static byte[] Make(int spot)
        {
            byte[] pixels = new byte[Width * Height];
            for (int i = 0; i < pixels.Length; i++)
            {
                int column = i % Width / 10;
                int row = i / Width / 10;
                bool isSpot = spot >= 0 && column >= 5 && column <= 7 && row >= 5 && row <= 7;
                pixels[i] = isSpot ? (byte)spot : OfBlock(column, row);
            }

            return pixels;
        }

        /// <summary>The same as the FIFO of a camera holds it: luma, then a colour difference of none.</summary>
        public static byte[] Yuyv(byte[] pixels)
        {
            byte[] bytes = new byte[2 * pixels.Length];
            for (int i = 0; i < pixels.Length; i++)
            {
                bytes[2 * i] = pixels[i];
                bytes[(2 * i) + 1] = 128;
            }

            return bytes;
        }
    }
}
