using Stethos.Hal;
using Stethos.Hal.Parts;

namespace Stethos.Drivers.Adxl355
{
    /// <summary>
    /// The self test of the data sheet, section "Self-test": self-test mode is on throughout, the force in its second half.
    /// Takes a third of a second and leaves the part in standby. For a machine at rest.
    /// </summary>
    public sealed class Adxl355SelfTest
    {
        private const int GatherMs = 40;

        // The filter's delay is a few samples; the data sheet gives no time for the force.
        private const int SettleMs = 100;

        // Table 1, "Self test": 0.3 g (x, y) and 1.5 g (z) typically.
        private const float MinXYG = 0.1f;
        private const float MaxXYG = 0.6f;
        private const float MinZG = 0.5f;
        private const float MaxZG = 3.0f;

        private readonly SelfTest _test;

        /// <summary><paramref name="bus"/> is the part's address on its bus.</summary>
        public Adxl355SelfTest(II2cBus bus, IClock clock)
        {
            float[] minG = { MinXYG, MinXYG, MinZG };
            float[] maxG = { MaxXYG, MaxXYG, MaxZG };
            var limits = new SelfTestLimits(minG, maxG, true, SettleMs, GatherMs, Adxl355Driver.SelfTestSamples);
            _test = new SelfTest(new Adxl355Driver(bus), clock, limits, Adxl355Driver.FifoSamples);
        }

        /// <summary>
        /// Ok, SelfTestFailed or what kept the test from running. <paramref name="changeG"/> (3 or more) receives how far
        /// x, y, z moved, when the test ran.
        /// </summary>
        public Adxl355StatusCode Run(float[] changeG)
        {
            return (Adxl355StatusCode)_test.Run(changeG);
        }
    }
}
