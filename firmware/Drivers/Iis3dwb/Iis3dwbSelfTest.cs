using Stethos.Hal;
using Stethos.Hal.Parts;

namespace Stethos.Drivers.Iis3dwb
{
    /// <summary>
    /// The self test of the data sheet and of application note AN5444: the positive force, snapshots before and with it.
    /// Takes a quarter of a second and stops measuring. For a machine at rest.
    /// </summary>
    public sealed class Iis3dwbSelfTest
    {
        // A snapshot takes 19.2 ms; the application note waits 100 ms for a stable output.
        private const int GatherMs = 25;
        private const int SettleMs = 100;

        // Table "Mechanical characteristics": 800 to 3200 mg, no sign.
        private const float MinG = 0.8f;
        private const float MaxG = 3.2f;

        private readonly SelfTest _test;

        /// <summary><paramref name="bus"/> selects the part.</summary>
        public Iis3dwbSelfTest(ISpiBus bus, IClock clock)
        {
            float[] minG = { MinG, MinG, MinG };
            float[] maxG = { MaxG, MaxG, MaxG };
            var limits = new SelfTestLimits(minG, maxG, true, SettleMs, GatherMs, Iis3dwbDriver.SnapshotSamples);
            _test = new SelfTest(new Iis3dwbDriver(bus), clock, limits, Iis3dwbDriver.SnapshotSamples);
        }

        /// <summary>
        /// Ok, SelfTestFailed or what kept the test from running. <paramref name="changeG"/> (3 or more) receives how far
        /// x, y, z moved, when the test ran.
        /// </summary>
        public Iis3dwbStatusCode Run(float[] changeG)
        {
            return (Iis3dwbStatusCode)_test.Run(changeG);
        }
    }
}
