using Stethos.Hal;

namespace Stethos.Drivers.Adxl345
{
    /// <summary>The ADXL345 accelerometer in its own words; a test compares them with the driver's annotations.</summary>
    public static class Adxl345Description
    {
        /// <summary>Name of the part, as in hardware/boards.</summary>
        public const string Part = "adxl345";

        /// <summary>What the part measures at a range of ± <paramref name="rangeG"/> g, and what the driver offers.</summary>
        public static void Describe(IDescriptionSink sink, int rangeG)
        {
            sink.Telemetry("acceleration", "[g]", -rangeG, rangeG);
            sink.Property("overruns", "1");
            sink.Property("clipped", "1");
            sink.Command("beginSelfTest");
            sink.Command("stop");
        }
    }
}
