using System;
using System.Collections.Generic;

namespace Stethos.Hal.Virtual.Vision
{
    /// <summary>
    /// Makes EEPROM images of an MLX90640 that no factory ever wrote: every field has a size that real parts have, rows,
    /// columns and pixels differ, and equal seeds give equal images. Layout: Melexis data sheet 3901090640, table 10.
    /// </summary>
    public static class Mlx90640Image
    {
        /// <summary>Words of an image; the first is at 0x2400.</summary>
        public const int Words = 832;

        private const int Columns = 32;
        private const int Rows = 24;
        private const int FirstPixel = 64;

        /// <summary>
        /// <paramref name="broken"/> and <paramref name="outliers"/> are pixels, 0 to 767; a part in its specification has four
        /// at most.
        /// </summary>
        public static ushort[] Make(int seed, IReadOnlyList<int> broken, IReadOnlyList<int> outliers)
        {
            ArgumentNullException.ThrowIfNull(broken);
            ArgumentNullException.ThrowIfNull(outliers);
            var random = new Random(seed);
            var image = new ushort[Words];
            image[7] = (ushort)random.Next(1, 0x10000);
            image[8] = (ushort)random.Next(0x10000);
            image[9] = (ushort)random.Next(0x10000);
            image[12] = 0x1901;
            image[15] = 0xBE33;
            WriteShared(image, random);
            for (int i = 0; i < Columns * Rows; i++)
            {
                int word = (random.Next(64) << 10) | (random.Next(64) << 4) | (random.Next(8) << 1);
                image[FirstPixel + i] = (ushort)(word == 0 ? 2 : word);
            }

            foreach (int pixel in broken)
            {
                image[FirstPixel + pixel] = 0;
            }

            foreach (int pixel in outliers)
            {
                image[FirstPixel + pixel] |= 1;
            }

            return image;
        }

        private static void WriteShared(ushort[] image, Random random)
        {
            // Offsets: -60 ± 32 by row, ± 32 by column, ± 64 by pixel.
            image[16] = 0x4221;
            image[17] = unchecked((ushort)-60);
            FillNibbles(image, 18, Rows, random);
            FillNibbles(image, 24, Columns, random);

            // Sensitivity: 8500 ± 1024 by row and column, ± 512 by pixel, all by 2^-36.
            image[32] = 0x6774;
            image[33] = 8500;
            FillNibbles(image, 34, Rows, random);
            FillNibbles(image, 40, Columns, random);
            image[48] = 6200;
            image[49] = 12100;
            image[50] = Pack(22, 10, 338, 0x3FF);
            image[51] = Pack(-99, 8, 104, 0xFF);
            image[52] = 0x5465;

            // Corrections of the interleaved pattern: 7 / 16, 1 / 2, -3 / 8 counts.
            image[53] = (ushort)(7 | (1 << 6) | ((-3 & 0x1F) << 11));
            image[54] = Pack(88, 8, 84, 0xFF);
            image[55] = Pack(80, 8, 86, 0xFF);
            image[56] = 0x2363;
            image[57] = Pack(-2, 10, 35, 0x3FF);
            image[58] = Pack(2, 10, -75, 0x3FF);
            image[59] = Pack(4, 8, 75, 0xFF);
            image[60] = Pack(-16, 8, 8, 0xFF);

            // Slopes of sensitivity: -0.00070, -0.00080, -0.00073, -0.00061 a degree; ranges begin at 120 and 240 °C.
            image[61] = Pack(-105, 8, -92, 0xFF);
            image[62] = Pack(-80, 8, -96, 0xFF);
            image[63] = 0x2669;
        }

        private static ushort Pack(int high, int shift, int low, int lowMask) => unchecked((ushort)((high << shift) | (low & lowMask)));

        private static void FillNibbles(ushort[] image, int first, int count, Random random)
        {
            for (int i = 0; i < count; i++)
            {
                image[first + (i / 4)] |= (ushort)(random.Next(16) << (4 * (i % 4)));
            }
        }
    }
}
