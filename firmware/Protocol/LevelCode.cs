using System;

namespace Stethos.Protocol
{
    /// <summary>
    /// Logarithmic one-byte codes of the wire. A level covers -90 to +37.5 dB re 1 g RMS in steps of 0.5 dB; a ratio
    /// covers 0 to 63.75 dB in steps of 0.25 dB (at most 1.5 % off). Values outside are clamped, NaN becomes 0.
    /// </summary>
    public static class LevelCode
    {
        private const double TenPerNeper = 4.3429448190325175;

        /// <summary>Code of a mean square in g² (0 or more).</summary>
        public static byte FromMeanSquare(float meanSquare)
        {
            return 0 < meanSquare ? Clamp((TenPerNeper * Math.Log(meanSquare) + 90.0) * 2.0) : (byte)0;
        }

        /// <summary>Mean square in g² of a code; code 0 gives 0.</summary>
        public static float ToMeanSquare(byte code)
        {
            return code == 0 ? 0 : (float)Math.Exp((code * 0.5 - 90.0) / TenPerNeper);
        }

        /// <summary>Level in dB re 1 g RMS of a code.</summary>
        public static float ToDecibel(byte code)
        {
            return code * 0.5f - 90f;
        }

        /// <summary>Code of an amplitude ratio; 1 or less gives 0.</summary>
        public static byte FromRatio(float ratio)
        {
            return 1 < ratio ? Clamp(8.0 * TenPerNeper * Math.Log(ratio)) : (byte)0;
        }

        /// <summary>Amplitude ratio of a code (1 to 1,540).</summary>
        public static float ToRatio(byte code)
        {
            return (float)Math.Exp(code / (8.0 * TenPerNeper));
        }

        private static byte Clamp(double code)
        {
            return code >= 255 ? (byte)255 : code > 0 ? (byte)(code + 0.5) : (byte)0;
        }
    }
}
