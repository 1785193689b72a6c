namespace Stethos.Inference.Kernels
{
    /// <summary>
    /// Convolution, also in one dimension and, as 1 by 1 over rows, fully connected. Padding reads as the input's zero point.
    /// </summary>
    internal static class Convolution
    {
        public static void Run(Operation op, Workspace work)
        {
            int channels = op.InputChannels;
            int length = op.KernelHeight * op.KernelWidth * channels;
            int outputHeight = op.OutputHeight;
            int outputWidth = op.OutputWidth;
            int outputChannels = op.OutputChannels;
            int strideWidth = op.StrideWidth;
            int rowLength = op.InputWidth * channels;
            int output = op.Output;
            bool isPointwise = op.IsPointwise;
            for (int y = 0; y < outputHeight; y++)
            {
                int top = y * op.StrideHeight - op.PadTop;
                int left = -op.PadLeft;
                for (int x = 0; x < outputWidth; x++)
                {
                    int at = work.Scratch;
                    if (isPointwise)
                    {
                        at = op.Input + top * rowLength + left * channels;
                    }
                    else
                    {
                        Window.Gather(op, work.Arena, at, top, left);
                    }

                    Rows.Multiply(work, op, at, length);
                    Requantizer.Pixel(op, work, output);
                    output += outputChannels;
                    left += strideWidth;
                }
            }
        }
    }
}
