using System;
using Stethos.Hal.Virtual.Vision;

namespace Stethos.Drivers.Tests
{
    /// <summary>A picture in which every pixel tells where it is and when it was taken.</summary>
    internal sealed class Gradient : IPictureSource
    {
        public Gradient(int width, int height)
        {
            Width = width;
            Height = height;
        }

        public int Width { get; }

        public int Height { get; }

        public static byte At(double seconds, int column, int row) =>
            (byte)(column + (3 * row) + (int)Math.Round(seconds * 30));

        public void Render(double timeSeconds, byte[] destination, int offset)
        {
            for (int i = 0; i < Width * Height; i++)
            {
                destination[offset + i] = At(timeSeconds, i % Width, i / Width);
            }
        }
    }
}
