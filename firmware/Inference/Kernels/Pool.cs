namespace Stethos.Inference.Kernels
{
    /// <summary>Mean and maximum of a window. Only places inside the map count.</summary>
    internal static class Pool
    {
        public static void Run(Operation op, Workspace work)
        {
            int outputHeight = op.OutputHeight;
            int outputWidth = op.OutputWidth;
            int output = op.Output;
            for (int y = 0; y < outputHeight; y++)
            {
                int top = y * op.StrideHeight - op.PadTop;
                int bottom = top + op.KernelHeight;
                for (int x = 0; x < outputWidth; x++)
                {
                    int left = x * op.StrideWidth - op.PadLeft;
                    int right = left + op.KernelWidth;
                    Pixel(
                        op, work, output, top < 0 ? 0 : top, bottom > op.InputHeight ? op.InputHeight : bottom, left < 0 ? 0 : left,
                        right > op.InputWidth ? op.InputWidth : right);
                    output += op.OutputChannels;
                }
            }
        }

        private static void Pixel(Operation op, Workspace work, int output, int top, int bottom, int left, int right)
        {
            int count = (bottom - top) * (right - left);
            if (count <= 0 || right <= left)
            {
                return;
            }

            if (op.Code == OperatorCode.MaxPool)
            {
                Largest(op, work.Arena, output, top, bottom, left, right);
            }
            else if ((op.Flags & ModelFormat.RealPool) != 0)
            {
                RealMean.Pixel(op, work, output, top, bottom, left, right);
            }
            else
            {
                Add(op, work, top, bottom, left, right);
                if (work.IsFixedPoint)
                {
                    Divide(op, work, output, count);
                }
                else
                {
                    Requantizer.Pixel(op, work, output);
                }
            }
        }

        private static void Largest(Operation op, sbyte[] arena, int output, int top, int bottom, int left, int right)
        {
            int channels = op.InputChannels;
            int rowLength = op.InputWidth * channels;
            int low = op.Low;
            int high = op.High;
            for (int c = 0; c < channels; c++)
            {
                int largest = low;
                for (int y = top; y < bottom; y++)
                {
                    int at = op.Input + y * rowLength + left * channels + c;
                    for (int x = left; x < right; x++)
                    {
                        int value = arena[at];
                        if (value > largest)
                        {
                            largest = value;
                        }

                        at += channels;
                    }
                }

                arena[output + c] = (sbyte)(largest > high ? high : largest);
            }
        }

        private static void Add(Operation op, Workspace work, int top, int bottom, int left, int right)
        {
            sbyte[] arena = work.Arena;
            int[] sums = work.Sums;
            int channels = op.InputChannels;
            int rowLength = op.InputWidth * channels;
            int start = -op.InputZero * (bottom - top) * (right - left);
            if (work.IsFixedPoint)
            {
                start = 0;
            }

            for (int c = 0; c < channels; c++)
            {
                int sum = start;
                for (int y = top; y < bottom; y++)
                {
                    int at = op.Input + y * rowLength + left * channels + c;
                    for (int x = left; x < right; x++)
                    {
                        sum += arena[at];
                        at += channels;
                    }
                }

                sums[c] = sum;
            }
        }

        // Arithmetic A: input and output have one scale; the mean is rounded half away from zero.
        private static void Divide(Operation op, Workspace work, int output, int count)
        {
            int[] sums = work.Sums;
            int half = count / 2;
            int low = op.Low;
            int high = op.High;
            for (int c = 0; c < op.OutputChannels; c++)
            {
                int sum = sums[c];
                int value = (sum > 0 ? sum + half : sum - half) / count;
                work.Arena[output + c] = (sbyte)(value < low ? low : value > high ? high : value);
            }
        }
    }
}
