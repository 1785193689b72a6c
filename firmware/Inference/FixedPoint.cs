namespace Stethos.Inference
{
    /// <summary>
    /// Fixed-point steps of arithmetic A, as the TFLite quantization specification and its reference kernels have them (gemmlowp's
    /// double rounding).
    /// </summary>
    public static class FixedPoint
    {
        /// <summary>(a·b·2 + rounding) / 2^32 with ties up; saturates for the one product that does not fit.</summary>
        public static int DoublingHighMultiply(int a, int b)
        {
            if (a == int.MinValue && b == int.MinValue)
            {
                return int.MaxValue;
            }

            return (int)(((long)a * b + (1L << 30)) >> 31);
        }

        /// <summary>x / 2^exponent, ties away from zero; exponent 0 to 31.</summary>
        public static int RoundingDivide(int x, int exponent)
        {
            int mask = (int)((1L << exponent) - 1);
            int remainder = x & mask;
            int threshold = mask >> 1;
            if (x < 0)
            {
                threshold++;
            }

            int result = x >> exponent;
            return remainder > threshold ? result + 1 : result;
        }

        /// <summary>x · multiplier · 2^(shift − 31), rounded twice; shift −31 to 30, positive to the left.</summary>
        public static int Multiply(int x, int multiplier, int shift)
        {
            return shift > 0
                ? DoublingHighMultiply(x << shift, multiplier)
                : RoundingDivide(DoublingHighMultiply(x, multiplier), -shift);
        }

        /// <summary>x · 2^exponent, saturated; exponent 0 to 30.</summary>
        public static int SaturatingShift(int x, int exponent)
        {
            long wide = (long)x << exponent;
            return wide > int.MaxValue ? int.MaxValue : wide < int.MinValue ? int.MinValue : (int)wide;
        }

        /// <summary>1 / (1 + x) for x in 0 to 1, both as 31-bit fractions (three Newton steps).</summary>
        public static int Reciprocal(int x)
        {
            long sum = (long)x + int.MaxValue;
            int half = (int)((sum + 1) / 2);
            int y = 1515870810 + DoublingHighMultiply(half, -1010580540);
            for (int i = 0; i < 3; i++)
            {
                int rest = (1 << 29) - DoublingHighMultiply(half, y);
                y += SaturatingShift(DoublingHighMultiply(y, rest), 2);
            }

            return SaturatingShift(y, 1);
        }
    }
}
