using Stethos.Hal;
using Stethos.Hal.Parts;

namespace Stethos.Drivers.Adxl355
{
    /// <summary>
    /// The self test of the data sheet, section "Self-test": self-test mode is on throughout, the force in its second half.
    /// Takes a third of a second and leaves the part in standby. For a machine at rest.
    /// </summary>
    public sealed class Adxl355SelfTest : SelfTest
    {
        // 16 samples in 32 ms, half of the FIFO. ±8 g leaves room for gravity and the shift.
        private const int RateHz = 500;
        private const int RangeG = 8;
        private const int Samples = 16;
        private const int GatherMs = 40;

        // The filter's delay is a few samples; the data sheet gives no time for the force.
        private const int SettleMs = 100;

        // Table 1, "Self test": 0.3 g (x, y) and 1.5 g (z) typically.
        private const float MinXYG = 0.1f;
        private const float MaxXYG = 0.6f;
        private const float MinZG = 0.5f;
        private const float MaxZG = 3.0f;

        private readonly Adxl355Driver _driver;

        /// <summary><paramref name="bus"/> is the part's address on its bus.</summary>
        public Adxl355SelfTest(II2cBus bus, IClock clock)
            : base(clock, Limits(), Adxl355Driver.FifoSamples)
        {
            _driver = new Adxl355Driver(bus);
        }

        /// <summary>
        /// Ok, SelfTestFailed or what kept the test from running. <paramref name="changeG"/> (3 or more) receives how far
        /// x, y, z moved, when the test ran.
        /// </summary>
        public Adxl355StatusCode Run(float[] changeG)
        {
            return (Adxl355StatusCode)RunTest(changeG);
        }

        /// <inheritdoc/>
        protected override PartStatusCode Prepare()
        {
            var status = (PartStatusCode)_driver.Configure(RateHz, RangeG, Samples);
            return status == PartStatusCode.Ok ? _driver.SwitchSelfTest(true, false) : status;
        }

        /// <inheritdoc/>
        protected override PartStatusCode Switch(bool on)
        {
            return _driver.SwitchSelfTest(on, on);
        }

        /// <inheritdoc/>
        protected override PartStatusCode Clear()
        {
            return _driver.ClearFifo();
        }

        /// <inheritdoc/>
        protected override int Read(float[][] axesG, out PartStatusCode status)
        {
            int count = _driver.ReadFifo(axesG, 0, Adxl355Driver.FifoSamples, out Adxl355StatusCode own);
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
            float[] minG = { MinXYG, MinXYG, MinZG };
            float[] maxG = { MaxXYG, MaxXYG, MaxZG };
            return new SelfTestLimits(minG, maxG, SettleMs, GatherMs, Samples);
        }
    }
}
