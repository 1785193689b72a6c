using Stethos.Hal;

namespace Stethos.Drivers.Tachometer
{
    /// <summary>The Tachometer input in its own words; a test compares them with the driver's annotations.</summary>
    public static class TachometerDescription
    {
        /// <summary>Name of the part, as in hardware/boards.</summary>
        public const string Part = "tachometer";

        /// <summary>What the input measures up to <paramref name="fastestMilliHz"/>, and what the driver offers.</summary>
        public static void Describe(IDescriptionSink sink, int fastestMilliHz)
        {
            sink.Telemetry("speed", "mHz", 0, fastestMilliHz);
            sink.Property("missedPulses", "1");
            sink.Property("glitches", "1");
            sink.Command("stop");
        }
    }
}
