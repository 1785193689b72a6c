using Stethos.Hal;

namespace Stethos.Drivers.Mlx90640
{
    /// <summary>The MLX90640 thermal array in its own words; a test compares them with the driver's annotations.</summary>
    public static class Mlx90640Description
    {
        /// <summary>Name of the part, as in hardware/boards.</summary>
        public const string Part = "mlx90640";

        /// <summary>What the part measures and the driver offers; the driver's annotations say the same.</summary>
        public static void Describe(IDescriptionSink sink)
        {
            sink.Telemetry("temperature", "Cel", -40, 300);
            sink.Property("badPixels", "1");
            sink.Property("restarts", "1");
        }
    }
}
