using System;

namespace Stethos.Hal.Virtual.Vision
{
    /// <summary>
    /// What all parts of a family share: an outline of one of three shapes, a ring of holes at equal angles or a grid of four,
    /// grey levels, texture, the belt or fixture they lie on, and the lamp. Lengths in pixels, from the part's centre.
    /// </summary>
    internal sealed class PartFamily
    {
        private readonly int _shape;
        private readonly double _corner;
        private readonly SurfaceTexture _surface;
        private readonly SurfaceTexture _belt;
        private readonly double _surfaceGrey;
        private readonly double _beltGrey;
        private readonly double _holeGrey;
        private readonly double _rim;
        private readonly ulong _beltSeed;

        public PartFamily(ulong family)
        {
            var draw = new SeededDraw(family, 0xFA311);
            _shape = draw.Below(3);
            HalfWidth = draw.Between(36, 45);
            HalfHeight = _shape == 1 ? HalfWidth : draw.Between(28, 42);
            _corner = draw.Between(3, 14);
            _surfaceGrey = draw.Between(115, 195);
            _beltGrey = draw.Uniform() < 0.75 ? draw.Between(25, 75) : draw.Between(205, 235);
            _holeGrey = draw.Between(12, 45);
            _rim = draw.Between(-25, 30);
            _surface = new SurfaceTexture(draw, draw.Between(3, 12));
            _belt = new SurfaceTexture(draw, draw.Between(2, 8));
            _beltSeed = draw.Number();
            LampX = draw.Between(-0.0018, 0.0018);
            LampY = draw.Between(-0.0018, 0.0018);
            MakeHoles(draw);
        }

        public double HalfWidth { get; }

        public double HalfHeight { get; }

        public double HoleRadius { get; private set; }

        public double[] HoleX { get; private set; } = Array.Empty<double>();

        public double[] HoleY { get; private set; } = Array.Empty<double>();

        /// <summary>How the light falls off, share per pixel to the right.</summary>
        public double LampX { get; }

        /// <summary>The same, downwards.</summary>
        public double LampY { get; }

        /// <summary>Grey of the belt at a place of the picture; it moves with fixture and camera, not with the part.</summary>
        public double Belt(double x, double y) => _beltGrey + _belt.At(_beltSeed, x, y);

        /// <summary>Grey of a part at a place, without defects but for a hole left out; -1 is none.</summary>
        public double Surface(ulong texture, double x, double y, int missingHole)
        {
            double grey = _surfaceGrey + _surface.At(texture, x, y);
            double edge = Outside(x, y);
            if (edge > -3)
            {
                grey += _rim * Math.Min(1, (edge + 3) / 2);
            }

            for (int hole = 0; hole < HoleX.Length; hole++)
            {
                if (hole != missingHole)
                {
                    double distance = Distance(x - HoleX[hole], y - HoleY[hole]) - HoleRadius;
                    double inside = Math.Clamp(0.5 - distance, 0, 1);
                    grey += (_holeGrey - grey) * inside;
                }
            }

            return grey;
        }

        /// <summary>Signed distance to the outline, negative within.</summary>
        public double Outside(double x, double y)
        {
            double ax = Math.Abs(x);
            double ay = Math.Abs(y);
            if (_shape == 1)
            {
                return Distance(x, y) - HalfWidth;
            }

            if (_shape == 2)
            {
                return Math.Max(ay - HalfHeight, (0.5 * ay) + (0.8660254 * ax) - (0.9 * HalfWidth));
            }

            double dx = ax - HalfWidth + _corner;
            double dy = ay - HalfHeight + _corner;
            return Math.Min(Math.Max(dx, dy), 0) + Distance(Math.Max(dx, 0), Math.Max(dy, 0)) - _corner;
        }

        /// <summary>Whether a place is on bare surface, at least <paramref name="margin"/> from outline and holes.</summary>
        public bool IsBare(double x, double y, double margin)
        {
            for (int hole = 0; hole < HoleX.Length; hole++)
            {
                if (Distance(x - HoleX[hole], y - HoleY[hole]) < HoleRadius + margin)
                {
                    return false;
                }
            }

            return Outside(x, y) < -margin;
        }

        private static double Distance(double x, double y) => Math.Sqrt((x * x) + (y * y));

        private void MakeHoles(SeededDraw draw)
        {
            HoleRadius = draw.Between(3, 5.5);
            int count = _shape == 0 ? 4 : 3 + draw.Below(4);
            HoleX = new double[count];
            HoleY = new double[count];
            double inset = draw.Between(0.58, 0.72);
            double phase = draw.Between(0, 2 * Math.PI);
            for (int i = 0; i < count; i++)
            {
                if (_shape == 0)
                {
                    HoleX[i] = (i % 2 == 0 ? -inset : inset) * HalfWidth;
                    HoleY[i] = (i < 2 ? -inset : inset) * HalfHeight;
                }
                else
                {
                    double angle = phase + (2 * Math.PI * i / count);
                    double radius = inset * Math.Min(HalfWidth, HalfHeight);
                    HoleX[i] = radius * Math.Cos(angle);
                    HoleY[i] = radius * Math.Sin(angle);
                }
            }
        }
    }
}
