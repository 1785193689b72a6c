namespace Stethos.Protocol
{
    /// <summary>
    /// IEEE 754 binary16: 11 significant bits (relative error at most 2^-11), range up to 65,504. Larger values
    /// saturate at ±65,504 instead of becoming infinite, so that one spike does not make a frame unreadable.
    /// </summary>
    public static class HalfFloat
    {
        /// <summary>Largest finite value.</summary>
        public const float Max = 65504f;

        /// <summary>Rounds to nearest, ties to even. NaN becomes 0x7E00.</summary>
        public static int FromSingle(float value)
        {
            uint bits = FloatBits.ToBits(value);
            int sign = (int)(bits >> 16) & 0x8000;
            uint magnitude = bits & 0x7FFFFFFF;
            if (magnitude > 0x7F800000)
            {
                return 0x7E00;
            }

            if (magnitude >= 0x477FF000)
            {
                return sign | 0x7BFF;
            }

            int exponent = (int)(magnitude >> 23) - 127 + 15;
            uint fraction = (magnitude & 0x7FFFFF) | 0x800000;
            if (exponent <= 0)
            {
                // Subnormal half: value = n * 2^-24.
                int shift = 14 - exponent;
                return shift > 24 ? sign : sign | (int)RoundShift(fraction, shift);
            }

            // Rounding up may carry into the exponent; addition does exactly that.
            return sign | (int)(((uint)(exponent - 1) << 10) + RoundShift(fraction, 13));
        }

        /// <summary>Exact value of a binary16.</summary>
        public static float ToSingle(int half)
        {
            int exponent = (half >> 10) & 0x1F;
            int fraction = half & 0x3FF;
            float magnitude;
            if (exponent == 0)
            {
                magnitude = fraction * 5.9604644775390625e-8f;
            }
            else if (exponent == 31)
            {
                magnitude = fraction == 0 ? float.PositiveInfinity : float.NaN;
            }
            else
            {
                magnitude = FloatBits.FromBits((uint)(((exponent - 15 + 127) << 23) | (fraction << 13)));
            }

            return (half & 0x8000) != 0 ? -magnitude : magnitude;
        }

        private static uint RoundShift(uint value, int shift)
        {
            uint quotient = value >> shift;
            uint remainder = value & ((1u << shift) - 1);
            uint halfway = 1u << (shift - 1);
            return remainder > halfway || (remainder == halfway && (quotient & 1) != 0) ? quotient + 1 : quotient;
        }
    }
}
