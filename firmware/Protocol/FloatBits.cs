using System;

namespace Stethos.Protocol
{
    /// <summary>float32 and its IEEE 754 bits, by way of double: nanoFramework has no allocation-free float32 form.</summary>
    public static class FloatBits
    {
        /// <summary>The float32 bit pattern; every NaN becomes the quiet NaN 0x7FC00000.</summary>
        public static uint ToBits(float value)
        {
            long wide = BitConverter.DoubleToInt64Bits(value);
            uint sign = (uint)((ulong)wide >> 32) & 0x80000000;
            int exponent = (int)((wide >> 52) & 0x7FF);
            ulong fraction = (ulong)wide & 0xFFFFFFFFFFFFF;
            if (exponent == 0x7FF)
            {
                return fraction != 0 ? 0x7FC00000 : sign | 0x7F800000;
            }

            int narrow = exponent - 1023 + 127;
            if (narrow >= 1)
            {
                return sign | ((uint)narrow << 23) | (uint)(fraction >> 29);
            }

            // A float32 subnormal is a normal double (or zero): put the hidden bit back and shift it into place.
            int shift = 30 - narrow;
            return shift > 53 ? sign : sign | (uint)((fraction | 0x10000000000000) >> shift);
        }

        /// <summary>The float32 with these bits.</summary>
        public static float FromBits(uint bits)
        {
            ulong sign = (ulong)(bits & 0x80000000) << 32;
            int exponent = (int)((bits >> 23) & 0xFF);
            ulong fraction = bits & 0x7FFFFF;
            if (exponent == 0)
            {
                float magnitude = fraction * 1.401298464324817e-45f;
                return sign != 0 ? -magnitude : magnitude;
            }

            ulong wideExponent = exponent == 0xFF ? 0x7FFUL : (ulong)(exponent - 127 + 1023);
            return (float)BitConverter.Int64BitsToDouble((long)(sign | (wideExponent << 52) | (fraction << 29)));
        }
    }
}
