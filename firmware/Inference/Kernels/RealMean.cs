namespace Stethos.Inference.Kernels
{
    /// <summary>
    /// Mean of a window inside the map in arithmetic B: float32 sums of the real numbers in reading order, as ONNX Runtime's
    /// QLinearAveragePool computes it, with codes from 0 to 255.
    /// </summary>
    internal static class RealMean
    {
        private const int ToUnsigned = 128;
        private const float Rounder = 12582912f;
        private const int RounderCode = 12582912;

        public static void Pixel(Operation op, Workspace work, int output, int top, int bottom, int left, int right)
        {
            sbyte[] arena = work.Arena;
            int channels = op.InputChannels;
            int rowLength = op.InputWidth * channels;
            int inputZero = op.InputZero;
            float inputScale = work.Scales[op.TableAt];
            float outputScale = work.Scales[op.TableAt + 1];
            float zero = op.OutputZero + ToUnsigned;
            float low = op.Low + ToUnsigned;
            float high = op.High + ToUnsigned;
            float count = op.Parameters[14] != 0 ? op.KernelHeight * op.KernelWidth : (bottom - top) * (right - left);
            for (int c = 0; c < channels; c++)
            {
                float sum = 0;
                for (int y = top; y < bottom; y++)
                {
                    int at = op.Input + y * rowLength + left * channels + c;
                    for (int x = left; x < right; x++)
                    {
                        sum = (float)(sum + (float)(inputScale * (arena[at] - inputZero)));
                        at += channels;
                    }
                }

                float value = (float)((float)((float)(sum / count) / outputScale) + zero);
                value = value < low ? low : high < value ? high : value;
                arena[output + c] = (sbyte)((int)(float)(value + Rounder) - RounderCode - ToUnsigned);
            }
        }
    }
}
