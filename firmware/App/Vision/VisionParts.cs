using Stethos.Hal;

namespace Stethos.App.Vision
{
    /// <summary>What a board sees with; null = not there.</summary>
    public sealed class VisionParts
    {
        public VisionParts(ICamera? camera, IThermalArray? thermal)
        {
            Camera = camera;
            Thermal = thermal;
        }

        public ICamera? Camera { get; }

        public IThermalArray? Thermal { get; }
    }
}
