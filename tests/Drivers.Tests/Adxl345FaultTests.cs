using System;
using Stethos.Drivers.Adxl345;
using Stethos.Hal.Virtual.Parts;
using Xunit.Abstractions;

namespace Stethos.Drivers.Tests
{
    public sealed class Adxl345FaultTests
    {
        private const int RoundSamples = 16;

        private readonly ITestOutputHelper _output;

        public Adxl345FaultTests(ITestOutputHelper output)
        {
            _output = output;
        }

        [Fact]
        public void A_nack_at_any_transfer_of_configuring_is_reported_and_a_second_try_works()
        {
            long transfers = TransfersOf(rig => rig.Configure());
            Assert.True(transfers > 8, $"{transfers}");
            for (long n = 0; n < transfers; n++)
            {
                var rig = new Adxl345Rig();
                rig.Bus.Faults.NackAt(n);
                Assert.Equal(Adxl345StatusCode.AddressNotAcknowledged, rig.Driver.Configure(800, 16, RoundSamples));
                AssertWorks(rig);
            }
        }

        [Fact]
        public void A_broken_off_transfer_of_configuring_is_reported_at_every_byte_and_a_second_try_works()
        {
            long transfers = TransfersOf(rig => rig.Configure());
            for (long n = 0; n < transfers; n++)
            {
                for (int bytes = 0; bytes < 2; bytes++)
                {
                    var rig = new Adxl345Rig();
                    rig.Bus.Faults.PartialAt(n, bytes);
                    Assert.Equal(Adxl345StatusCode.PartialTransfer, rig.Driver.Configure(800, 16, RoundSamples));
                    AssertWorks(rig);
                }
            }
        }

        [Fact]
        public void A_nack_at_any_transfer_of_reading_costs_no_sample()
        {
            long setUp = TransfersOf(rig => rig.Configure());
            for (long n = 0; n < RoundSamples + 2; n++)
            {
                var rig = new Adxl345Rig();
                rig.Configure();
                rig.Clock.Advance(20);
                rig.Bus.Faults.NackAt(setUp + n);
                int first = rig.Read(out Adxl345StatusCode status);
                Assert.Equal(Adxl345StatusCode.AddressNotAcknowledged, status);
                Assert.Equal(Math.Max(0, n - 2), first);

                // What is left may be less than a watermark; the next round brings it.
                rig.Clock.Advance(5);
                rig.Clock.Advance(15);
                int second = rig.Read(out _);
                Assert.Equal(2 * RoundSamples, first + second);
            }
        }

        [Fact]
        public void A_read_broken_off_inside_the_fifo_marks_the_gap_before_the_next_samples()
        {
            long setUp = TransfersOf(rig => rig.Configure());
            for (int bytes = 0; bytes < 7; bytes++)
            {
                var rig = new Adxl345Rig();
                rig.Configure();
                rig.Clock.Advance(20);
                rig.Bus.Faults.PartialAt(setUp + 2 + 5, bytes);
                Assert.Equal(5, rig.Read(out Adxl345StatusCode status));
                Assert.Equal(Adxl345StatusCode.PartialTransfer, status);
                rig.Clock.Advance(20);
                int rest = rig.Read(out status);
                Assert.Equal(Adxl345StatusCode.Overrun, status);
                Assert.Equal(0, rig.Driver.OverrunCount);

                // The part lets go of an entry as soon as one of its bytes was read.
                Assert.Equal(bytes < 2 ? 27 : 26, rest);
                rig.Clock.Advance(20);
                rig.AssertReads(RoundSamples);
            }
        }

        [Fact]
        public void A_stuck_bus_times_out_until_it_is_free_and_what_it_cost_is_reported()
        {
            var rig = new Adxl345Rig();
            rig.Configure();
            long from = rig.Bus.TransferCount;
            rig.Bus.Faults.StuckBetween(from, from + 10);
            for (int i = 0; i < 10; i++)
            {
                rig.Clock.Advance(20);
                Assert.Equal(0, rig.Read(out Adxl345StatusCode status));
                Assert.Equal(Adxl345StatusCode.Timeout, status);
            }

            Assert.Equal(32, rig.Read(out Adxl345StatusCode after));
            Assert.Equal(Adxl345StatusCode.Overrun, after);
            Assert.Equal(1, rig.Driver.OverrunCount);
            rig.Clock.Advance(20);
            rig.AssertReads(RoundSamples);
        }

