using Stethos.Protocol;

namespace Stethos.Edge
{
    /// <summary>
    /// The 18 inputs of a model on a node, 0 to 255 each, made from a frame as it stands on the wire and from nothing else,
    /// so that the gateway makes the same from what it stored. Integers only. All are ratios in quarters of a decibel:
    /// neither the sensor's gain nor the machine's size reaches the model. 0..14: lines of the envelope spectrum over its
    /// floor, as the frame codes them. 15: kurtosis. 16: crest factor. 17: envelope floor over RMS, 160 = equal.
    /// </summary>
    public static class EdgeInput
    {
        public const int Count = 18;

        private const int Lines = 15;
        private const int Kurtosis = 3;
        private const int Crest = 2;

        // Level codes are half decibels from -90 dB.
        private const int LevelZero = 360;
        private const int EqualFloor = 160;

        /// <summary>
        /// Fills <paramref name="codes"/>; false when the frame is not fit for scoring (no envelope, speed unknown, clipped,
        /// gap, silent, bus fault).
        /// </summary>
        public static bool TryFill(FeatureFrame frame, byte[] codes)
        {
            if (!frame.HasEnvelope || frame.ShaftMilliHz == 0 || (frame.Quality & QualityFlags.NotForScoring) != 0)
            {
                return false;
            }

            for (int i = 0; i < Lines; i++)
            {
                codes[i] = frame.Envelope[i + 1];
            }

            codes[Lines] = Clamp(QuarterDecibel.Of(frame.Statistics[Kurtosis]));
            codes[Lines + 1] = Clamp(QuarterDecibel.Of(frame.Statistics[Crest]));
            int floor = 2 * frame.Envelope[0] - LevelZero;
            codes[Lines + 2] = Clamp(floor - QuarterDecibel.Of(frame.Statistics[0]) + EqualFloor);
            return true;
        }

        private static byte Clamp(int code)
        {
            return code < 0 ? (byte)0 : code > 255 ? (byte)255 : (byte)code;
        }
    }
}
