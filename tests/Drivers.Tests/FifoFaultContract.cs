using System;
using Stethos.Hal.Parts;
using Xunit.Abstractions;

namespace Stethos.Drivers.Tests
{
    /// <summary>What every driver of a part with a FIFO on I2C does when the bus, the part or the scheduler fails.</summary>
    public abstract class FifoFaultContract : FifoContract
    {
        private readonly ITestOutputHelper _output;

        protected FifoFaultContract(ITestOutputHelper output)
        {
            _output = output;
        }

        [Fact]
        public void An_empty_address_is_reported()
        {
            FifoRig rig = NewRig(new RigOptions());
            rig.Bus.Faults.NackShare = 1;
            Assert.Equal(PartStatusCode.AddressNotAcknowledged, rig.Configure());
        }

        [Fact]
        public void A_nack_at_any_transfer_of_configuring_is_reported_and_a_second_try_works()
        {
            long transfers = TransfersOf(rig => rig.Start());
            Assert.True(transfers > 8, $"{transfers}");
            for (long n = 0; n < transfers; n++)
            {
                FifoRig rig = NewRig(new RigOptions());
                rig.Bus.Faults.NackAt(n);
                Assert.Equal(PartStatusCode.AddressNotAcknowledged, rig.Configure());
                rig.AssertWorks();
            }
        }

        [Fact]
        public void A_broken_off_transfer_of_configuring_is_reported_at_every_byte_and_a_second_try_works()
        {
            long transfers = TransfersOf(rig => rig.Start());
            for (long n = 0; n < transfers; n++)
            {
                for (int bytes = 0; bytes < 2; bytes++)
                {
                    FifoRig rig = NewRig(new RigOptions());
                    rig.Bus.Faults.PartialAt(n, bytes);
                    Assert.Equal(PartStatusCode.PartialTransfer, rig.Configure());
                    rig.AssertWorks();
                }
            }
        }

        [Fact]
        public void A_write_that_never_arrives_is_found_out_or_does_not_matter()
        {
            FifoRig good = NewRig(new RigOptions());
            good.Start();
            int found = 0;
            for (int n = 0; n < good.Port.WriteCount; n++)
            {
                FifoRig rig = NewRig(new RigOptions());
                rig.Port.LostWrite = n;
                PartStatusCode status = rig.Configure();
                if (status == PartStatusCode.Ok)
                {
                    rig.Clock.Advance(rig.RoundMs);
                    rig.AssertReads(FifoRig.RoundSamples);
                }
                else
                {
                    Assert.Equal(PartStatusCode.SettingNotKept, status);
                    found++;
                }
            }

            Assert.True(found >= 3, $"{found}");
        }

        [Fact]
        public void A_nack_at_any_transfer_of_reading_costs_no_sample()
        {
            long setUp = TransfersOf(rig => rig.Start());
            long transfers = TransfersOf(StartAndReadOneRound) - setUp;
            Assert.True(transfers >= 3, $"{transfers}");
            for (long n = 0; n < transfers; n++)
            {
                FifoRig rig = Started();
                rig.Clock.Advance(rig.RoundMs);
                rig.Bus.Faults.NackAt(setUp + n);
                int first = rig.Read(out PartStatusCode status);
                Assert.Equal(PartStatusCode.AddressNotAcknowledged, status);

                // What is left may be less than a watermark; the next round brings it.
                rig.Clock.Advance(rig.RoundMs);
                int second = rig.Read(out _);
                Assert.Equal(2 * FifoRig.RoundSamples, first + second);
            }
        }

        [Fact]
        public void After_a_read_broken_off_at_any_byte_no_sample_is_wrong_and_the_gap_is_told()
        {
            long setUp = TransfersOf(rig => rig.Start());
            long transfers = TransfersOf(StartAndReadOneRound) - setUp;
            for (long n = 0; n < transfers; n++)
            {
                for (int bytes = 0; bytes < 40; bytes++)
                {
                    NumberedSource source = Numbers();
                    FifoRig rig = NewRig(new RigOptions { Source = source });
                    rig.Start();
                    rig.Clock.Advance(rig.RoundMs);
                    rig.Bus.Faults.PartialAt(setUp + n, bytes);
                    var joins = new JoinCheck(source, $"transfer {n}, byte {bytes}");
                    for (int round = 0; round < 5; round++)
                    {
                        int count = rig.Read(out PartStatusCode status);
                        joins.Take(rig, count, status);
                        rig.Clock.Advance(rig.RoundMs);
                    }

                    rig.AssertReads(FifoRig.RoundSamples);
                }
            }
        }

        [Fact]
        public void A_stuck_bus_times_out_until_it_is_free_and_what_it_cost_is_reported()
        {
            FifoRig rig = Started();
            long from = rig.Bus.TransferCount;
            rig.Bus.Faults.StuckBetween(from, from + 10);
            for (int i = 0; i < 10; i++)
            {
                rig.Clock.Advance(rig.RoundMs);
                Assert.Equal(0, rig.Read(out PartStatusCode status));
                Assert.Equal(PartStatusCode.Timeout, status);
            }

            Assert.Equal(rig.FifoSamples, rig.Read(out PartStatusCode after));
            Assert.Equal(PartStatusCode.Overrun, after);
            Assert.Equal(1, rig.OverrunCount);
            rig.Clock.Advance(rig.RoundMs);
            rig.AssertReads(FifoRig.RoundSamples);
        }

