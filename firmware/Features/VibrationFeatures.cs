using System;

namespace Stethos.Features
{
    /// <summary>Features of one window; allocated once and overwritten window by window. All figures are finite.</summary>
    public sealed class VibrationFeatures
    {
        /// <param name="axes">Number of axes, at least 1.</param>
        public VibrationFeatures(int axes)
        {
            if (axes < 1)
            {
                throw new ArgumentException();
            }

            Axes = axes;
            Mean = new float[axes];
            Statistics = new float[axes][];
            Bands = new float[axes][];
            for (int axis = 0; axis < axes; axis++)
            {
                Statistics[axis] = new float[StatisticIndex.Count];
                Bands[axis] = new float[HannSpectrum.LogBandCount];
            }
        }

        /// <summary>Number of axes.</summary>
        public int Axes { get; }

        /// <summary>Mean per axis in g: together the gravity vector, which tells a loose or turned sensor.</summary>
        public float[] Mean { get; }

        /// <summary>[axis][<see cref="StatisticIndex"/>].</summary>
        public float[][] Statistics { get; }

        /// <summary>[axis][band] mean square in g^2, bands of <see cref="HannSpectrum.BandEdges"/>.</summary>
        public float[][] Bands { get; }

        /// <summary>Whether floor and ratios were computed.</summary>
        public bool HasEnvelope { get; set; }

        /// <summary>Median of the envelope spectrum in g; 0 without envelope.</summary>
        public float EnvelopeFloor { get; set; }

        /// <summary>Ratios in the order of <see cref="FaultLines"/>; zeros without envelope.</summary>
        public float[] LineRatios { get; } = new float[FaultLines.Count];

        /// <summary>False when the samples held NaN, infinity or values whose squares overflow; such figures were set to 0.</summary>
        public bool AllFinite { get; private set; } = true;

        /// <summary>Sets figures that are not finite to 0 and records in <see cref="AllFinite"/> whether there were any.</summary>
        internal void Settle()
        {
            bool finite = Settle(Mean);
            for (int axis = 0; axis < Axes; axis++)
            {
                finite &= Settle(Statistics[axis]);
                finite &= Settle(Bands[axis]);
            }

            finite &= Settle(LineRatios);
            if (!IsFinite(EnvelopeFloor))
            {
                EnvelopeFloor = 0f;
                finite = false;
            }

            AllFinite = finite;
        }

        private static bool Settle(float[] values)
        {
            bool finite = true;
            for (int i = 0; i < values.Length; i++)
            {
                if (!IsFinite(values[i]))
                {
                    values[i] = 0f;
                    finite = false;
                }
            }

            return finite;
        }

        private static bool IsFinite(float value) => !float.IsNaN(value) && !float.IsInfinity(value);
    }
}
