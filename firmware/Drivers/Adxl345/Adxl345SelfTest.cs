using Stethos.Hal;
using Stethos.Hal.Parts;

namespace Stethos.Drivers.Adxl345
{
    /// <summary>
    /// The self test of the data sheet, sections "Self-test" and "Using self-test". Takes about half a second and leaves
    /// the part in standby. For a machine at rest: strong vibration in those 0.4 s can fail a good part.
    /// </summary>
    public sealed class Adxl345SelfTest
    {
        // The data sheet recommends 0.1 s of samples; 16 at 100 Hz are 0.16 s. The output settles in four samples.
        private const int GatherMs = 180;
        private const int SettleMs = 60;

        // Table 15 (2.5 V) in counts of 1/256 g, times table 14's factors for 3.3 V (1.77 for x and y, 1.47 for z).
        private const float MinXYG = 50 * 1.77f / 256;
        private const float MaxXYG = 540 * 1.77f / 256;
        private const float MinZG = 75 * 1.47f / 256;
        private const float MaxZG = 875 * 1.47f / 256;

        private readonly SelfTest _test;

        /// <summary>For a part supplied with 3.3 V. The y axis moves the other way.</summary>
        public Adxl345SelfTest(II2cBus bus, IClock clock)
        {
            float[] minG = { MinXYG, -MaxXYG, MinZG };
            float[] maxG = { MaxXYG, -MinXYG, MaxZG };
            var limits = new SelfTestLimits(minG, maxG, false, SettleMs, GatherMs, Adxl345Driver.SelfTestSamples);
            _test = new SelfTest(new Adxl345Driver(bus, true), clock, limits, Adxl345Driver.FifoEntries);
        }

        /// <summary>
        /// Ok, SelfTestFailed or what kept the test from running. <paramref name="changeG"/> (3 or more) receives how far
        /// x, y, z moved, when the test ran.
        /// </summary>
        public Adxl345StatusCode Run(float[] changeG)
        {
            return (Adxl345StatusCode)_test.Run(changeG);
        }
    }
}