        [Fact]
        public void An_overrun_whose_first_read_fails_is_counted_once_and_still_reported()
        {
            var rig = new Adxl345Rig();
            rig.Configure();
            rig.Clock.Advance(1000);
            rig.Bus.Faults.PartialAt(rig.Bus.TransferCount + 2, 3);
            Assert.Equal(0, rig.Read(out Adxl345StatusCode status));
            Assert.Equal(Adxl345StatusCode.PartialTransfer, status);
            Assert.Equal(31, rig.Read(out status));
            Assert.Equal(Adxl345StatusCode.Overrun, status);
            Assert.Equal(1, rig.Driver.OverrunCount);
        }

        [Fact]
        public void On_a_bad_bus_samples_said_to_join_do_join_and_few_are_lost()
        {
            var options = new VirtualAdxl345Options { NoiseDensityMicroG = new double[3] };
            var rig = new Adxl345Rig(options, fullResolution: true, new NumberedSource());
            rig.Configure();
            rig.Bus.Faults.Seed = 20250;
            rig.Bus.Faults.NackShare = 0.05;
            _output.WriteLine(rig.Bus.Faults.ToString());
            int samples = 0;
            int faults = 0;
            int next = 1;
            for (int i = 0; i < 1000; i++)
            {
                rig.Clock.Advance(10);
                if (i % 7 == 0)
                {
                    rig.Bus.Faults.PartialAt(rig.Bus.TransferCount + (i % 20), i % 9);
                }

                int count = rig.Read(out Adxl345StatusCode status);
                faults += status is Adxl345StatusCode.Ok or Adxl345StatusCode.Overrun ? 0 : 1;
                for (int k = 0; k < count; k++)
                {
                    int number = NumberedSource.NumberOf(rig.AxesG[0][k]);
                    bool joins = number == next || (k == 0 && status != Adxl345StatusCode.Ok && number > next);
                    Assert.True(joins, $"round {i}, {status}: sample {number} instead of {next}");
                    next = number + 1;
                }

                samples += count;
            }

            _output.WriteLine($"{samples} of 8,000 samples, {faults} faults, {rig.Driver.OverrunCount} overruns");
            Assert.True(faults > 100, $"{faults}");
            Assert.InRange(samples, 7000, 7990);
        }

        [Fact]
        public void The_self_test_passes_on_a_good_part_and_leaves_it_in_standby()
        {
            var rig = new Adxl345Rig(new VirtualAdxl345Options(), fullResolution: true);
            var changeG = new float[3];
            Assert.Equal(Adxl345StatusCode.Ok, SelfTest(rig).Run(changeG));
            Assert.Equal(1.5, changeG[0], 0.05);
            Assert.Equal(-1.5, changeG[1], 0.05);
            Assert.Equal(2.2, changeG[2], 0.05);
            rig.Clock.Advance(1000);
            rig.AssertReads(0);

            // The force is off again.
            rig.Configure();
            rig.Clock.Advance(30);
            int read = rig.Read(out _);
            Assert.Equal(0, rig.LastG(0, read), 0.2);
        }

        [Theory]
        [InlineData(0.3, -1.5, 2.2)]
        [InlineData(3.8, -1.5, 2.2)]
        [InlineData(1.5, -0.3, 2.2)]
        [InlineData(1.5, 1.5, 2.2)]
        [InlineData(1.5, -1.5, 0.4)]
        [InlineData(1.5, -1.5, 5.1)]
        [InlineData(0, 0, 0)]
        public void The_self_test_fails_when_an_axis_moves_too_little_or_too_much(double x, double y, double z)
        {
            var rig = new Adxl345Rig(new VirtualAdxl345Options { SelfTestShiftG = new[] { x, y, z } }, fullResolution: true);
            Assert.Equal(Adxl345StatusCode.SelfTestFailed, SelfTest(rig).Run(new float[3]));
        }

        [Fact]
        public void The_self_test_says_which_transfer_broke_it_and_never_passes_then()
        {
            var good = new Adxl345Rig();
            Assert.Equal(Adxl345StatusCode.Ok, SelfTest(good).Run(new float[3]));
            for (long n = 0; n < good.Bus.TransferCount; n++)
            {
                var rig = new Adxl345Rig();
                rig.Bus.Faults.NackAt(n);
                Assert.Equal(Adxl345StatusCode.AddressNotAcknowledged, SelfTest(rig).Run(new float[3]));
            }
        }

        private static Adxl345SelfTest SelfTest(Adxl345Rig rig) =>
            new Adxl345SelfTest(rig.Bus.Open(Adxl345Driver.AddressLow), rig.Clock);

        private static long TransfersOf(Action<Adxl345Rig> action)
        {
            var rig = new Adxl345Rig();
            action(rig);
            return rig.Bus.TransferCount;
        }

        private static void AssertWorks(Adxl345Rig rig)
        {
            rig.Configure(watermark: RoundSamples);
            rig.Clock.Advance(20);
            rig.AssertReads(RoundSamples);
        }
    }
}
