using System;

namespace Stethos.Features
{
    /// <summary>
    /// How far the shaft line and the four bearing lines, with two harmonics each, stand out of the envelope's floor.
    /// Index of a ratio: line * 3 + (harmonic - 1).
    /// </summary>
    public sealed class FaultLines
    {
        /// <summary>Number of ratios.</summary>
        public const int Count = LineCount * Harmonics;

        /// <summary>Number of lines.</summary>
        public const int LineCount = 5;

        /// <summary>Harmonics per line, the line itself included.</summary>
        public const int Harmonics = 3;

        /// <summary>Shaft speed: unbalance, a bent or eccentric shaft, load going round with an inner race defect.</summary>
        public const int Shaft = 0;

        /// <summary>Outer race.</summary>
        public const int Bpfo = 1;

        /// <summary>Inner race.</summary>
        public const int Bpfi = 2;

        /// <summary>Rolling element, twice its spin frequency.</summary>
        public const int TwiceBsf = 3;

        /// <summary>Cage.</summary>
        public const int Ftf = 4;

        private readonly float[] _lineHz = new float[LineCount];

        /// <summary>
        /// Writes 15 ratios amplitude / floor. A ratio is 0 when its line is unknown (no shaft speed, no geometry), lies
        /// above the usable spectrum, or the envelope is silent.
        /// </summary>
        public void Compute(IEnvelopeLines envelope, BearingGeometry? geometry, float shaftHz, float[] ratios)
        {
            float[] lineHz = _lineHz;
            lineHz[Shaft] = shaftHz;
            lineHz[Bpfo] = geometry == null ? 0f : geometry.Bpfo * shaftHz;
            lineHz[Bpfi] = geometry == null ? 0f : geometry.Bpfi * shaftHz;
            lineHz[TwiceBsf] = geometry == null ? 0f : geometry.TwiceBsf * shaftHz;
            lineHz[Ftf] = geometry == null ? 0f : geometry.Ftf * shaftHz;
            float floor = envelope.Floor;
            float usable = envelope.UsableHz;
            for (int line = 0; line < LineCount; line++)
            {
                for (int harmonic = 1; harmonic <= Harmonics; harmonic++)
                {
                    float hz = harmonic * lineHz[line];
                    bool visible = 0f < hz && hz <= usable && 0f < floor;
                    ratios[line * Harmonics + harmonic - 1] = visible ? envelope.LineAmplitude(hz) / floor : 0f;
                }
            }
        }

        /// <summary>Sum of the three ratios of a line.</summary>
        public static float Score(float[] ratios, int line)
        {
            int first = line * Harmonics;
            return ratios[first] + ratios[first + 1] + ratios[first + 2];
        }

        /// <summary>Name of a line as engineers write it.</summary>
        public static string Name(int line)
        {
            switch (line)
            {
                case Shaft:
                    return "SHAFT";
                case Bpfo:
                    return "BPFO";
                case Bpfi:
                    return "BPFI";
                case TwiceBsf:
                    return "2xBSF";
                case Ftf:
                    return "FTF";
                default:
                    throw new ArgumentException();
            }
        }
    }
}
