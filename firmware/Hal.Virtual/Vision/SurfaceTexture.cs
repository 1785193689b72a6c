using System;

namespace Stethos.Hal.Virtual.Vision
{
    /// <summary>
    /// Grain of a surface: brushed in one direction, turned in circles, or cast. What a machine leaves on every part of a
    /// family is the family's; the detail is the part's.
    /// </summary>
    internal sealed class SurfaceTexture
    {
        private const int KindCount = 3;
        private readonly int _kind;
        private readonly double _strength;
        private readonly double _cosine;
        private readonly double _sine;
        private readonly double _fine;
        private readonly double _coarse;
        private readonly double _centreX;
        private readonly double _centreY;

        /// <param name="draw">The family's numbers.</param>
        /// <param name="strength">Amplitude in grey levels.</param>
        public SurfaceTexture(SeededDraw draw, double strength)
        {
            _kind = draw.Below(KindCount);
            _strength = strength;
            double angle = draw.Between(0, Math.PI);
            _cosine = Math.Cos(angle);
            _sine = Math.Sin(angle);
            _fine = draw.Between(1.2, 3.0);
            _coarse = draw.Between(9, 22);
            _centreX = draw.Between(-60, 60);
            _centreY = draw.Between(-60, 60);
        }

        /// <summary>Grey levels to add at a place of the part, in pixels from its centre.</summary>
        public double At(ulong part, double x, double y)
        {
            double broad = ValueNoise.At(part + 1, x / _coarse, y / _coarse);
            double grain;
            if (_kind == 0)
            {
                double along = (x * _cosine) + (y * _sine);
                double across = (y * _cosine) - (x * _sine);
                grain = ValueNoise.At(part, along / (14 * _fine), across / _fine);
            }
            else if (_kind == 1)
            {
                double radius = Math.Sqrt(((x - _centreX) * (x - _centreX)) + ((y - _centreY) * (y - _centreY)));
                double turn = Math.Atan2(y - _centreY, x - _centreX);
                grain = ValueNoise.At(part, turn * 3, radius / _fine);
            }
            else
            {
                grain = ValueNoise.At(part, x / _fine, y / _fine);
            }

            return _strength * ((0.7 * grain) + (0.5 * broad));
        }
    }
}
