using System;

namespace Stethos.Hal.Virtual.Vision
{
    /// <summary>
    /// How one MLX90640 answers to the world: its EEPROM read in double precision (data sheet section 11.2.1) and the
    /// calculation of section 11.2.2 turned round, from temperatures to counts.
    /// </summary>
    public sealed class Mlx90640Specimen
    {
        private const double Zero = 273.15;
        private const int Columns = 32;
        private const double BaseEmitter = 19442;

        private readonly ushort[] _eeprom;

        /// <summary><paramref name="eeprom"/>: 832 words from 0x2400 on.</summary>
        public Mlx90640Specimen(ushort[] eeprom)
        {
            ArgumentNullException.ThrowIfNull(eeprom);
            ArgumentOutOfRangeException.ThrowIfNotEqual(eeprom.Length, Mlx90640Image.Words);
            _eeprom = (ushort[])eeprom.Clone();
        }

        /// <summary>Of what is looked at.</summary>
        public double Emissivity { get; init; } = 1;

        /// <summary>What a body of less than emissivity 1 mirrors, below the ambient.</summary>
        public double ReflectedBelowAmbient { get; init; } = 8;

        /// <summary>Gain word of the part today: its amplifier aged by 1.2 % since calibration.</summary>
        public int GainWord => (int)Math.Round(Signed(0x30) / 1.012);

        /// <summary>Counts the compensation pixel shows beyond its offset.</summary>
        public double CompensationSignal { get; init; } = 20;

        private double Gain => (double)Signed(0x30) / GainWord;

        private double Tgc => Field(0x3C, 0, 8) / 32.0;

        private bool IsChessCalibrated => (_eeprom[0x0A] & 0x0800) == 0;

        /// <summary>Word of the supply for a resolution setting (0 to 3) of the control register.</summary>
        public int SupplyWord(double volts, int resolution)
        {
            double counts = ((volts - 3.3) * Field(0x33, 8, 8) * 32) + (((_eeprom[0x33] & 0xFF) - 256) * 32) - 8192;
            return (int)Math.Round(counts * Math.Pow(2, resolution - ((_eeprom[0x38] >> 12) & 0x03)));
        }

        /// <summary>The two words of the ambient sensor.</summary>
        public void AmbientWords(double celsius, double volts, out int ptat, out int baseEmitter)
        {
            double art = (((celsius - 25) * Field(0x32, 0, 10) / 8.0) + _eeprom[0x31])
                * (1 + (Field(0x32, 10, 6) / 4096.0 * (volts - 3.3)));
            double alpha = ((_eeprom[0x10] >> 12) / 4.0) + 8;
            ptat = (int)Math.Round(art * BaseEmitter / (262144 - (art * alpha)));
            baseEmitter = (int)Math.Round(ptat * ((262144 / art) - alpha));
        }

        /// <summary>Word of the compensation pixel of a subpage.</summary>
        public int CompensationWord(int subpage, bool chess, double ambientCelsius, double volts)
        {
            double offset = Field(0x3A, 0, 10) + (subpage * Field(0x3A, 10, 6));
            if (subpage == 1 && chess != IsChessCalibrated)
            {
                offset += Field(0x35, 0, 6) / 16.0;
            }

            double kta = Field(0x3B, 0, 8) / Math.Pow(2, ((_eeprom[0x38] >> 4) & 0x0F) + 8);
            double kv = Field(0x3B, 8, 8) / Math.Pow(2, (_eeprom[0x38] >> 8) & 0x0F);
            double drift = (1 + (kta * (ambientCelsius - 25))) * (1 + (kv * (volts - 3.3)));
            return (int)Math.Round((CompensationSignal + (offset * drift)) / Gain);
        }

        /// <summary>Word of a pixel (0 to 767) that looks at a body of <paramref name="celsius"/>, not yet rounded.</summary>
        public double PixelWord(int pixel, double celsius, double ambientCelsius, double volts, bool chess)
        {
            int row = pixel / Columns;
            int column = pixel % Columns;
            int subpage = chess ? (row + column) % 2 : row % 2;
            double background = Math.Pow(ambientCelsius - ReflectedBelowAmbient + Zero, 4);
            background -= (background - Math.Pow(ambientCelsius + Zero, 4)) / Emissivity;
            double signal = Emissivity * Sensitivity(row, column, subpage, ambientCelsius) * SensitivityOf(celsius)
                * (Math.Pow(celsius + Zero, 4) - background);
            signal += Tgc * CompensationSignal;
            signal += OffsetOf(row, column) * Drift(row, column, ambientCelsius, volts);
            signal -= chess == IsChessCalibrated ? 0 : PatternCorrection(row, pixel);
            return signal / Gain;
        }

