using System;

namespace Stethos.Drivers.Tests
{
    /// <summary>
    /// The calculation of the Melexis data sheet 3901090640, section 11.2, step by step in double precision and with the data
    /// sheet's own counting (rows and columns from 1, addresses as printed). Knows nothing of the driver.
    /// </summary>
    internal sealed class Mlx90640Reference
    {
        private readonly ushort[] _ee;
        private readonly ushort[] _ram;
        private readonly bool _chess;
        private readonly int _resolution;

        /// <summary><paramref name="ram"/>: words from 0x0400 on, <paramref name="control"/>: word 0x800D.</summary>
        public Mlx90640Reference(ushort[] eeprom, ushort[] ram, int control)
        {
            _ee = eeprom;
            _ram = ram;
            _chess = (control & 0x1000) != 0;
            _resolution = (control >> 10) & 3;
        }

        // 11.2.2.2 with 11.1.1
        public double Vdd
        {
            get
            {
                double kVdd = S(Ee(0x2433) >> 8, 8) * 32;
                double vdd25 = (((Ee(0x2433) & 0xFF) - 256) * 32) - 8192;
                double correction = Math.Pow(2, (Ee(0x2438) & 0x3000) >> 12) / Math.Pow(2, _resolution);
                return (((correction * SignedRam(0x072A)) - vdd25) / kVdd) + 3.3;
            }
        }

        // 11.2.2.3
        public double Ta
        {
            get
            {
                double kv = S((Ee(0x2432) & 0xFC00) >> 10, 6) / 4096;
                double kt = S(Ee(0x2432) & 0x03FF, 10) / 8;
                double alpha = ((Ee(0x2410) & 0xF000) / 16384.0) + 8;
                double art = SignedRam(0x0720) / ((SignedRam(0x0720) * alpha) + SignedRam(0x0700)) * Math.Pow(2, 18);
                return (((art / (1 + (kv * (Vdd - 3.3)))) - Ee(0x2431)) / kt) + 25;
            }
        }

        // 11.2.2.4
        public double Gain => S(Ee(0x2430), 16) / SignedRam(0x070A);

        public double Tgc => S(Ee(0x243C) & 0xFF, 8) / 32;

        public double KsTo2 => S(Ee(0x243D) >> 8, 8) / Math.Pow(2, (Ee(0x243F) & 0xF) + 8);

        // 11.2.2.8: sensitivity of pixel (i, j)
        public double Alpha(int i, int j)
        {
            int scales = Ee(0x2420);
            double row = S(Ee(0x2422 + ((i - 1) / 4)) >> (4 * ((i - 1) % 4)) & 0xF, 4);
            double column = S(Ee(0x2428 + ((j - 1) / 4)) >> (4 * ((j - 1) % 4)) & 0xF, 4);
            double pixel = S((PixelEe(i, j) & 0x03F0) >> 4, 6);
            return (Ee(0x2421) + (row * Math.Pow(2, (scales >> 8) & 0xF)) + (column * Math.Pow(2, (scales >> 4) & 0xF))
                + (pixel * Math.Pow(2, scales & 0xF))) / Math.Pow(2, (scales >> 12) + 30);
        }

        public double AlphaCompensated(int i, int j, int subpage)
        {
            double cp0 = S(Ee(0x2439) & 0x03FF, 10) / Math.Pow(2, (Ee(0x2420) >> 12) + 27);
            double cp = subpage == 0 ? cp0 : cp0 * (1 + (S((Ee(0x2439) & 0xFC00) >> 10, 6) / 128));
            double ksTa = S(Ee(0x243C) >> 8, 8) / 8192;
            return (Alpha(i, j) - (Tgc * cp)) * (1 + (ksTa * (Ta - 25)));
        }

        // 11.2.2.5 to 11.2.2.7, before the emissivity
        public double Signal(int i, int j, int subpage)
        {
            int address = 0x0400 + (32 * (i - 1)) + j - 1;
            double os = (SignedRam(address) * Gain) - (Offset(i, j) * Drift(Kta(i, j), Kv(i, j)));
            if (_chess != ((Ee(0x240A) & 0x0800) == 0))
            {
                int number = (32 * (i - 1)) + j;
                double interleaved = ((number - 1) / 32) - ((number - 1) / 64 * 2);
                double wave = (((number + 1) / 4) - ((number + 2) / 4) + (number / 4) - ((number - 1) / 4)) * (1 - (2 * interleaved));
                os += (S((Ee(0x2435) & 0xF800) >> 11, 5) / 8 * ((2 * interleaved) - 1)) - (S((Ee(0x2435) & 0x07C0) >> 6, 5) / 2 * wave);
            }

            return os - (Tgc * CompensationPixel(subpage));
        }

        // 11.2.2.9, basic range
        public static double BasicTo(double signal, double alpha, double tar, double ksTo2)
        {
            double sx = ksTo2 * Math.Sqrt(Math.Sqrt((Math.Pow(alpha, 3) * signal) + (Math.Pow(alpha, 4) * tar)));
            return Math.Sqrt(Math.Sqrt((signal / ((alpha * (1 - (ksTo2 * 273.15))) + sx)) + tar)) - 273.15;
        }

