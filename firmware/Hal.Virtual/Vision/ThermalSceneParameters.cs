namespace Stethos.Hal.Virtual.Vision
{
    /// <summary>A generated thermal view of a motor on its base: ambient, warm housing, and a bearing that may run hot.</summary>
    public sealed record ThermalSceneParameters
    {
        /// <summary>Texture of the scene and places follow from it.</summary>
        public ulong Seed { get; init; } = 1;

        /// <summary>Temperature of the room in degrees Celsius.</summary>
        public double AmbientCelsius { get; init; } = 22;

        /// <summary>What the housing has above the room when warm, in kelvin.</summary>
        public double HousingRiseKelvin { get; init; } = 18;

        /// <summary>Slow swing of the housing with its load, in kelvin.</summary>
        public double LoadSwingKelvin { get; init; } = 1.5;

        /// <summary>Period of the load.</summary>
        public double LoadPeriodSeconds { get; init; } = 120;

        /// <summary>When the bearing begins to run hot.</summary>
        public double HotStartSeconds { get; init; } = double.PositiveInfinity;

        /// <summary>What the bearing ends up above the housing, in kelvin; it gets there exponentially.</summary>
        public double HotRiseKelvin { get; init; } = 35;

        /// <summary>Time constant of the rise.</summary>
        public double HotGrowthSeconds { get; init; } = 60;

        /// <summary>Middle of the bearing, share of the view from the left.</summary>
        public double BearingX { get; init; } = 0.68;

        /// <summary>Middle of the bearing, share of the view from the top.</summary>
        public double BearingY { get; init; } = 0.55;
    }
}
