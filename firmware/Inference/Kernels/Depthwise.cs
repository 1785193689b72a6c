namespace Stethos.Inference.Kernels
{
    /// <summary>
    /// Convolution of each channel by itself; weights are signed, [height, width, output channels]. Several results of one channel
    /// stand beside each other.
    /// </summary>
    internal static class Depthwise
    {
        private const int Nine = 9;

        public static void Run(Operation op, Workspace work)
        {
            int outputHeight = op.OutputHeight;
            int outputWidth = op.OutputWidth;
            int outputChannels = op.OutputChannels;
            int taps = op.KernelHeight * op.KernelWidth;
            int multiplier = outputChannels / op.InputChannels;
            int strideWidth = op.StrideWidth;
            int output = op.Output;
            for (int y = 0; y < outputHeight; y++)
            {
                int top = y * op.StrideHeight - op.PadTop;
                int left = -op.PadLeft;
                for (int x = 0; x < outputWidth; x++)
                {
                    Window.Gather(op, work.Arena, work.Scratch, top, left);
                    if (multiplier > 1)
                    {
                        Several(op, work, taps, multiplier);
                    }
                    else if (taps == Nine)
                    {
                        ThreeByThree(op, work);
                    }
                    else
                    {
                        Any(op, work, taps);
                    }

                    Requantizer.Pixel(op, work, output);
                    output += outputChannels;
                    left += strideWidth;
                }
            }
        }

        private static void ThreeByThree(Operation op, Workspace work)
        {
            byte[] w = work.Blob;
            sbyte[] x = work.Arena;
            int[] sums = work.Sums;
            int[] biases = work.Biases;
            int at = work.Scratch;
            int from = op.Weights;
            int bias = op.TableAt;
            int n = op.InputChannels;
            int n2 = 2 * n;
            int n3 = 3 * n;
            int n4 = 4 * n;
            int n5 = 5 * n;
            int n6 = 6 * n;
            int n7 = 7 * n;
            int n8 = 8 * n;
            for (int c = 0; c < n; c++)
            {
                sums[c] = biases[bias + c] + (sbyte)w[from] * x[at] + (sbyte)w[from + n] * x[at + n]
                    + (sbyte)w[from + n2] * x[at + n2] + (sbyte)w[from + n3] * x[at + n3] + (sbyte)w[from + n4] * x[at + n4]
                    + (sbyte)w[from + n5] * x[at + n5] + (sbyte)w[from + n6] * x[at + n6] + (sbyte)w[from + n7] * x[at + n7]
                    + (sbyte)w[from + n8] * x[at + n8];
                from++;
                at++;
            }
        }

        private static void Any(Operation op, Workspace work, int taps)
        {
            byte[] w = work.Blob;
            sbyte[] x = work.Arena;
            int[] sums = work.Sums;
            int[] biases = work.Biases;
            int bias = op.TableAt;
            int n = op.InputChannels;
            int n2 = 2 * n;
            int n3 = 3 * n;
            int n4 = 4 * n;
            for (int c = 0; c < n; c++)
            {
                int sum = biases[bias + c];
                int from = op.Weights + c;
                int at = work.Scratch + c;
                int end = at + taps * n;
                for (int last = end - n3; at < last; at += n4)
                {
                    sum = sum + (sbyte)w[from] * x[at] + (sbyte)w[from + n] * x[at + n] + (sbyte)w[from + n2] * x[at + n2]
                        + (sbyte)w[from + n3] * x[at + n3];
                    from += n4;
                }

                for (; at < end; at += n)
                {
                    sum += (sbyte)w[from] * x[at];
                    from += n;
                }

                sums[c] = sum;
            }
        }

        private static void Several(Operation op, Workspace work, int taps, int multiplier)
        {
            byte[] w = work.Blob;
            sbyte[] x = work.Arena;
            int[] sums = work.Sums;
            int channels = op.InputChannels;
            int outputs = op.OutputChannels;
            for (int o = 0; o < outputs; o++)
            {
                int sum = work.Biases[op.TableAt + o];
                int at = work.Scratch + o / multiplier;
                int from = op.Weights + o;
                for (int tap = 0; tap < taps; tap++)
                {
                    sum += (sbyte)w[from] * x[at];
                    from += outputs;
                    at += channels;
                }

                sums[o] = sum;
            }
        }
    }
}
