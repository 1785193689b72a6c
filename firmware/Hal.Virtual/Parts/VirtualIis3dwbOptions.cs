namespace Stethos.Hal.Virtual.Parts
{
    /// <summary>One specimen of an IIS3DWB.</summary>
    public sealed record VirtualIis3dwbOptions : TriaxialPartOptions
    {
        /// <summary>A good one: WHO_AM_I 0x7B, noise of the data sheet with three axes on, a self test within its limits.</summary>
        public VirtualIis3dwbOptions()
        {
            DeviceId = 0x7B;
            NoiseDensityMicroG = new[] { 75.0, 75.0, 75.0 };
            SelfTestShiftG = new[] { 1.5, 1.5, 1.5 };
        }
    }
}
