using System;

namespace Stethos.Features
{
    /// <summary>Defect frequencies of a rolling bearing in orders: events per revolution of the shaft, outer ring fixed.</summary>
    public sealed class BearingGeometry
    {
        /// <param name="bpfo">Ball pass order of the outer race.</param>
        /// <param name="bpfi">Ball pass order of the inner race.</param>
        /// <param name="bsf">Ball spin order (once per spin; a ball defect strikes twice, see <see cref="TwiceBsf"/>).</param>
        /// <param name="ftf">Cage order.</param>
        public BearingGeometry(float bpfo, float bpfi, float bsf, float ftf)
        {
            if (!(0f < bpfo) || !(0f < bpfi) || !(0f < bsf) || !(0f < ftf))
            {
                throw new ArgumentException();
            }

            Bpfo = bpfo;
            Bpfi = bpfi;
            Bsf = bsf;
            Ftf = ftf;
        }

        /// <summary>Ball pass order, outer race.</summary>
        public float Bpfo { get; }

        /// <summary>Ball pass order, inner race.</summary>
        public float Bpfi { get; }

        /// <summary>Ball spin order.</summary>
        public float Bsf { get; }

        /// <summary>Cage order (fundamental train frequency).</summary>
        public float Ftf { get; }

        /// <summary>The line a ball defect shows: it meets both races once per spin.</summary>
        public float TwiceBsf => 2f * Bsf;

        /// <summary>
        /// With r = d/D cos(a): BPFO = n/2 (1 - r), BPFI = n/2 (1 + r), BSF = D/2d (1 - r^2), FTF = (1 - r)/2. Both diameters
        /// in the same unit, 0 &lt; ball diameter &lt; pitch diameter.
        /// </summary>
        public static BearingGeometry FromDimensions(int balls, float ballDiameter, float pitchDiameter, float contactAngleDeg)
        {
            if (balls < 1 || !(0f < ballDiameter) || !(ballDiameter < pitchDiameter))
            {
                throw new ArgumentException();
            }

            double r = ballDiameter / (double)pitchDiameter * Math.Cos(contactAngleDeg * Math.PI / 180);
            return new BearingGeometry(
                (float)(balls * 0.5 * (1 - r)),
                (float)(balls * 0.5 * (1 + r)),
                (float)(pitchDiameter / (2.0 * ballDiameter) * (1 - r * r)),
                (float)(0.5 * (1 - r)));
        }
    }
}
