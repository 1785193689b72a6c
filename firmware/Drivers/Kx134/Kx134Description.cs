using Stethos.Hal;

namespace Stethos.Drivers.Kx134
{
    /// <summary>The KX134 accelerometer in its own words; a test compares them with the driver's annotations.</summary>
    public static class Kx134Description
    {
        /// <summary>Name of the part, as in hardware/boards.</summary>
        public const string Part = "kx134";

        /// <summary>What the part measures at a range of ± <paramref name="rangeG"/> g, and what the driver offers.</summary>
        public static void Describe(IDescriptionSink sink, int rangeG)
        {
            sink.Telemetry("acceleration", "[g]", -rangeG, rangeG);
            sink.Command("beginSelfTest");
            sink.Command("stop");
        }
    }
}
