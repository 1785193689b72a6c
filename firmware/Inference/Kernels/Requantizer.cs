namespace Stethos.Inference.Kernels
{
    /// <summary>Sums of one pixel to codes, for each channel with its scale.</summary>
    public static class Requantizer
    {
        // 1.5 · 2^23: adding it leaves no bits behind the point, so that the addition rounds, ties to even.
        private const float Rounder = 12582912f;
        private const int RounderCode = 12582912;

        /// <summary>Arithmetic B: sum times float32 scale, clamped, rounded to even, plus zero point.</summary>
        public static void Real(
            int[] sums, int count, float[] scales, int scaleAt, sbyte[] output, int outputAt, int zero, int low, int high)
        {
            float lowest = low - zero;
            float highest = high - zero;
            int back = zero - RounderCode;
            for (int i = 0; i < count; i++)
            {
                float value = (float)sums[i] * scales[scaleAt + i];
                if (value < lowest)
                {
                    value = lowest;
                }
                else if (highest < value)
                {
                    value = highest;
                }

                output[outputAt + i] = (sbyte)((int)(float)(value + Rounder) + back);
            }
        }

        /// <summary>Arithmetic A: sum times 32-bit multiplier and power of two, rounded twice, plus zero point, clamped.</summary>
        public static void Fixed(
            int[] sums, int count, int[] multipliers, int[] shifts, int tableAt, sbyte[] output, int outputAt, int zero, int low, int high)
        {
            for (int i = 0; i < count; i++)
            {
                int value = FixedPoint.Multiply(sums[i], multipliers[tableAt + i], shifts[tableAt + i]) + zero;
                output[outputAt + i] = (sbyte)(value < low ? low : value > high ? high : value);
            }
        }

        internal static void Pixel(Operation op, Workspace work, int outputAt)
        {
            if (work.IsFixedPoint)
            {
                Fixed(
                    work.Sums, op.OutputChannels, work.Multipliers, work.Shifts, op.TableAt, work.Arena, outputAt, op.OutputZero, op.Low,
                    op.High);
            }
            else
            {
                Real(work.Sums, op.OutputChannels, work.Scales, op.TableAt, work.Arena, outputAt, op.OutputZero, op.Low, op.High);
            }
        }
    }
}
