using Stethos.Hal;
using Stethos.Hal.Parts;

namespace Stethos.Drivers.Kx134
{
    /// <summary>
    /// The self test of the technical reference manual, register SELF_TEST: an electrostatic force in its power-up direction.
    /// Takes a quarter of a second and leaves the part in standby. For a machine at rest.
    /// </summary>
    public sealed class Kx134SelfTest
    {
        private const int GatherMs = 40;
        private const int SettleMs = 50;

        // 0.5 g typically; the ends are those that public drivers of the part use.
        private const float MinG = 0.1f;
        private const float MaxG = 0.9f;

        private readonly SelfTest _test;

        /// <summary><paramref name="bus"/> is the part's address on its bus.</summary>
        public Kx134SelfTest(II2cBus bus, IClock clock)
        {
            float[] minG = { MinG, MinG, MinG };
            float[] maxG = { MaxG, MaxG, MaxG };
            var limits = new SelfTestLimits(minG, maxG, true, SettleMs, GatherMs, Kx134Driver.SelfTestSamples);
            _test = new SelfTest(new Kx134Driver(bus), clock, limits, Kx134Driver.FifoSamples);
        }

        /// <summary>
        /// Ok, SelfTestFailed or what kept the test from running. <paramref name="changeG"/> (3 or more) receives how far
        /// x, y, z moved, when the test ran.
        /// </summary>
        public Kx134StatusCode Run(float[] changeG)
        {
            return (Kx134StatusCode)_test.Run(changeG);
        }
    }
}
