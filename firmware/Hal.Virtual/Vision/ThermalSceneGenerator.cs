using System;

namespace Stethos.Hal.Virtual.Vision
{
    /// <summary>
    /// A motor as a thermal array sees it: temperatures are a function of (parameters, time). The array's own noise is the
    /// virtual part's business.
    /// </summary>
    public sealed class ThermalSceneGenerator : IThermalScene
    {
        // Width of the warm spot around the bearing as a share of the view's width.
        private const double SpotSize = 0.07;
        private readonly ThermalSceneParameters _parameters;

        public ThermalSceneGenerator(ThermalSceneParameters parameters)
        {
            ArgumentNullException.ThrowIfNull(parameters);
            ArgumentOutOfRangeException.ThrowIfNegativeOrZero(parameters.LoadPeriodSeconds);
            ArgumentOutOfRangeException.ThrowIfNegativeOrZero(parameters.HotGrowthSeconds);
            _parameters = parameters;
        }

        /// <inheritdoc/>
        public double AmbientCelsius(double timeSeconds) => _parameters.AmbientCelsius + 3;

        /// <summary>What the bearing has above its surroundings at a time, in kelvin.</summary>
        public double HotKelvin(double timeSeconds)
        {
            double since = timeSeconds - _parameters.HotStartSeconds;
            return since > 0 ? _parameters.HotRiseKelvin * (1 - Math.Exp(-since / _parameters.HotGrowthSeconds)) : 0;
        }

        /// <inheritdoc/>
        public void Render(double timeSeconds, int columns, int rows, float[] destination, int offset)
        {
            ArgumentNullException.ThrowIfNull(destination);
            ThermalSceneParameters scene = _parameters;
            double swing = scene.LoadSwingKelvin * Math.Sin(2 * Math.PI * timeSeconds / scene.LoadPeriodSeconds);
            double hot = HotKelvin(timeSeconds);
            for (int row = 0; row < rows; row++)
            {
                for (int column = 0; column < columns; column++)
                {
                    double x = (column + 0.5) / columns;
                    double y = (row + 0.5) / rows;
                    double warm = Housing(x, y) * (scene.HousingRiseKelvin + swing);
                    double texture = 0.5 * ValueNoise.At(scene.Seed, x * 9, y * 7);
                    double dx = (x - scene.BearingX) / SpotSize;
                    double dy = (y - scene.BearingY) * rows / columns / SpotSize;
                    double spot = hot * Math.Exp(-0.5 * ((dx * dx) + (dy * dy)));
                    destination[offset + (row * columns) + column] = (float)(scene.AmbientCelsius + warm + texture + spot);
                }
            }
        }

        // A box with soft edges, 1 within and 0 outside.
        private static double Housing(double x, double y) =>
            Edge(x, 0.18, 0.80) * Edge(y, 0.22, 0.88);

        private static double Edge(double at, double from, double to) =>
            Math.Clamp((at - from) / 0.06, 0, 1) * Math.Clamp((to - at) / 0.06, 0, 1);
    }
}
