namespace Stethos.Inference.Kernels
{
    /// <summary>Softmax of rows; exponentials come from a table over the distance to the largest code.</summary>
    internal static class Softmax
    {
        private const int ToUnsigned = 128;
        private const float Rounder = 12582912f;
        private const int RounderCode = 12582912;
        private const int SumBits = 12;
        private const int LargestShift = 31;

        public static void Run(Operation op, Workspace work)
        {
            int rows = op.Parameters[0];
            int length = op.Parameters[1];
            for (int row = 0; row < rows; row++)
            {
                int at = op.Input + row * length;
                int largest = Largest(work.Arena, at, length);
                if (work.IsFixedPoint)
                {
                    Fixed(op, work, at, op.Output + row * length, largest);
                }
                else
                {
                    Real(op, work, at, op.Output + row * length, largest);
                }
            }
        }

        private static int Largest(sbyte[] arena, int at, int length)
        {
            int largest = sbyte.MinValue;
            for (int i = 0; i < length; i++)
            {
                if (arena[at + i] > largest)
                {
                    largest = arena[at + i];
                }
            }

            return largest;
        }

        // Table: exponentials by distance. Sum in reading order, each result exp · (1 / scale) / sum.
        private static void Real(Operation op, Workspace work, int from, int to, int largest)
        {
            sbyte[] arena = work.Arena;
            float[] table = work.Scales;
            int tableAt = op.TableAt;
            int length = op.Parameters[1];
            float perCode = op.Parameters[2];
            int zero = op.OutputZero + ToUnsigned;
            float sum = 0;
            for (int i = 0; i < length; i++)
            {
                sum = (float)(sum + table[tableAt + largest - arena[from + i]]);
            }

            for (int i = 0; i < length; i++)
            {
                float value = (float)((float)(table[tableAt + largest - arena[from + i]] * perCode) / sum);
                int code = (int)(float)(value + Rounder) - RounderCode + zero;
                arena[to + i] = (sbyte)((code > 255 ? 255 : code) - ToUnsigned);
            }
        }

        // Table: exponentials as 31-bit fractions, negative where the distance is too large to count.
        private static void Fixed(Operation op, Workspace work, int from, int to, int largest)
        {
            sbyte[] arena = work.Arena;
            int[] table = work.Multipliers;
            int tableAt = op.TableAt;
            int length = op.Parameters[1];
            int sum = 0;
            for (int i = 0; i < length; i++)
            {
                int part = table[tableAt + largest - arena[from + i]];
                if (part >= 0)
                {
                    sum += FixedPoint.RoundingDivide(part, SumBits);
                }
            }

            int zeros = LeadingZeros(sum);
            int scale = FixedPoint.Reciprocal((int)(((uint)sum << zeros) - 0x80000000u));
            int shift = SumBits - zeros + LargestShift - 8;
            shift = shift > LargestShift ? LargestShift : shift < 0 ? 0 : shift;
            for (int i = 0; i < length; i++)
            {
                int part = table[tableAt + largest - arena[from + i]];
                int code = sbyte.MinValue;
                if (part >= 0)
                {
                    code += FixedPoint.RoundingDivide(FixedPoint.DoublingHighMultiply(scale, part), shift);
                }

                arena[to + i] = (sbyte)(code > sbyte.MaxValue ? sbyte.MaxValue : code);
            }
        }

        private static int LeadingZeros(int value)
        {
            int zeros = 0;
            for (uint bits = (uint)value; zeros < LargestShift && bits < 0x80000000u; bits <<= 1)
            {
                zeros++;
            }

            return zeros;
        }
    }
}
