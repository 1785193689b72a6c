namespace Stethos.Drivers.Mlx90640
{
    /// <summary>
    /// What the EEPROM says about this specimen (data sheet section 11.2.1, "Restoring calibration data"). Taken in pieces so
    /// that the image need not be in memory: first <see cref="TakeHeader"/>, then <see cref="TakeRow"/> for each row.
    /// Units: volts, degrees Celsius, counts.
    /// </summary>
    internal sealed class Mlx90640Calibration
    {
        public const int Columns = 32;
        public const int Rows = 24;
        public const int Pixels = Columns * Rows;

        /// <summary>Words before the pixels.</summary>
        public const int HeaderWords = 64;

        private readonly int[] _offsetOfRow = new int[Rows];
        private readonly int[] _offsetOfColumn = new int[Columns];
        private readonly int[] _alphaOfRow = new int[Rows];
        private readonly int[] _alphaOfColumn = new int[Columns];
        private readonly int[] _ktaOfClass = new int[4];
        private int _offsetReference;
        private int _offsetRestScale;
        private int _alphaReference;
        private int _alphaRestScale;
        private int _ktaRestScale;
        private float _alphaUnit;

        public float VddPerCount { get; private set; }

        /// <summary>Counts at 25 °C and 3.3 V.</summary>
        public int Vdd25 { get; private set; }

        public int ResolutionScale { get; private set; }

        public float KvPtat { get; private set; }

        public float KtPtat { get; private set; }

        public int Ptat25 { get; private set; }

        public float AlphaPtat { get; private set; }

        public int Gain { get; private set; }

        public float KsTa { get; private set; }

        /// <summary>How much the compensation pixel counts ("TGC").</summary>
        public float Tgc { get; private set; }

        public float CpKta { get; private set; }

        public float CpKv { get; private set; }

        /// <summary>[subpage].</summary>
        public float[] CpAlpha { get; } = new float[2];

        /// <summary>[subpage].</summary>
        public int[] CpOffset { get; } = new int[2];

        /// <summary>Three corrections of the pattern the part was not calibrated with.</summary>
        public float[] PatternCorrection { get; } = new float[3];

        public bool IsCalibratedForChess { get; private set; }

        /// <summary>Where the four ranges of sensitivity begin: -40, 0, CT3, CT4.</summary>
        public int[] RangeFrom { get; } = new int[4];

        /// <summary>Change of sensitivity a degree in each range.</summary>
        public float[] KsTo { get; } = new float[4];

        /// <summary>Sensitivity at the beginning of each range, relative to that at 0 °C.</summary>
        public float[] RangeGain { get; } = new float[4];

        /// <summary>[pixel].</summary>
        public short[] Offset { get; } = new short[Pixels];

        /// <summary>Sensitivity, [pixel]; still with the compensation pixel's share.</summary>
        public float[] Alpha { get; } = new float[Pixels];

        /// <summary>Drift with the ambient in units of <see cref="KtaUnit"/>, [pixel].</summary>
        public short[] Kta { get; } = new short[Pixels];

        public float KtaUnit { get; private set; }

        /// <summary>Drift with the supply by class: 2 × (row odd) + (column odd), counted from 0.</summary>
        public float[] Kv { get; } = new float[4];

        public Mlx90640BadPixels Bad { get; } = new Mlx90640BadPixels();

        /// <summary>False when the words are not the header of an MLX90640.</summary>
        public bool TakeHeader(byte[] header)
        {
            int options = Word(header, 10);
            Gain = Signed(header, 48);
            int kVdd = (sbyte)(Word(header, 51) >> 8) * 32;
            KtPtat = Field(header, 50, 0, 10) / 8f;
            _alphaReference = Word(header, 33);

            // Bit 6 tells the MLX90641, another array with another layout; a blank or absent memory has no gain or slope.
            if ((options & 0x0040) != 0 || Gain == 0 || Gain == -1 || kVdd == 0 || KtPtat == 0 || _alphaReference == 0)
            {
                return false;
            }

            IsCalibratedForChess = (options & 0x0800) == 0;
            VddPerCount = 1f / kVdd;
            Vdd25 = (((Word(header, 51) & 0xFF) - 256) << 5) - 8192;
            ResolutionScale = 1 << ((Word(header, 56) >> 12) & 0x03);
            KvPtat = Field(header, 50, 10, 6) / 4096f;
            Ptat25 = Word(header, 49);
            AlphaPtat = (Word(header, 16) >> 12) / 4f + 8f;
            Tgc = (sbyte)Word(header, 60) / 32f;
            KsTa = (sbyte)(Word(header, 60) >> 8) / 8192f;
            TakeDrift(header);
            TakeCompensationPixel(header);
            TakeRanges(header);
            TakePixelReferences(header);
            Bad.Clear();
            return true;
        }

        /// <summary>A row of pixels, 64 bytes from <paramref name="offset"/> on.</summary>
        public void TakeRow(int row, byte[] words, int offset)
        {
            int pixel = row * Columns;
            for (int column = 0; column < Columns; column++)
            {
                int word = (words[offset] << 8) | words[offset + 1];
                int offsetRest = (short)word >> 10;
                int alphaRest = (short)(word << 6) >> 10;
                int ktaRest = (short)(word << 12) >> 13;
                int kind = ((row & 1) << 1) | (column & 1);
                Offset[pixel] = (short)(_offsetReference + _offsetOfRow[row] + _offsetOfColumn[column] + (offsetRest << _offsetRestScale));
                Alpha[pixel] = (_alphaReference + _alphaOfRow[row] + _alphaOfColumn[column] + (alphaRest << _alphaRestScale)) * _alphaUnit;
                Kta[pixel] = (short)(_ktaOfClass[kind] + (ktaRest << _ktaRestScale));
                if (word == 0 || (word & 1) != 0)
                {
                    Bad.Add(pixel);
                }

                pixel++;
                offset += 2;
            }
        }

        private static int Word(byte[] header, int word)
        {
            return (header[word * 2] << 8) | header[(word * 2) + 1];
        }

        private static int Signed(byte[] header, int word)
        {
            return Mlx90640Words.Signed(header, word * 2);
        }

        /// <summary>A signed field of <paramref name="bits"/> bits from <paramref name="shift"/> on.</summary>
        private static int Field(byte[] header, int word, int shift, int bits)
        {
            int unused = 32 - bits;
            return Word(header, word) << (unused - shift) >> unused;
        }

        private static float Power(int exponent)
        {
            float value = 1f;
            for (int i = 0; i < exponent; i++)
            {
                value *= 2f;
            }

            return value;
        }

        /// <summary>Signed nibbles, four a word, lowest first, each shifted by <paramref name="scale"/>.</summary>
        private static void Nibbles(byte[] header, int firstWord, int scale, int[] destination)
        {
            for (int i = 0; i < destination.Length; i++)
            {
                destination[i] = Field(header, firstWord + (i >> 2), (i & 3) * 4, 4) << scale;
            }
        }

        private void TakeDrift(byte[] header)
        {
            int scales = Word(header, 56);
            KtaUnit = 1f / Power(((scales >> 4) & 0x0F) + 8);
            _ktaRestScale = scales & 0x0F;
            _ktaOfClass[0] = (sbyte)(Word(header, 54) >> 8);
            _ktaOfClass[1] = (sbyte)(Word(header, 55) >> 8);
            _ktaOfClass[2] = (sbyte)Word(header, 54);
            _ktaOfClass[3] = (sbyte)Word(header, 55);
            float kvUnit = 1f / Power((scales >> 8) & 0x0F);
            Kv[0] = Field(header, 52, 12, 4) * kvUnit;
            Kv[1] = Field(header, 52, 4, 4) * kvUnit;
            Kv[2] = Field(header, 52, 8, 4) * kvUnit;
            Kv[3] = Field(header, 52, 0, 4) * kvUnit;
            CpKta = (sbyte)Word(header, 59) * KtaUnit;
            CpKv = (sbyte)(Word(header, 59) >> 8) * kvUnit;
        }

        private void TakeCompensationPixel(byte[] header)
        {
            CpAlpha[0] = Field(header, 57, 0, 10) / Power((Word(header, 32) >> 12) + 27);
            CpAlpha[1] = CpAlpha[0] * (1f + Field(header, 57, 10, 6) / 128f);
            CpOffset[0] = Field(header, 58, 0, 10);
            CpOffset[1] = CpOffset[0] + Field(header, 58, 10, 6);
            PatternCorrection[0] = Field(header, 53, 0, 6) / 16f;
            PatternCorrection[1] = Field(header, 53, 6, 5) / 2f;
            PatternCorrection[2] = Field(header, 53, 11, 5) / 8f;
        }

        private void TakeRanges(byte[] header)
        {
            int scales = Word(header, 63);
            int step = ((scales >> 12) & 0x03) * 10;
            RangeFrom[0] = -40;
            RangeFrom[1] = 0;
            RangeFrom[2] = ((scales >> 4) & 0x0F) * step;
            RangeFrom[3] = RangeFrom[2] + (((scales >> 8) & 0x0F) * step);
            float unit = 1f / Power((scales & 0x0F) + 8);
            KsTo[0] = (sbyte)Word(header, 61) * unit;
            KsTo[1] = (sbyte)(Word(header, 61) >> 8) * unit;
            KsTo[2] = (sbyte)Word(header, 62) * unit;
            KsTo[3] = (sbyte)(Word(header, 62) >> 8) * unit;
            RangeGain[0] = 1f / (1f + KsTo[0] * 40f);
            RangeGain[1] = 1f;
            RangeGain[2] = 1f + KsTo[1] * RangeFrom[2];
            RangeGain[3] = RangeGain[2] * (1f + KsTo[2] * (RangeFrom[3] - RangeFrom[2]));
        }

        private void TakePixelReferences(byte[] header)
        {
            int offsetScales = Word(header, 16);
            _offsetReference = Signed(header, 17);
            _offsetRestScale = offsetScales & 0x0F;
            Nibbles(header, 18, (offsetScales >> 8) & 0x0F, _offsetOfRow);
            Nibbles(header, 24, (offsetScales >> 4) & 0x0F, _offsetOfColumn);
            int alphaScales = Word(header, 32);
            _alphaUnit = 1f / Power((alphaScales >> 12) + 30);
            _alphaRestScale = alphaScales & 0x0F;
            Nibbles(header, 34, (alphaScales >> 8) & 0x0F, _alphaOfRow);
            Nibbles(header, 40, (alphaScales >> 4) & 0x0F, _alphaOfColumn);
        }
    }
}
