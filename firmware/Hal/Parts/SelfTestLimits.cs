using System;

namespace Stethos.Hal.Parts
{
    /// <summary>How long a self test waits and how far x, y, z may move.</summary>
    public sealed class SelfTestLimits
    {
        /// <summary>
        /// <paramref name="minG"/> and <paramref name="maxG"/>: x, y, z, signed unless <paramref name="eitherWay"/>, for parts
        /// whose data sheet gives no sign. <paramref name="settleMs"/> after the force changed, then
        /// <paramref name="gatherMs"/> for at least <paramref name="samples"/> samples.
        /// </summary>
        public SelfTestLimits(float[] minG, float[] maxG, bool eitherWay, int settleMs, int gatherMs, int samples)
        {
            if (minG == null || maxG == null || minG.Length != 3 || maxG.Length != 3)
            {
                throw new ArgumentException();
            }

            MinG = minG;
            MaxG = maxG;
            EitherWay = eitherWay;
            SettleMs = settleMs;
            GatherMs = gatherMs;
            Samples = samples;
        }

        /// <summary>Least change of x, y, z in g.</summary>
        public float[] MinG { get; }

        /// <summary>Largest change of x, y, z in g.</summary>
        public float[] MaxG { get; }

        /// <summary>True when only the size of the change counts.</summary>
        public bool EitherWay { get; }

        /// <summary>Milliseconds until the output has settled.</summary>
        public int SettleMs { get; }

        /// <summary>Milliseconds in which the samples gather.</summary>
        public int GatherMs { get; }

        /// <summary>Fewest samples that count as measuring.</summary>
        public int Samples { get; }
    }
}
