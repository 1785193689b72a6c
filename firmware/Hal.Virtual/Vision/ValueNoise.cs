using System;
using Stethos.Hal.Virtual.Signals;

namespace Stethos.Hal.Virtual.Vision
{
    /// <summary>
    /// Smooth noise over the plane as a function of seed and place: random values on a unit lattice, blended smoothly
    /// (K. Perlin, "An image synthesizer", SIGGRAPH 1985, in its simplest form). Range -1 to 1.
    /// </summary>
    internal static class ValueNoise
    {
        public static double At(ulong seed, double x, double y)
        {
            double left = Math.Floor(x);
            double top = Math.Floor(y);
            double u = Smooth(x - left);
            double v = Smooth(y - top);
            long column = (long)left;
            long row = (long)top;
            double upper = Blend(Lattice(seed, column, row), Lattice(seed, column + 1, row), u);
            double lower = Blend(Lattice(seed, column, row + 1), Lattice(seed, column + 1, row + 1), u);
            return Blend(upper, lower, v);
        }

        private static double Lattice(ulong seed, long column, long row) =>
            ((GaussianNoise.Mix(seed + ((ulong)row * 0x9E3779B1UL), (ulong)column) >> 40) * (2.0 / (1 << 24))) - 1;

        private static double Smooth(double t) => t * t * (3 - (2 * t));

        private static double Blend(double from, double to, double share) => from + ((to - from) * share);
    }
}
