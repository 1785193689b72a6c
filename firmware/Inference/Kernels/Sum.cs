namespace Stethos.Inference.Kernels
{
    /// <summary>Sum of two tensors of one shape.</summary>
    internal static class Sum
    {
        private const int ToUnsigned = 128;
        private const float Rounder = 12582912f;
        private const int RounderCode = 12582912;
        private const int LeftShift = 20;

        public static void Run(Operation op, Workspace work)
        {
            if (work.IsFixedPoint)
            {
                Fixed(op, work.Arena);
            }
            else
            {
                Real(op, work);
            }
        }

        // One product with a fused addition, as ONNX Runtime has it; the other product and both zero points are in the table.
        private static void Real(Operation op, Workspace work)
        {
            sbyte[] arena = work.Arena;
            float[] table = work.Scales;
            int tableAt = op.TableAt + ToUnsigned;
            int input = op.Input;
            int other = op.Other;
            int output = op.Output;
            double ratio = op.Ratio;
            float low = op.Low + ToUnsigned;
            float high = op.High + ToUnsigned;
            for (int end = input + op.Parameters[0]; input < end; input++)
            {
                float value = (float)((arena[input] + ToUnsigned) * ratio + table[tableAt + arena[other++]]);
                value = value < low ? low : high < value ? high : value;
                arena[output++] = (sbyte)((int)(float)(value + Rounder) - RounderCode - ToUnsigned);
            }
        }

        private static void Fixed(Operation op, sbyte[] arena)
        {
            int[] p = op.Parameters;
            int input = op.Input;
            int other = op.Other;
            int output = op.Output;
            int low = op.Low;
            int high = op.High;
            for (int end = input + p[0]; input < end; input++)
            {
                int a = FixedPoint.Multiply((arena[input] - op.InputZero) << LeftShift, p[1], p[2]);
                int b = FixedPoint.Multiply((arena[other++] - op.OtherZero) << LeftShift, p[3], p[4]);
                int value = FixedPoint.Multiply(a + b, p[5], p[6]) + op.OutputZero;
                arena[output++] = (sbyte)(value < low ? low : value > high ? high : value);
            }
        }
    }
}
