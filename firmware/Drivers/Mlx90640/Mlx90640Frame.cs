namespace Stethos.Drivers.Mlx90640
{
    /// <summary>
    /// What holds for all pixels of one subpage: supply, ambient temperature, gain, compensation pixel (data sheet sections
    /// 11.2.2.1 to 11.2.2.4 and 11.2.2.6).
    /// </summary>
    internal sealed class Mlx90640Frame
    {
        /// <summary>Words from 0x0700 on that are needed.</summary>
        public const int AuxiliaryWords = 43;

        private const int Invalid = 0x7FFF;
        private const float NominalVolts = 3.3f;
        private const float NominalCelsius = 25f;
        private const float PtatScale = 262144f;

        private readonly Mlx90640Calibration _calibration;

        public Mlx90640Frame(Mlx90640Calibration calibration)
        {
            _calibration = calibration;
        }

        public float SupplyVolts { get; private set; }

        public float AmbientCelsius { get; private set; }

        public float Gain { get; private set; }

        /// <summary>Signal of the compensation pixel of the subpage, in counts.</summary>
        public float CompensationSignal { get; private set; }

        /// <summary>Degrees from the temperature of calibration.</summary>
        public float AmbientChange
        {
            get { return AmbientCelsius - NominalCelsius; }
        }

        /// <summary>Volts from the supply of calibration.</summary>
        public float SupplyChange
        {
            get { return SupplyVolts - NominalVolts; }
        }

        /// <summary>False when the words are no measurement.</summary>
        public bool Take(byte[] auxiliary, int subpage, int resolutionScale, bool chess)
        {
            int vbe = Word(auxiliary, 0x00);
            int cp = Word(auxiliary, subpage == 0 ? 0x08 : 0x28);
            int gain = Word(auxiliary, 0x0A);
            int ptat = Word(auxiliary, 0x20);
            int vdd = Word(auxiliary, 0x2A);
            float ptatBase = ptat * _calibration.AlphaPtat + vbe;
            if (vbe == Invalid || cp == Invalid || gain == Invalid || ptat == Invalid || vdd == Invalid || gain == 0 || ptatBase == 0f)
            {
                return false;
            }

            float scaled = vdd * ((float)_calibration.ResolutionScale / resolutionScale);
            SupplyVolts = (scaled - _calibration.Vdd25) * _calibration.VddPerCount + NominalVolts;
            float art = ptat / ptatBase * PtatScale;
            AmbientCelsius = (art / (1f + _calibration.KvPtat * SupplyChange) - _calibration.Ptat25) / _calibration.KtPtat + NominalCelsius;
            Gain = (float)_calibration.Gain / gain;
            float cpOffset = _calibration.CpOffset[subpage];
            if (subpage == 1 && chess != _calibration.IsCalibratedForChess)
            {
                cpOffset += _calibration.PatternCorrection[0];
            }

            CompensationSignal = cp * Gain
                - cpOffset * (1f + _calibration.CpKta * AmbientChange) * (1f + _calibration.CpKv * SupplyChange);
            return true;
        }

        private static int Word(byte[] auxiliary, int word)
        {
            return Mlx90640Words.Signed(auxiliary, word * 2);
        }
    }
}
