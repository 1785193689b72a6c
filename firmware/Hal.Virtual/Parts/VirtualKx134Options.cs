namespace Stethos.Hal.Virtual.Parts
{
    /// <summary>One specimen of a KX134-1211.</summary>
    public sealed record VirtualKx134Options : TriaxialPartOptions
    {
        /// <summary>A good one: WHO_AM_I 0x46, noise at the upper end of what is published, a typical self test.</summary>
        public VirtualKx134Options()
        {
            DeviceId = 0x46;
            NoiseDensityMicroG = new[] { 300.0, 300.0, 300.0 };
            SelfTestShiftG = new[] { 0.5, 0.5, 0.5 };
        }
    }
}
