using System;
using Stethos.Drivers.Adxl355;
using Stethos.Hal.Parts;
using Xunit.Abstractions;

namespace Stethos.Drivers.Tests
{
    public sealed class Adxl355DriverTests : BlockFifoContract
    {
        public Adxl355DriverTests(ITestOutputHelper output)
            : base(output)
        {
        }

        private protected override Type StatusType => typeof(Adxl355StatusCode);

        private protected override int[] RatesHz => new[] { 125, 250, 500, 1000, 2000, 4000 };

        private protected override int[][] WrongSettings => new[]
        {
            new[] { 62, 8, 16 }, new[] { 8000, 8, 16 }, new[] { 1001, 8, 16 }, new[] { 0, 8, 16 }, new[] { 1000, 16, 16 },
            new[] { 1000, 0, 16 }, new[] { 1000, 8, 0 }, new[] { 1000, 8, 32 }
        };

        private protected override bool SelfTestHasASign => false;

        private protected override double[] GoodShiftG => new[] { 0.3, 0.3, 1.5 };

        [Theory]
        [InlineData(2, 3.90625e-6)]
        [InlineData(4, 7.8125e-6)]
        [InlineData(8, 15.625e-6)]
        public void A_count_is_what_the_data_sheet_says_in_every_range(int rangeG, double gPerCount)
        {
            FifoRig rig = NewRig(new RigOptions());
            Assert.Equal(PartStatusCode.Ok, rig.Configure(1000, rangeG, 4));
            rig.Part.SetChannel(0, 1.4 * gPerCount);
            rig.Part.SetChannel(1, -1.4 * gPerCount);
            rig.Clock.Advance(10);
            rig.AssertReads(10);
            Assert.Equal((float)gPerCount, rig.AxesG[0][0]);
            Assert.Equal((float)-gPerCount, rig.AxesG[1][0]);
        }

        [Fact]
        public void Three_axes_of_noise_are_as_small_as_the_part_promises()
        {
            FifoRig rig = NewRig(new RigOptions { IsNoisy = true });
            rig.Part.SetChannel(0, 0.25);
            rig.Start();
            double squares = 0;
            for (int i = 0; i < 100; i++)
            {
                rig.Clock.Advance(rig.RoundMs);
                rig.AssertReads(FifoRig.RoundSamples);
                for (int k = 0; k < FifoRig.RoundSamples; k++)
                {
                    squares += Math.Pow(rig.AxesG[0][k] - 0.25, 2);
                }
            }

            // 22.5 µg/√Hz in 250 Hz.
            Assert.Equal(356e-6, Math.Sqrt(squares / 1600), 20e-6);
        }

        private protected override FifoRig NewRig(RigOptions options) => new Adxl355Rig(options);

        private protected override NumberedSource Numbers() => new NumberedSource(-8, 1 / 1024.0);
    }
}
