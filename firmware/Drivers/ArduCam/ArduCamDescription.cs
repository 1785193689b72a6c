using Stethos.Hal;

namespace Stethos.Drivers.ArduCam
{
    /// <summary>The ArduCAM-Mini camera with OV2640 in its own words; a test compares them with the driver's annotations.</summary>
    public static class ArduCamDescription
    {
        /// <summary>Name of the part, as in hardware/boards.</summary>
        public const string Part = "arducam-ov2640";

        /// <summary>What the part measures and the driver offers; the driver's annotations say the same.</summary>
        public static void Describe(IDescriptionSink sink)
        {
            sink.Telemetry("grey", "1", 0, 255);
            sink.Property("capturedBytes", "By");
            sink.Command("startCapture");
        }
    }
}
