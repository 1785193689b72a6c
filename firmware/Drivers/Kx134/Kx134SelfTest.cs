using Stethos.Hal;
using Stethos.Hal.Parts;

namespace Stethos.Drivers.Kx134
{
    /// <summary>
    /// The self test of the technical reference manual, register SELF_TEST: an electrostatic force in the positive
    /// direction. Takes a quarter of a second and leaves the part in standby. For a machine at rest.
    /// </summary>
    public sealed class Kx134SelfTest : SelfTest
    {
        // 32 samples in 40 ms, well inside the buffer. The narrowest range has room for gravity and the shift.
        private const int RateHz = 800;
        private const int RangeG = 8;
        private const int Samples = 16;
        private const int GatherMs = 40;
        private const int SettleMs = 50;

        // 0.5 g typically; the ends are those that public drivers of the part use.
        private const float MinG = 0.1f;
        private const float MaxG = 0.9f;

        private readonly Kx134Driver _driver;

        /// <summary><paramref name="bus"/> is the part's address on its bus.</summary>
        public Kx134SelfTest(II2cBus bus, IClock clock)
            : base(clock, Limits(), Kx134Driver.FifoSamples)
        {
            _driver = new Kx134Driver(bus);
        }

        /// <summary>
        /// Ok, SelfTestFailed or what kept the test from running. <paramref name="changeG"/> (3 or more) receives how far
        /// x, y, z moved, when the test ran.
        /// </summary>
        public Kx134StatusCode Run(float[] changeG)
        {
            return (Kx134StatusCode)RunTest(changeG);
        }

        /// <inheritdoc/>
        protected override PartStatusCode Prepare()
        {
            return (PartStatusCode)_driver.Configure(RateHz, RangeG, Samples);
        }

        /// <inheritdoc/>
        protected override PartStatusCode Switch(bool on)
        {
            return _driver.SwitchSelfTest(on);
        }

        /// <inheritdoc/>
        protected override PartStatusCode Clear()
        {
            return _driver.ClearFifo();
        }

        /// <inheritdoc/>
        protected override int Read(float[][] axesG, out PartStatusCode status)
        {
            int count = _driver.ReadFifo(axesG, 0, Kx134Driver.FifoSamples, out Kx134StatusCode own);
            status = (PartStatusCode)own;
            return count;
        }

        /// <inheritdoc/>
        protected override PartStatusCode Stop()
        {
            return (PartStatusCode)_driver.Stop();
        }

        private static SelfTestLimits Limits()
        {
            float[] minG = { MinG, MinG, MinG };
            float[] maxG = { MaxG, MaxG, MaxG };
            return new SelfTestLimits(minG, maxG, SettleMs, GatherMs, Samples);
        }
    }
}
