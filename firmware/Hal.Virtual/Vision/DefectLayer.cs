using System;

namespace Stethos.Hal.Virtual.Vision
{
    /// <summary>One defect of one part, in pixels from the part's centre: where it is and what it does to the grey.</summary>
    internal sealed class DefectLayer
    {
        private readonly PartDefect _kind;
        private readonly double _contrast;
        private readonly double _size;
        private readonly double _cosine;
        private readonly double _sine;
        private readonly double _length;
        private readonly double _bend;
        private readonly ulong _seed;

        public DefectLayer(PartFamily family, PartPictureParameters parameters, ulong part)
        {
            var draw = new SeededDraw(parameters.Family, (part * 16) + (ulong)parameters.Defect + 0xDEFEC7);
            _kind = parameters.Defect;
            double angle = draw.Between(0, 2 * Math.PI);
            _cosine = Math.Cos(angle);
            _sine = Math.Sin(angle);
            _seed = draw.Number();
            int sign = draw.Uniform() < 0.6 ? -1 : 1;
            MissingHole = -1;
            switch (_kind)
            {
                case PartDefect.Scratch:
                    _contrast = sign * (12 + (70 * parameters.Severity));
                    _size = draw.Between(0.6, 1.1);
                    _length = draw.Between(9, 22);
                    _bend = draw.Between(-0.5, 0.5);
                    break;
                case PartDefect.Dent:
                    _contrast = 10 + (55 * parameters.Severity);
                    _size = draw.Between(3.5, 7.5);
                    break;
                case PartDefect.Stain:
                    _contrast = sign * (8 + (50 * parameters.Severity));
                    _size = draw.Between(4.5, 10);
                    break;
                case PartDefect.Missing:
                    MissingHole = draw.Below(family.HoleX.Length);
                    break;
                default:
                    break;
            }

            Place(family, draw);
        }

        /// <summary>Hole that was not drilled, -1 for none.</summary>
        public int MissingHole { get; }

        public double CentreX { get; private set; }

        public double CentreY { get; private set; }

        /// <summary>Grey levels to add at a place of the part.</summary>
        public double At(double x, double y)
        {
            double dx = x - CentreX;
            double dy = y - CentreY;
            double along = (dx * _cosine) + (dy * _sine);
            double across = (dy * _cosine) - (dx * _sine);
            return _kind switch
            {
                PartDefect.Scratch => Scratch(along, across),
                PartDefect.Dent => Dent(along, across),
                PartDefect.Stain => Stain(dx, dy),
                _ => 0
            };
        }

        // Two strokes that meet in the middle at a slight bend; ends and depth vary along the way.
        private double Scratch(double along, double across)
        {
            if (Math.Abs(along) > _length + 1)
            {
                return 0;
            }

            double offset = Math.Abs(across - (_bend * Math.Abs(along)));
            double depth = 0.8 + (0.2 * ValueNoise.At(_seed, along / 4, 0));
            double end = Math.Clamp(_length - Math.Abs(along), 0, 1);
            return _contrast * depth * end * Math.Exp(-0.5 * offset * offset / (_size * _size));
        }

        // The slope of a Gaussian hollow, lit from one side; at its steepest the contrast.
        private double Dent(double along, double across)
        {
            double square = ((along * along) + (across * across)) / (_size * _size);
            return square > 16 ? 0 : _contrast * 1.65 * (along / _size) * Math.Exp(-0.5 * square);
        }

        private double Stain(double dx, double dy)
        {
            double distance = Math.Sqrt((dx * dx) + (dy * dy));
            if (distance > 2 * _size)
            {
                return 0;
            }

            double turn = Math.Atan2(dy, dx);
            double radius = _size * (1 + (0.35 * ValueNoise.At(_seed, 2 + (2 * Math.Cos(turn)), 2 + (2 * Math.Sin(turn)))));
            double inside = Math.Clamp((radius - distance) / 2, 0, 1);
            return _contrast * inside * (0.85 + (0.15 * ValueNoise.At(_seed + 1, dx / 3, dy / 3)));
        }

        private void Place(PartFamily family, SeededDraw draw)
        {
            if (MissingHole >= 0)
            {
                CentreX = family.HoleX[MissingHole];
                CentreY = family.HoleY[MissingHole];
                return;
            }

            double margin = _size + 2;
            for (int attempt = 0; attempt < 64; attempt++)
            {
                CentreX = draw.Between(-family.HalfWidth, family.HalfWidth);
                CentreY = draw.Between(-family.HalfHeight, family.HalfHeight);
                if (family.IsBare(CentreX, CentreY, margin))
                {
                    return;
                }
            }

            CentreX = 0;
            CentreY = 0;
        }
    }
}
