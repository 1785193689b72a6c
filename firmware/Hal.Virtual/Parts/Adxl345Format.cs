using System;

namespace Stethos.Hal.Virtual.Parts
{
    /// <summary>How the part turns g into counts: DATA_FORMAT and the output data rate (data sheet, register 0x31).</summary>
    internal readonly struct Adxl345Format
    {
        private readonly int _bits;
        private readonly bool _lowestBitIsZero;
        private readonly bool _leftJustified;

        public Adxl345Format(byte dataFormat, int rateHz)
        {
            int rangeCode = dataFormat & 0x03;
            bool fullResolution = (dataFormat & 0x08) != 0;
            RangeG = 2 << rangeCode;
            _bits = fullResolution ? 10 + rangeCode : 10;
            GPerCount = RangeG / (double)(1 << (_bits - 1));
            _leftJustified = (dataFormat & 0x04) != 0;

            // Data sheet, section "Data formatting of upper data rates".
            _lowestBitIsZero = rateHz >= 1600 && (fullResolution || rangeCode == 0);
        }

        public int RangeG { get; }

        public double GPerCount { get; }

        public double UpperG => ((1 << (_bits - 1)) - (_lowestBitIsZero ? 2 : 1)) * GPerCount;

        /// <summary>Half a count of rounding; a lowest bit cut off costs one count more.</summary>
        public double QuantisationG => (_lowestBitIsZero ? 1.5 : 0.5) * GPerCount;

        public short ToRegister(double valueG)
        {
            int half = 1 << (_bits - 1);
            int count = (int)Math.Clamp(Math.Round(valueG / GPerCount), -half, half - 1);
            if (_lowestBitIsZero)
            {
                count &= ~1;
            }

            return (short)(_leftJustified ? count << (16 - _bits) : count);
        }
    }
}
