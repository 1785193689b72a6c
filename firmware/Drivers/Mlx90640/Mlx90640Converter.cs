using System;

namespace Stethos.Drivers.Mlx90640
{
    /// <summary>
    /// From counts to degrees Celsius, a row at a time (data sheet sections 11.2.2.5, 11.2.2.7 to 11.2.2.9): about 30
    /// multiply-adds, 1 + passes divisions and 4 + 2 × passes square roots a pixel, all in float.
    /// </summary>
    internal sealed class Mlx90640Converter
    {
        private const float ZeroKelvin = 273.15f;

        // Fourth power of 100 K: colder is nothing the part could see, and keeps the root's argument positive.
        private const float LeastFourthPower = 1e8f;

        private readonly Mlx90640Calibration _calibration;
        private readonly float[] _kvFactor = new float[4];
        private float _gain;
        private float _ktaStep;
        private float _compensation;
        private float _compensationAlpha;
        private float _alphaFactor;
        private float _perEmissivity;
        private float _background;
        private bool _needsPattern;

        public Mlx90640Converter(Mlx90640Calibration calibration)
        {
            _calibration = calibration;
        }

        /// <summary>Everything that is the same for all pixels.</summary>
        public void Begin(Mlx90640Frame frame, int subpage, bool chess, float emissivity, float reflectedCelsius)
        {
            Mlx90640Calibration calibration = _calibration;
            _gain = frame.Gain;
            _ktaStep = calibration.KtaUnit * frame.AmbientChange;
            for (int i = 0; i < _kvFactor.Length; i++)
            {
                _kvFactor[i] = 1f + calibration.Kv[i] * frame.SupplyChange;
            }

            _compensation = calibration.Tgc * frame.CompensationSignal;
            _compensationAlpha = calibration.Tgc * calibration.CpAlpha[subpage];
            _alphaFactor = 1f + calibration.KsTa * frame.AmbientChange;
            _needsPattern = chess != calibration.IsCalibratedForChess;
            _perEmissivity = 1f / emissivity;
            float ambient = FourthPower(frame.AmbientCelsius);
            float reflected = FourthPower(reflectedCelsius);
            _background = reflected - (reflected - ambient) * _perEmissivity;
        }

        /// <summary>
        /// Converts every <paramref name="step"/>th pixel of a row from column <paramref name="first"/> on.
        /// <paramref name="words"/> holds the row from <paramref name="offset"/> on.
        /// </summary>
        public void Row(byte[] words, int offset, int row, int first, int step, int passes, float[] celsius)
        {
            short[] offsets = _calibration.Offset;
            short[] kta = _calibration.Kta;
            float[] alphas = _calibration.Alpha;
            float gain = _gain;
            float ktaStep = _ktaStep;
            float compensation = _compensation;
            float compensationAlpha = _compensationAlpha;
            float alphaFactor = _alphaFactor;
            float perEmissivity = _perEmissivity;
            int kind = (row & 1) << 1;
            float kvEven = _kvFactor[kind];
            float kvOdd = _kvFactor[kind + 1];
            int rowStart = row * Mlx90640Calibration.Columns;
            for (int column = first; column < Mlx90640Calibration.Columns; column += step)
            {
                int pixel = rowStart + column;
                int at = offset + (column << 1);
                int counts = ((sbyte)words[at] << 8) | words[at + 1];
                float drift = (1f + kta[pixel] * ktaStep) * ((column & 1) == 0 ? kvEven : kvOdd);
                float signal = counts * gain - offsets[pixel] * drift - compensation;
                if (_needsPattern)
                {
                    signal += PatternCorrection(row, pixel);
                }

                celsius[pixel] = Celsius(signal * perEmissivity, (alphas[pixel] - compensationAlpha) * alphaFactor, passes);
            }
        }

        private static float FourthPower(float celsius)
        {
            float kelvin = celsius + ZeroKelvin;
            kelvin *= kelvin;
            return kelvin * kelvin;
        }

        private float PatternCorrection(int row, int pixel)
        {
            float[] correction = _calibration.PatternCorrection;
            int sign = (row & 1) == 0 ? 1 : -1;
            int wave = (((pixel + 2) >> 2) - ((pixel + 3) >> 2) + ((pixel + 1) >> 2) - (pixel >> 2)) * sign;
            return -correction[2] * sign - correction[1] * wave;
        }

        private float Celsius(float signal, float alpha, int passes)
        {
            Mlx90640Calibration calibration = _calibration;
            float background = _background;
            float ksTo = calibration.KsTo[1];
            float slope = alpha * alpha * alpha * (signal + alpha * background);
            slope = slope > 0f ? (float)Math.Sqrt(Math.Sqrt(slope)) * ksTo : 0f;
            float celsius = Root(signal / (alpha * (1f - ksTo * ZeroKelvin) + slope) + background);
            int[] from = calibration.RangeFrom;
            for (int i = 0; i < passes; i++)
            {
                int range = celsius < from[1] ? 0 : celsius < from[2] ? 1 : celsius < from[3] ? 2 : 3;
                float sensitivity = alpha * calibration.RangeGain[range]
                    * (1f + calibration.KsTo[range] * (celsius - from[range]));
                celsius = Root(signal / sensitivity + background);
            }

            return celsius;
        }

        private static float Root(float fourthPower)
        {
            // Written so that NaN goes the safe way on the device, where NaN > x is true.
            return LeastFourthPower < fourthPower ? (float)Math.Sqrt(Math.Sqrt(fourthPower)) - ZeroKelvin : 100f - ZeroKelvin;
        }
    }
}