        private int Signed(int word) => (short)_eeprom[word];

        private int Field(int word, int shift, int bits)
        {
            int value = (_eeprom[word] >> shift) & ((1 << bits) - 1);
            return value >= 1 << (bits - 1) ? value - (1 << bits) : value;
        }

        private int Nibble(int firstWord, int index) => Field(firstWord + (index / 4), 4 * (index % 4), 4);

        private int PixelField(int row, int column, int shift, int bits) => Field(0x40 + (row * Columns) + column, shift, bits);

        private double OffsetOf(int row, int column)
        {
            int scales = _eeprom[0x10];
            return Signed(0x11)
                + (Nibble(0x12, row) * Math.Pow(2, (scales >> 8) & 0x0F))
                + (Nibble(0x18, column) * Math.Pow(2, (scales >> 4) & 0x0F))
                + (PixelField(row, column, 10, 6) * Math.Pow(2, scales & 0x0F));
        }

        private double Drift(int row, int column, double ambientCelsius, double volts)
        {
            bool oddRow = row % 2 == 1;
            bool oddColumn = column % 2 == 1;
            int scales = _eeprom[0x38];
            double ktaRc = Field(oddColumn ? 0x37 : 0x36, oddRow ? 0 : 8, 8);
            double kta = (ktaRc + (PixelField(row, column, 1, 3) * Math.Pow(2, scales & 0x0F)))
                / Math.Pow(2, ((scales >> 4) & 0x0F) + 8);
            int kvShift = oddRow ? (oddColumn ? 0 : 8) : (oddColumn ? 4 : 12);
            double kv = Field(0x34, kvShift, 4) / Math.Pow(2, (scales >> 8) & 0x0F);
            return (1 + (kta * (ambientCelsius - 25))) * (1 + (kv * (volts - 3.3)));
        }

        private double Sensitivity(int row, int column, int subpage, double ambientCelsius)
        {
            int scales = _eeprom[0x20];
            double alpha = _eeprom[0x21]
                + (Nibble(0x22, row) * Math.Pow(2, (scales >> 8) & 0x0F))
                + (Nibble(0x28, column) * Math.Pow(2, (scales >> 4) & 0x0F))
                + (PixelField(row, column, 4, 6) * Math.Pow(2, scales & 0x0F));
            alpha /= Math.Pow(2, 30 + (scales >> 12));
            double cpAlpha = Field(0x39, 0, 10) / Math.Pow(2, 27 + (scales >> 12));
            cpAlpha *= subpage == 0 ? 1 : 1 + (Field(0x39, 10, 6) / 128.0);
            return (alpha - (Tgc * cpAlpha)) * (1 + (Field(0x3C, 8, 8) / 8192.0 * (ambientCelsius - 25)));
        }

        /// <summary>Relative to that at 0 °C; piecewise, data sheet section 11.2.2.9.1.</summary>
        private double SensitivityOf(double celsius)
        {
            int scales = _eeprom[0x3F];
            double unit = Math.Pow(2, (scales & 0x0F) + 8);
            double ct3 = ((scales >> 4) & 0x0F) * ((scales >> 12) & 0x03) * 10;
            double ct4 = ct3 + (((scales >> 8) & 0x0F) * ((scales >> 12) & 0x03) * 10);
            double k1 = Field(0x3D, 0, 8) / unit;
            double k2 = Field(0x3D, 8, 8) / unit;
            double k3 = Field(0x3E, 0, 8) / unit;
            double k4 = Field(0x3E, 8, 8) / unit;
            if (celsius < 0)
            {
                return (1 + (k1 * (celsius + 40))) / (1 + (k1 * 40));
            }

            double atCt3 = 1 + (k2 * ct3);
            double atCt4 = atCt3 * (1 + (k3 * (ct4 - ct3)));
            return celsius < ct3 ? 1 + (k2 * celsius)
                : celsius < ct4 ? atCt3 * (1 + (k3 * (celsius - ct3)))
                : atCt4 * (1 + (k4 * (celsius - ct4)));
        }

        private double PatternCorrection(int row, int pixel)
        {
            int odd = row % 2;
            int wave = (((pixel + 2) / 4) - ((pixel + 3) / 4) + ((pixel + 1) / 4) - (pixel / 4)) * (1 - (2 * odd));
            return (Field(0x35, 11, 5) / 8.0 * ((2 * odd) - 1)) - (Field(0x35, 6, 5) / 2.0 * wave);
        }
    }
}
