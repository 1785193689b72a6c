using System;

namespace Stethos.Inference.Kernels
{
    /// <summary>Gathers what a kernel covers at one output pixel into the scratch window: [height, width, channels] without gaps.</summary>
    internal static class Window
    {
        /// <param name="op">The operator.</param>
        /// <param name="arena">Input and scratch.</param>
        /// <param name="to">Where the window goes.</param>
        /// <param name="top">Row of the kernel's first row in the input; outside where the map is padded.</param>
        /// <param name="left">Column of its first column.</param>
        public static void Gather(Operation op, sbyte[] arena, int to, int top, int left)
        {
            int channels = op.InputChannels;
            int height = op.InputHeight;
            int rowLength = op.InputWidth * channels;
            int kernelHeight = op.KernelHeight;
            int windowLength = op.KernelWidth * channels;
            int dilation = op.DilationHeight;
            bool isWhole = op.DilationWidth == 1 && left >= 0 && left + op.KernelWidth <= op.InputWidth;
            sbyte zero = (sbyte)op.InputZero;
            for (int ky = 0; ky < kernelHeight; ky++)
            {
                int y = top + ky * dilation;
                if (y < 0 || y >= height)
                {
                    Fill(arena, to, windowLength, zero);
                }
                else if (isWhole)
                {
                    Array.Copy(arena, op.Input + y * rowLength + left * channels, arena, to, windowLength);
                }
                else
                {
                    Row(op, arena, op.Input + y * rowLength, to, left);
                }

                to += windowLength;
            }
        }

        private static void Row(Operation op, sbyte[] arena, int from, int to, int left)
        {
            int channels = op.InputChannels;
            int width = op.InputWidth;
            int kernelWidth = op.KernelWidth;
            int dilation = op.DilationWidth;
            sbyte zero = (sbyte)op.InputZero;
            for (int kx = 0; kx < kernelWidth; kx++)
            {
                int x = left + kx * dilation;
                if (x < 0 || x >= width)
                {
                    Fill(arena, to, channels, zero);
                }
                else
                {
                    Array.Copy(arena, from + x * channels, arena, to, channels);
                }

                to += channels;
            }
        }

        private static void Fill(sbyte[] arena, int at, int count, sbyte value)
        {
            for (int end = at + count; at < end; at++)
            {
                arena[at] = value;
            }
        }
    }
}
