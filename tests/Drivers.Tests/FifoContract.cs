using System;
using Stethos.Hal.Parts;

namespace Stethos.Drivers.Tests
{
    /// <summary>What every driver of a part with a FIFO on I2C does on a good bus. Its faults: <see cref="FifoFaultContract"/>.</summary>
    public abstract class FifoContract
    {
        /// <summary>The driver's own status type.</summary>
        private protected abstract Type StatusType { get; }

        /// <summary>Rates the driver accepts.</summary>
        private protected abstract int[] RatesHz { get; }

        /// <summary>Rate, range, watermark: each row has one the part does not have.</summary>
        private protected abstract int[][] WrongSettings { get; }

        [Fact]
        public void The_status_begins_with_the_numbers_all_parts_share()
        {
            foreach (PartStatusCode shared in Enum.GetValues<PartStatusCode>())
            {
                Assert.Equal(shared.ToString(), Enum.GetName(StatusType, (int)shared));
            }
        }

        [Fact]
        public void Samples_come_at_the_rate_asked_for()
        {
            foreach (int rateHz in RatesHz)
            {
                FifoRig rig = NewRig(new RigOptions());
                Assert.Equal(PartStatusCode.Ok, rig.Configure(rateHz, rig.RangeG, 4));
                rig.Clock.Advance((16 * 1000 / rateHz) + (16 * 1000 % rateHz == 0 ? 0 : 1));
                Assert.InRange(rig.Read(out PartStatusCode status), 16, 16 + (rateHz / 1000));
                Assert.Equal(PartStatusCode.Ok, status);
                rig.AssertReads(0);
            }
        }

        [Fact]
        public void A_setting_the_part_does_not_have_is_refused_before_the_bus_is_touched()
        {
            FifoRig rig = NewRig(new RigOptions());
            Assert.NotEmpty(WrongSettings);
            foreach (int[] wrong in WrongSettings)
            {
                Assert.Equal(PartStatusCode.InvalidSetting, rig.Configure(wrong[0], wrong[1], wrong[2]));
            }

            Assert.Equal(0, rig.Bus.TransferCount);
        }

        [Fact]
        public void Another_part_at_the_address_is_not_written_to()
        {
            FifoRig rig = NewRig(new RigOptions { DeviceId = 0x77 });
            Assert.Equal(PartStatusCode.WrongDeviceId, rig.Configure());
            Assert.Equal(0, rig.Port.WriteCount);
        }

        [Fact]
        public void Nothing_is_read_below_the_watermark()
        {
            FifoRig rig = Started();
            rig.Clock.Advance(rig.RoundMs - 2);
            long before = rig.Bus.TransferCount;
            rig.AssertReads(0);
            Assert.Equal(1, rig.Bus.TransferCount - before);
            rig.Clock.Advance(2);
            rig.AssertReads(FifoRig.RoundSamples);
        }

        [Fact]
        public void What_does_not_fit_stays_in_the_fifo()
        {
            FifoRig rig = Started();
            rig.Clock.Advance(rig.RoundMs);
            rig.Clock.Advance(rig.RoundMs / 2);
            rig.AxesG[0][8] = 99;
            Assert.Equal(5, rig.Read(3, 5, out PartStatusCode status));
            Assert.Equal(PartStatusCode.Ok, status);
            Assert.Equal(99, rig.AxesG[0][8]);
            rig.AssertReads(FifoRig.RoundSamples + 8 - 5);
        }

        [Fact]
        public void Samples_are_in_order_and_each_is_read_once()
        {
            NumberedSource source = Numbers();
            FifoRig rig = NewRig(new RigOptions { Source = source });
            rig.Start();
            int next = 1;
            for (int i = 0; i < 100; i++)
            {
                rig.Clock.Advance(rig.RoundMs);
                rig.AssertReads(FifoRig.RoundSamples);
                for (int k = 0; k < FifoRig.RoundSamples; k++)
                {
                    Assert.Equal(next, source.NumberOf(rig.AxesG[0][k]));
                    Assert.Equal(next, source.NumberOf(rig.AxesG[1][k]));
                    Assert.Equal(next, source.NumberOf(rig.AxesG[2][k]));
                    next++;
                }
            }
        }

