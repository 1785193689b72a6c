using System;
using Stethos.Hal.Virtual.Signals;

namespace Stethos.Hal.Virtual.Vision
{
    /// <summary>
    /// A camera above a fixture or a conveyor: belt, part with outline, holes and texture, one defect, lamp with fall-off and
    /// slow change, drift of the fixture, shake, blur of the lens and noise of the sensor. Every picture is a function of
    /// (parameters, time in ms).
    /// </summary>
    public sealed class PartPictureGenerator : IPictureSource
    {
        private readonly object _gate = new object();
        private readonly PartPictureParameters _parameters;
        private readonly PartFamily _family;
        private readonly float[] _picture;
        private readonly float[] _clean;
        private Scene _known;
        private bool _hasClean;

        /// <summary>A view that begins at time 0.</summary>
        public PartPictureGenerator(PartPictureParameters parameters)
        {
            ArgumentNullException.ThrowIfNull(parameters);
            ArgumentOutOfRangeException.ThrowIfNegativeOrZero(parameters.Width);
            ArgumentOutOfRangeException.ThrowIfNegativeOrZero(parameters.Height);
            ArgumentOutOfRangeException.ThrowIfNegative(parameters.PartPeriodSeconds);
            ArgumentOutOfRangeException.ThrowIfNegativeOrZero(parameters.DaylightPeriodSeconds);
            _parameters = parameters;
            _family = new PartFamily(parameters.Family);
            _picture = new float[parameters.Width * parameters.Height];
            _clean = new float[_picture.Length];
        }

        /// <inheritdoc/>
        public int Width => _parameters.Width;

        /// <inheritdoc/>
        public int Height => _parameters.Height;

        /// <inheritdoc/>
        public void Render(double timeSeconds, byte[] destination, int offset)
        {
            ArgumentNullException.ThrowIfNull(destination);
            long timeMs = (long)Math.Round(timeSeconds * 1000);
            lock (_gate)
            {
                DrawClean(SceneAt(timeSeconds, timeMs));
                Expose(timeSeconds, timeMs, destination, offset);
            }
        }

        /// <summary>Middle of the defect in the picture at a time; the middle of the part when it has none.</summary>
        public void Locate(double timeSeconds, out double x, out double y)
        {
            Scene scene = SceneAt(timeSeconds, (long)Math.Round(timeSeconds * 1000));
            double partX = 0;
            double partY = 0;
            if (scene.IsDefective)
            {
                var defect = new DefectLayer(_family, _parameters, scene.Part);
                partX = defect.CentreX;
                partY = defect.CentreY;
            }

            double cosine = Math.Cos(scene.Turn);
            double sine = Math.Sin(scene.Turn);
            x = scene.X + (partX * cosine) - (partY * sine);
            y = scene.Y + (partX * sine) + (partY * cosine);
        }

        private Scene SceneAt(double timeSeconds, long timeMs)
        {
            PartPictureParameters view = _parameters;
            double period = view.PartPeriodSeconds;
            ulong part = view.Part + (period > 0 ? (ulong)(timeSeconds / period) : 0);
            var draw = new SeededDraw(view.Family, (part * 16) + 0x91ACE);
            double partX = draw.Between(-view.PlaceTolerancePx, view.PlaceTolerancePx);
            double partY = draw.Between(-view.PlaceTolerancePx, view.PlaceTolerancePx);
            double turn = draw.Between(-view.TurnToleranceDegrees, view.TurnToleranceDegrees) * Math.PI / 180;
            double drifting = Math.Max(0, timeSeconds - view.DriftStartSeconds);
            ulong shake = GaussianNoise.Mix(view.Seed, 0x5AAE);
            double fixtureX = Drift(view.DriftXPxPerSecond * drifting) + (view.ShakePx * GaussianNoise.At(shake, 2 * timeMs));
            double fixtureY = Drift(view.DriftYPxPerSecond * drifting) + (view.ShakePx * GaussianNoise.At(shake, (2 * timeMs) + 1));
            double middleX = (view.Width / 2.0) + fixtureX;
            double middleY = (view.Height / 2.0) + fixtureY;
            bool isDefective = view.Defect != PartDefect.None && timeSeconds >= view.DefectStartSeconds;
            return new Scene(part, middleX, middleY, middleX + partX, middleY + partY, turn, isDefective);
        }

        private double Drift(double px) => Math.Clamp(px, -_parameters.DriftLimitPx, _parameters.DriftLimitPx);

        // Without shake and drift the scene stays for many pictures; only light and noise are new then.
        private void DrawClean(Scene scene)
        {
            if (_hasClean && scene == _known)
            {
                return;
            }

            _known = scene;
            _hasClean = true;
            ulong texture = GaussianNoise.Mix(_parameters.Family, (scene.Part * 16) + 0x7E47);
            DefectLayer? defect = scene.IsDefective ? new DefectLayer(_family, _parameters, scene.Part) : null;
            double cosine = Math.Cos(scene.Turn);
            double sine = Math.Sin(scene.Turn);
            int at = 0;
            for (int row = 0; row < Height; row++)
            {
                for (int column = 0; column < Width; column++)
                {
                    double dx = column + 0.5 - scene.X;
                    double dy = row + 0.5 - scene.Y;
                    double x = (dx * cosine) + (dy * sine);
                    double y = (dy * cosine) - (dx * sine);
                    double share = Math.Clamp(0.5 - _family.Outside(x, y), 0, 1);
                    double grey = share < 1 ? _family.Belt(column - scene.FixtureX, row - scene.FixtureY) : 0;
                    if (share > 0)
                    {
                        double surface = _family.Surface(texture, x, y, defect?.MissingHole ?? -1) + (defect?.At(x, y) ?? 0);
                        grey += (surface - grey) * share;
                    }

                    _clean[at++] = (float)grey;
                }
            }

            LensBlur.Apply(_clean, Width, Height, _parameters.BlurPx);
        }

        private void Expose(double timeSeconds, long timeMs, byte[] destination, int offset)
        {
            PartPictureParameters view = _parameters;
            double lost = Math.Clamp(view.LightLossPerSecond * Math.Max(0, timeSeconds - view.LightStartSeconds), -1, 0.9);
            double swing = view.DaylightSwing * Math.Sin(2 * Math.PI * timeSeconds / view.DaylightPeriodSeconds);
            double light = view.Light * (1 - lost) * (1 + swing);
            GaussianNoise.Fill(GaussianNoise.Mix(view.Seed, (ulong)timeMs), 0, 1, _picture, 0, _picture.Length);
            int at = 0;
            for (int row = 0; row < Height; row++)
            {
                double lampRow = light * (1 + (_family.LampY * (row - (Height / 2.0))));
                for (int column = 0; column < Width; column++)
                {
                    double grey = _clean[at] * (lampRow + (light * _family.LampX * (column - (Width / 2.0))));
                    // Photon noise grows with the square root of the light, on a floor of the read-out's.
                    double sigma = view.NoiseGrey * Math.Sqrt(0.3 + (0.7 * Math.Max(0, grey) / 128));
                    destination[offset + at] = (byte)Math.Clamp(Math.Round(grey + (sigma * _picture[at])), 0, 255);
                    at++;
                }
            }
        }

        private readonly record struct Scene(
            ulong Part, double FixtureX, double FixtureY, double X, double Y, double Turn, bool IsDefective);
    }
}