        // 11.2.2.9.1.3, with the basic one to choose the range
        public double To(int i, int j, int subpage, double emissivity, double tr)
        {
            double ta4 = Math.Pow(Ta + 273.15, 4);
            double tr4 = Math.Pow(tr + 273.15, 4);
            double tar = tr4 - ((tr4 - ta4) / emissivity);
            double signal = Signal(i, j, subpage) / emissivity;
            double alpha = AlphaCompensated(i, j, subpage);
            return ExtendedTo(BasicTo(signal, alpha, tar, KsTo2), signal, alpha, tar);
        }

        public double ExtendedTo(double basic, double signal, double alpha, double tar)
        {
            double unit = Math.Pow(2, (Ee(0x243F) & 0xF) + 8);
            double step = ((Ee(0x243F) & 0x3000) >> 12) * 10;
            double ct3 = ((Ee(0x243F) & 0x00F0) >> 4) * step;
            double ct4 = (((Ee(0x243F) & 0x0F00) >> 8) * step) + ct3;
            double[] ct = { -40, 0, ct3, ct4 };
            double[] k =
            {
                S(Ee(0x243D) & 0xFF, 8) / unit, KsTo2, S(Ee(0x243E) & 0xFF, 8) / unit, S(Ee(0x243E) >> 8, 8) / unit
            };
            double third = 1 + (k[1] * ct3);
            double[] correction = { 1 / (1 + (k[0] * 40)), 1, third, third * (1 + (k[2] * (ct4 - ct3))) };
            int range = basic < 0 ? 0 : basic < ct3 ? 1 : basic < ct4 ? 2 : 3;
            double sensitivity = alpha * correction[range] * (1 + (k[range] * (basic - ct[range])));
            return Math.Sqrt(Math.Sqrt((signal / sensitivity) + tar)) - 273.15;
        }

        private static double S(int field, int bits) => field >= 1 << (bits - 1) ? field - (1 << bits) : field;

        private int Ee(int address) => _ee[address - 0x2400];

        private int PixelEe(int i, int j) => Ee(0x2440 + (32 * (i - 1)) + j - 1);

        private double SignedRam(int address) => (short)_ram[address - 0x0400];

        private double Drift(double kta, double kv) => (1 + (kta * (Ta - 25))) * (1 + (kv * (Vdd - 3.3)));

        private double Offset(int i, int j)
        {
            int scales = Ee(0x2410);
            double row = S(Ee(0x2412 + ((i - 1) / 4)) >> (4 * ((i - 1) % 4)) & 0xF, 4);
            double column = S(Ee(0x2418 + ((j - 1) / 4)) >> (4 * ((j - 1) % 4)) & 0xF, 4);
            double pixel = S((PixelEe(i, j) & 0xFC00) >> 10, 6);
            return S(Ee(0x2411), 16) + (row * Math.Pow(2, (scales >> 8) & 0xF)) + (column * Math.Pow(2, (scales >> 4) & 0xF))
                + (pixel * Math.Pow(2, scales & 0xF));
        }

        private double Kta(int i, int j)
        {
            bool oddRow = i % 2 == 1;
            bool oddColumn = j % 2 == 1;
            int common = oddColumn ? (oddRow ? Ee(0x2436) >> 8 : Ee(0x2436) & 0xFF) : (oddRow ? Ee(0x2437) >> 8 : Ee(0x2437) & 0xFF);
            double pixel = S((PixelEe(i, j) & 0x000E) >> 1, 3) * Math.Pow(2, Ee(0x2438) & 0xF);
            return (S(common, 8) + pixel) / Math.Pow(2, ((Ee(0x2438) & 0x00F0) >> 4) + 8);
        }

        private double Kv(int i, int j)
        {
            int shift = i % 2 == 1 ? (j % 2 == 1 ? 12 : 4) : (j % 2 == 1 ? 8 : 0);
            return S((Ee(0x2434) >> shift) & 0xF, 4) / Math.Pow(2, (Ee(0x2438) & 0x0F00) >> 8);
        }

        private double CompensationPixel(int subpage)
        {
            double offset = S(Ee(0x243A) & 0x03FF, 10) + (subpage == 0 ? 0 : S((Ee(0x243A) & 0xFC00) >> 10, 6));
            if (subpage == 1 && _chess != ((Ee(0x240A) & 0x0800) == 0))
            {
                offset += S(Ee(0x2435) & 0x003F, 6) / 16;
            }

            double kta = S(Ee(0x243B) & 0xFF, 8) / Math.Pow(2, ((Ee(0x2438) & 0x00F0) >> 4) + 8);
            double kv = S(Ee(0x243B) >> 8, 8) / Math.Pow(2, (Ee(0x2438) & 0x0F00) >> 8);
            return (SignedRam(subpage == 0 ? 0x0708 : 0x0728) * Gain) - (offset * Drift(kta, kv));
        }
    }
}
