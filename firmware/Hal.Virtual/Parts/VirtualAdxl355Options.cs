namespace Stethos.Hal.Virtual.Parts
{
    /// <summary>One specimen of an ADXL355.</summary>
    public sealed record VirtualAdxl355Options : TriaxialPartOptions
    {
        /// <summary>A good one: PARTID 0xED, noise and self test of the data sheet's table 1.</summary>
        public VirtualAdxl355Options()
        {
            DeviceId = 0xED;
            NoiseDensityMicroG = new[] { 22.5, 22.5, 22.5 };
            SelfTestShiftG = new[] { 0.3, 0.3, 1.5 };
        }
    }
}
