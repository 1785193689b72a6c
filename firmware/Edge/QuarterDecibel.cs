using Stethos.Protocol;

namespace Stethos.Edge
{
    /// <summary>
    /// Levels of the wire's half-precision numbers in whole quarters of a decibel, from their bits alone: integers on
    /// every machine, so that node and gateway never differ by what a logarithm rounds.
    /// </summary>
    public static class QuarterDecibel
    {
        /// <summary>Level of 0 and of what is below 0.</summary>
        public const int None = -1000;

        // 80 log10(2) in 1/1024.
        private const int PerOctave = 24660;
        private const int Half = 512;
        private const int ExponentBias = 15;
        private const int Implied = 0x400;

        // 80 log10 of the middle of the sixty-fourths between 1 and 2, in 1/1024.
        private static readonly int[] Mantissas =
        {
            277, 824, 1363, 1894, 2418, 2933, 3441, 3942,
            4437, 4924, 5405, 5879, 6347, 6809, 7265, 7716,
            8161, 8600, 9034, 9462, 9886, 10304, 10718, 11127,
            11531, 11931, 12326, 12717, 13104, 13487, 13865, 14240,
            14610, 14977, 15340, 15699, 16055, 16407, 16756, 17102,
            17444, 17783, 18118, 18451, 18780, 19107, 19430, 19750,
            20068, 20383, 20695, 21004, 21311, 21615, 21917, 22216,
            22512, 22806, 23098, 23387, 23674, 23959, 24241, 24521
        };

        /// <summary>
        /// 80 log10 of a number that a half holds exactly, at most 0.77 off the true value: 0 for 1, 385 for the largest.
        /// </summary>
        public static int Of(float value)
        {
            int bits = HalfFloat.FromSingle(value);
            int exponent = (bits >> 10) & 0x1F;
            int fraction = bits & 0x3FF;
            if (bits >= 0x8000 || bits == 0)
            {
                return None;
            }

            if (exponent == 0)
            {
                // Subnormal: shifted up until the implied bit stands.
                exponent = 1;
                while (fraction < Implied)
                {
                    fraction <<= 1;
                    exponent--;
                }
            }

            int level = (exponent - ExponentBias) * PerOctave + Mantissas[(fraction >> 4) & 63];
            return (level + Half) >> 10;
        }
    }
}
