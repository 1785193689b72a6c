using Stethos.Hal;

namespace Stethos.Drivers.Max17048
{
    /// <summary>The MAX17048 battery gauge in its own words; a test compares them with the driver's annotations.</summary>
    public static class Max17048Description
    {
        /// <summary>Name of the part, as in hardware/boards.</summary>
        public const string Part = "max17048";

        /// <summary>What the part measures and the driver offers; the driver's annotations say the same.</summary>
        public static void Describe(IDescriptionSink sink)
        {
            sink.Telemetry("charge", "%", 0, 100);
            sink.Property("restarts", "1");
        }
    }
}
