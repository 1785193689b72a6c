using Stethos.Hal;

namespace Stethos.Drivers.Iis3dwb
{
    /// <summary>The IIS3DWB accelerometer in its own words; a test compares them with the driver's annotations.</summary>
    public static class Iis3dwbDescription
    {
        /// <summary>Name of the part, as in hardware/boards.</summary>
        public const string Part = "iis3dwb";

        /// <summary>What the part measures at a range of ± <paramref name="rangeG"/> g, and what the driver offers.</summary>
        public static void Describe(IDescriptionSink sink, int rangeG)
        {
            sink.Telemetry("acceleration", "[g]", -rangeG, rangeG);
            sink.Property("clipped", "1");
            sink.Command("beginSelfTest");
            sink.Command("stop");
        }
    }
}
