namespace Stethos.Hal.Virtual.Parts
{
    /// <summary>One specimen of an ADXL345.</summary>
    public sealed record VirtualAdxl345Options : TriaxialPartOptions
    {
        /// <summary>
        /// A good one: DEVID 0xE5, noise of the data sheet's section "Noise performance", a self test within its limits at
        /// 3.3 V (0.35..3.7, -3.7..-0.35, 0.43..5.0 g).
        /// </summary>
        public VirtualAdxl345Options()
        {
            DeviceId = 0xE5;
            NoiseDensityMicroG = new[] { 290.0, 290.0, 430.0 };
            SelfTestShiftG = new[] { 1.5, -1.5, 2.2 };
        }
    }
}
