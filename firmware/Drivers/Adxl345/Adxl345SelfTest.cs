using Stethos.Hal;
using Stethos.Hal.Parts;

namespace Stethos.Drivers.Adxl345
{
    /// <summary>
    /// The self test of the data sheet, sections "Self-test" and "Using self-test". Takes about half a second and leaves
    /// the part in standby. For a machine at rest: strong vibration in those 0.4 s can fail a good part.
    /// </summary>
    public sealed class Adxl345SelfTest : SelfTest
    {
        // 100 Hz: the limits hold for 100 to 800 Hz and 3200 Hz only. 16 g in full resolution leaves room for the shift.
        private const int RateHz = 100;
        private const int RangeG = 16;

        // The data sheet recommends 0.1 s of samples; 16 at 100 Hz are 0.16 s.
        private const int Samples = 16;
        private const int GatherMs = 180;

        // The output settles in four samples.
        private const int SettleMs = 60;

        // Table 15 (2.5 V) in counts of 1/256 g, times table 14's factors for 3.3 V (1.77 for x and y, 1.47 for z).
        private const float MinXYG = 50 * 1.77f / 256;
        private const float MaxXYG = 540 * 1.77f / 256;
        private const float MinZG = 75 * 1.47f / 256;
        private const float MaxZG = 875 * 1.47f / 256;

        private readonly Adxl345Driver _driver;

        /// <summary>For a part supplied with 3.3 V.</summary>
        public Adxl345SelfTest(II2cBus bus, IClock clock)
            : base(clock, Limits(), Adxl345Driver.FifoEntries)
        {
            _driver = new Adxl345Driver(bus, true);
        }

        /// <summary>
        /// Ok, SelfTestFailed or what kept the test from running. <paramref name="changeG"/> (3 or more) receives how far
        /// x, y, z moved, when the test ran.
        /// </summary>
        public Adxl345StatusCode Run(float[] changeG)
        {
            return (Adxl345StatusCode)RunTest(changeG);
        }

        /// <inheritdoc/>
        protected override PartStatusCode Prepare()
        {
            return (PartStatusCode)_driver.Configure(RateHz, RangeG, Samples);
        }

        /// <inheritdoc/>
        protected override PartStatusCode Switch(bool on)
        {
            return (PartStatusCode)_driver.SwitchSelfTest(on);
        }

        /// <inheritdoc/>
        protected override PartStatusCode Clear()
        {
            return (PartStatusCode)_driver.ClearFifo();
        }

        /// <inheritdoc/>
        protected override int Read(float[][] axesG, out PartStatusCode status)
        {
            int count = _driver.ReadFifo(axesG, 0, Adxl345Driver.FifoEntries, out Adxl345StatusCode own);
            status = (PartStatusCode)own;
            return count;
        }

        /// <inheritdoc/>
        protected override PartStatusCode Stop()
        {
            return (PartStatusCode)_driver.Stop();
        }

        // The y axis moves the other way.
        private static SelfTestLimits Limits()
        {
            float[] minG = { MinXYG, -MaxXYG, MinZG };
            float[] maxG = { MaxXYG, -MinXYG, MaxZG };
            return new SelfTestLimits(minG, maxG, SettleMs, GatherMs, Samples);
        }
    }
}
