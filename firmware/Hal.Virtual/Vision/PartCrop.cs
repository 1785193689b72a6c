using System;

namespace Stethos.Hal.Virtual.Vision
{
    /// <summary>A square cut from one generated picture, as a node cuts it around what it wants looked at.</summary>
    public static class PartCrop
    {
        /// <summary>
        /// Bytes of a square of <paramref name="side"/> pixels, row by row. Half of the parts, chosen by their number, are cut
        /// around the middle, the others around the defect, or around a place of the surface when there is none.
        /// </summary>
        public static byte[] Of(PartPictureParameters view, int side)
        {
            ArgumentNullException.ThrowIfNull(view);
            var generator = new PartPictureGenerator(view);
            var picture = new byte[view.Width * view.Height];
            generator.Render(0, picture, 0);
            var draw = new SeededDraw(view.Seed, 0xC40B);
            double x = view.Width / 2.0;
            double y = view.Height / 2.0;
            if (view.Part % 2 == 1)
            {
                generator.Locate(0, out x, out y);
                double reach = view.Defect == PartDefect.None ? 36 : 6;
                x += draw.Between(-reach, reach);
                y += draw.Between(-reach, reach);
            }

            return Cut(picture, view.Width, view.Height, (int)x - (side / 2), (int)y - (side / 2), side);
        }

        /// <summary>Cuts a square; where it would leave the picture it is moved back inside.</summary>
        public static byte[] Cut(byte[] picture, int width, int height, int left, int top, int side)
        {
            ArgumentNullException.ThrowIfNull(picture);
            int x = Math.Clamp(left, 0, width - side);
            int y = Math.Clamp(top, 0, height - side);
            var crop = new byte[side * side];
            for (int row = 0; row < side; row++)
            {
                Array.Copy(picture, ((y + row) * width) + x, crop, row * side, side);
            }

            return crop;
        }
    }
}