        [Fact]
        public void An_overrun_whose_reads_fail_is_counted_once_and_still_reported()
        {
            FifoRig rig = Started();
            rig.Clock.Advance(1000);
            PartStatusCode status = PartStatusCode.Ok;
            for (int i = 0; i < 3; i++)
            {
                rig.Bus.Faults.Clear();
                rig.Bus.Faults.NackAt(rig.Bus.TransferCount + Math.Min(i, 1));
                Assert.Equal(0, rig.Read(out status));
                Assert.Equal(PartStatusCode.AddressNotAcknowledged, status);
            }

            Assert.Equal(rig.FifoSamples, rig.Read(out status));
            Assert.Equal(PartStatusCode.Overrun, status);
            Assert.Equal(1, rig.OverrunCount);
        }

        [Fact]
        public void On_a_bad_bus_samples_said_to_join_do_join_and_few_are_lost()
        {
            NumberedSource source = Numbers();
            FifoRig rig = NewRig(new RigOptions { Source = source });
            rig.Start();
            rig.Bus.Faults.Seed = 20250;
            rig.Bus.Faults.NackShare = 0.05;
            _output.WriteLine(rig.Bus.Faults.ToString());
            var joins = new JoinCheck(source, "bad bus");
            int faults = 0;
            for (int i = 0; i < 900; i++)
            {
                rig.Clock.Advance(rig.RoundMs / 2);
                if (i % 7 == 0)
                {
                    rig.Bus.Faults.PartialAt(rig.Bus.TransferCount + (i % 20), i % 31);
                }

                int count = rig.Read(out PartStatusCode status);
                faults += status is PartStatusCode.Ok or PartStatusCode.Overrun ? 0 : 1;
                joins.Take(rig, count, status);
            }

            int made = 900 * FifoRig.RoundSamples / 2;
            _output.WriteLine($"{joins.Samples} of {made} samples, {faults} faults, {rig.OverrunCount} overruns");
            Assert.True(faults > 50, $"{faults}");
            Assert.InRange(joins.Samples, made * 3 / 4, made - 10);
        }

        [Fact]
        public void The_self_test_passes_on_a_good_part_and_leaves_it_in_standby()
        {
            FifoRig rig = NewRig(new RigOptions { IsNoisy = true });
            var changeG = new float[3];
            Assert.Equal(PartStatusCode.Ok, rig.SelfTest(changeG));
            for (int axis = 0; axis < 3; axis++)
            {
                Assert.Equal(GoodShiftG[axis], changeG[axis], 0.05);
            }

            rig.Clock.Advance(1000);
            rig.AssertReads(0);

            // The force is off again.
            rig.Part.SetChannel(2, 0);
            rig.AssertWorks();
            Assert.Equal(0, rig.AxesG[2][15], 0.2);
        }

        [Fact]
        public void The_self_test_fails_when_an_axis_moves_too_little_or_too_much_or_the_wrong_way()
        {
            double[] factors = SelfTestHasASign ? new[] { 0, 0.15, 4, -1 } : new[] { 0, 0.15, 4, -0.15 };
            for (int axis = 0; axis < 3; axis++)
            {
                foreach (double factor in factors)
                {
                    var shiftG = (double[])GoodShiftG.Clone();
                    shiftG[axis] *= factor;
                    FifoRig rig = NewRig(new RigOptions { SelfTestShiftG = shiftG });
                    Assert.Equal(PartStatusCode.SelfTestFailed, rig.SelfTest(new float[3]));
                }
            }
        }

        [Fact]
        public void The_self_test_says_which_transfer_broke_it_and_never_passes_then()
        {
            FifoRig good = NewRig(new RigOptions());
            Assert.Equal(PartStatusCode.Ok, good.SelfTest(new float[3]));
            for (long n = 0; n < good.Bus.TransferCount; n++)
            {
                FifoRig rig = NewRig(new RigOptions());
                rig.Bus.Faults.NackAt(n);
                Assert.Equal(PartStatusCode.AddressNotAcknowledged, rig.SelfTest(new float[3]));
            }
        }

        /// <summary>The data sheet says which way each axis moves.</summary>
        private protected abstract bool SelfTestHasASign { get; }

        /// <summary>How far the self test moves a good part's axes.</summary>
        private protected abstract double[] GoodShiftG { get; }

        private protected long TransfersOf(Action<FifoRig> action)
        {
            FifoRig rig = NewRig(new RigOptions());
            action(rig);
            return rig.Bus.TransferCount;
        }

        private static void StartAndReadOneRound(FifoRig rig)
        {
            rig.Start();
            rig.Clock.Advance(rig.RoundMs);
            rig.AssertReads(FifoRig.RoundSamples);
        }
    }
}
