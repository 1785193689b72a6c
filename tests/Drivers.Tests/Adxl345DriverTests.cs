using System;
using Stethos.Drivers.Adxl345;
using Stethos.Hal.Parts;
using Xunit.Abstractions;

namespace Stethos.Drivers.Tests
{
    public sealed class Adxl345DriverTests : FifoFaultContract
    {
        public Adxl345DriverTests(ITestOutputHelper output)
            : base(output)
        {
        }

        private protected override Type StatusType => typeof(Adxl345StatusCode);

        private protected override int[] RatesHz => new[] { 100, 200, 400, 800, 1600, 3200 };

        private protected override int[][] WrongSettings => new[]
        {
            new[] { 50, 16, 16 }, new[] { 6400, 16, 16 }, new[] { 801, 16, 16 }, new[] { 0, 16, 16 }, new[] { -100, 16, 16 },
            new[] { 800, 3, 16 }, new[] { 800, 32, 16 }, new[] { 800, 0, 16 }, new[] { 800, 16, 0 }, new[] { 800, 16, 32 }
        };

        private protected override bool SelfTestHasASign => true;

        private protected override double[] GoodShiftG => new[] { 1.5, -1.5, 2.2 };

        [Fact]
        public void Full_scale_at_3200_hz_is_one_count_less_and_still_counts_as_clipped()
        {
            FifoRig rig = NewRig(new RigOptions());
            Assert.Equal(PartStatusCode.Ok, rig.Configure(3200, 16, 16));
            rig.Part.SetChannel(0, 17);
            rig.Clock.Advance(5);
            rig.AssertReads(16);
            Assert.Equal(4094 / 256f, rig.AxesG[0][0]);
            Assert.Equal(16, rig.ClippedSamples);
        }

        [Fact]
        public void Ten_bits_at_16_g_are_31_mg_a_count()
        {
            var rig = new Adxl345Rig(new RigOptions(), fullResolution: false);
            rig.Start();
            rig.Part.SetChannel(0, 1.04);
            rig.Clock.Advance(20);
            rig.AssertReads(16);
            Assert.Equal(33 * 16 / 512f, rig.AxesG[0][0]);
        }

        [Fact]
        public void A_machine_is_heard_through_noise_and_quantisation()
        {
            FifoRig rig = NewRig(new RigOptions { IsNoisy = true });
            rig.Start();
            double sum = 0;
            for (int i = 0; i < 50; i++)
            {
                rig.Clock.Advance(20);
                rig.AssertReads(16);
                for (int k = 0; k < 16; k++)
                {
                    sum += rig.AxesG[2][k];
                }
            }

            Assert.Equal(1, sum / 800, 0.01);
        }

        [Fact]
        public void A_read_broken_off_inside_the_fifo_keeps_what_was_read_and_marks_the_gap()
        {
            long setUp = TransfersOf(rig => rig.Start());
            for (int bytes = 0; bytes < 7; bytes++)
            {
                FifoRig rig = Started();
                rig.Clock.Advance(20);
                rig.Bus.Faults.PartialAt(setUp + 2 + 5, bytes);
                Assert.Equal(5, rig.Read(out PartStatusCode status));
                Assert.Equal(PartStatusCode.PartialTransfer, status);
                rig.Clock.Advance(20);
                int rest = rig.Read(out status);
                Assert.Equal(PartStatusCode.Overrun, status);
                Assert.Equal(0, rig.OverrunCount);

                // The part lets go of an entry as soon as one of its bytes was read.
                Assert.Equal(bytes < 2 ? 27 : 26, rest);
                rig.Clock.Advance(20);
                rig.AssertReads(FifoRig.RoundSamples);
            }
        }

        private protected override FifoRig NewRig(RigOptions options) => new Adxl345Rig(options);

        private protected override NumberedSource Numbers() => new NumberedSource(-16, 1 / 256.0);
    }
}