        [Fact]
        public void Each_axis_is_itself()
        {
            FifoRig rig = Started();
            rig.Part.SetChannel(0, 0.5);
            rig.Part.SetChannel(1, -1);
            rig.Part.SetChannel(2, 1.5);
            rig.Clock.Advance(rig.RoundMs);
            rig.AssertReads(FifoRig.RoundSamples);
            Assert.Equal(0.5f, rig.AxesG[0][0], 1e-6f);
            Assert.Equal(-1f, rig.AxesG[1][7], 1e-6f);
            Assert.Equal(1.5f, rig.AxesG[2][15], 1e-6f);
        }

        [Fact]
        public void An_overrun_is_reported_once_and_the_newest_samples_are_good()
        {
            FifoRig rig = Started();
            rig.Part.SetChannel(0, 1);
            rig.Clock.Advance(1000);
            rig.Part.SetChannel(0, 2);
            rig.Clock.Advance(rig.RoundMs);
            int old = rig.FifoSamples - FifoRig.RoundSamples;
            Assert.Equal(rig.FifoSamples, rig.Read(out PartStatusCode status));
            Assert.Equal(PartStatusCode.Overrun, status);
            Assert.Equal(1, rig.OverrunCount);
            Assert.Equal(1f, rig.AxesG[0][old - 1], 1e-6f);
            Assert.Equal(2f, rig.AxesG[0][old], 1e-6f);
            Assert.Equal(2f, rig.AxesG[0][rig.FifoSamples - 1], 1e-6f);

            rig.Clock.Advance(rig.RoundMs);
            rig.AssertReads(FifoRig.RoundSamples);
            Assert.Equal(1, rig.OverrunCount);
        }

        [Fact]
        public void Clipped_samples_are_counted_and_held_at_the_end_of_the_range()
        {
            FifoRig rig = Started();
            int clipped = 0;
            for (int axis = 0; axis < 3; axis++)
            {
                rig.Part.GetRange(axis, out double lowerG, out double upperG, out double epsilonG);
                foreach (double valueG in new[] { lowerG - 1, upperG + 1, lowerG + (3 * epsilonG), upperG - (3 * epsilonG) })
                {
                    rig.Part.SetChannel(axis, valueG);
                    rig.Clock.Advance(rig.RoundMs);
                    rig.AssertReads(FifoRig.RoundSamples);
                    clipped += valueG < lowerG || valueG > upperG ? FifoRig.RoundSamples : 0;
                    Assert.Equal(clipped, rig.ClippedSamples);
                    Assert.Equal(Math.Clamp(valueG, lowerG, upperG), rig.AxesG[axis][0], 2 * epsilonG);
                }

                rig.Part.SetChannel(axis, 0);
            }
        }

        [Fact]
        public void Configuring_again_drops_old_samples()
        {
            FifoRig rig = Started();
            rig.Clock.Advance(1000);
            rig.Start();
            rig.AssertReads(0);
            rig.Clock.Advance(rig.RoundMs);
            rig.AssertReads(FifoRig.RoundSamples);
            Assert.Equal(0, rig.OverrunCount);
        }

        [Fact]
        public void Stopping_ends_the_samples()
        {
            FifoRig rig = Started();
            Assert.Equal(PartStatusCode.Ok, rig.Stop());
            rig.Clock.Advance(1000);
            rig.AssertReads(0);
        }

        [Fact]
        public void Wrong_arguments_are_refused()
        {
            FifoRig rig = Started();
            Assert.Throws<ArgumentException>(() => rig.Read(-1, 1, out _));
            Assert.Throws<ArgumentException>(() => rig.Read(0, -1, out _));
        }

        /// <summary>The part and its driver.</summary>
        private protected abstract FifoRig NewRig(RigOptions options);

        /// <summary>A source whose steps the part resolves and that stays within the range for 16,000 samples.</summary>
        private protected abstract NumberedSource Numbers();

        private protected FifoRig Started()
        {
            FifoRig rig = NewRig(new RigOptions());
            rig.Start();
            return rig;
        }
    }
}
