using System;
using Stethos.Drivers.Iis3dwb;
using Stethos.Hal.Parts;

namespace Stethos.Drivers.Tests
{
    public sealed class Iis3dwbDriverTests
    {
        private readonly Iis3dwbRig _rig = new Iis3dwbRig(new RigOptions());

        [Fact]
        public void The_status_has_the_numbers_all_parts_share()
        {
            foreach (Iis3dwbStatusCode own in Enum.GetValues<Iis3dwbStatusCode>())
            {
                string expected = own == Iis3dwbStatusCode.CorruptData ? "10" : own.ToString();
                Assert.Equal(expected, ((PartStatusCode)own).ToString());
            }
        }

        [Theory]
        [InlineData(0)]
        [InlineData(1)]
        [InlineData(3)]
        [InlineData(32)]
        [InlineData(-2)]
        public void A_range_the_part_does_not_have_is_refused_before_the_bus_is_touched(int rangeG)
        {
            Assert.Equal(Iis3dwbStatusCode.InvalidSetting, _rig.Driver.Configure(rangeG));
            Assert.Equal(0, _rig.Bus.TransferCount);
        }

        [Theory]
        [InlineData(2, 1 / 16384.0)]
        [InlineData(4, 1 / 8192.0)]
        [InlineData(8, 1 / 4096.0)]
        [InlineData(16, 1 / 2048.0)]
        public void A_count_is_what_the_data_sheet_says_in_every_range(int rangeG, double gPerCount)
        {
            Assert.Equal(Iis3dwbStatusCode.Ok, _rig.Driver.Configure(rangeG));
            _rig.Part.SetChannel(0, 1.4 * gPerCount);
            _rig.Part.SetChannel(1, -1.4 * gPerCount);
            _rig.Part.SetChannel(2, 1);
            _rig.AssertWorks();
            Assert.Equal((float)gPerCount, _rig.AxesG[0][0]);
            Assert.Equal((float)-gPerCount, _rig.AxesG[1][511]);
            Assert.Equal(1f, _rig.AxesG[2][256]);
        }

        [Fact]
        public void A_snapshot_is_there_after_19_2_ms_and_not_before()
        {
            _rig.Configure();
            _rig.Clock.Advance(100);
            _rig.StartSnapshot();
            _rig.Clock.Advance(19);
            long before = _rig.Bus.TransferCount;
            _rig.AssertReads(0);
            Assert.Equal(1, _rig.Bus.TransferCount - before);
            _rig.Clock.Advance(1);
            _rig.AssertReads(512);
        }

        [Theory]
        [InlineData(20)]
        [InlineData(21)]
        [InlineData(250)]
        [InlineData(60000)]
        public void A_snapshot_read_late_is_still_the_512_samples_after_its_start(int lateMs)
        {
            var source = new NumberedSource(-16, 1 / 512.0);
            var rig = new Iis3dwbRig(new RigOptions { Source = source });
            rig.Configure();
            rig.Clock.Advance(100);
            rig.StartSnapshot();
            rig.Clock.Advance(lateMs);
            rig.AssertReads(512);
            for (int i = 0; i < 512; i++)
            {
                Assert.Equal(2667 + i, source.NumberOf(rig.AxesG[0][i]), 1.0);
                Assert.Equal(1, source.NumberOf(rig.AxesG[2][i]) - source.NumberOf(rig.AxesG[2][Math.Max(0, i - 1)]) + (i == 0 ? 1 : 0));
            }
        }

        [Fact]
        public void Reading_writes_only_the_snapshot_and_starts_the_next_by_itself()
        {
            _rig.Configure();
            _rig.AssertReads(0);
            _rig.Clock.Advance(20);
            _rig.AxesG[1][9] = 99;
            _rig.AxesG[1][522] = 99;
            Assert.Equal(512, _rig.Driver.ReadSnapshot(_rig.AxesG, 10, out _));
            Assert.Equal(99, _rig.AxesG[1][9]);
            Assert.Equal(99, _rig.AxesG[1][522]);
            _rig.Clock.Advance(20);
            _rig.AssertReads(0);
            _rig.Clock.Advance(20);
            _rig.AssertReads(512);
            Assert.Throws<ArgumentException>(() => _rig.Driver.ReadSnapshot(_rig.AxesG, 89, out _));
        }

        [Fact]
        public void Clipped_samples_are_counted_and_held_at_the_end_of_the_range()
        {
            _rig.Configure();
            _rig.Part.SetChannel(0, 17);
            _rig.AssertWorks();
            Assert.Equal(512, _rig.Driver.ClippedSamples);
            Assert.Equal(32767 / 2048f, _rig.AxesG[0][0]);
            _rig.Part.SetChannel(0, 15.9);
            _rig.AssertWorks();
            Assert.Equal(512, _rig.Driver.ClippedSamples);
            _rig.Part.SetChannel(2, -17);
            _rig.AssertWorks();
            Assert.Equal(1024, _rig.Driver.ClippedSamples);
            Assert.Equal(-16f, _rig.AxesG[2][0]);
        }

        [Fact]
        public void Another_part_or_none_is_not_written_to()
        {
            var rig = new Iis3dwbRig(new RigOptions { DeviceId = 0x6C });
            Assert.Equal(Iis3dwbStatusCode.WrongDeviceId, rig.Driver.Configure(16));
            Assert.Equal(1, rig.Bus.TransferCount);
            var driver = new Iis3dwbDriver(rig.Bus.Open(6));
            Assert.Equal(Iis3dwbStatusCode.WrongDeviceId, driver.Configure(16));
            Assert.Equal(2, rig.Bus.TransferCount);
        }

        [Fact]
        public void A_fault_at_any_transfer_of_configuring_is_reported_and_a_second_try_works()
        {
            _rig.Configure();
            Assert.True(_rig.Bus.TransferCount > 8, $"{_rig.Bus.TransferCount}");
            for (long n = 0; n < _rig.Bus.TransferCount; n++)
            {
                var refused = new Iis3dwbRig(new RigOptions());
                refused.Bus.Faults.FailAt(n);
                Assert.Equal(Iis3dwbStatusCode.BusFault, refused.Driver.Configure(16));
                refused.Configure();
                refused.AssertWorks();

                var broken = new Iis3dwbRig(new RigOptions());
                broken.Bus.Faults.PartialAt(n, 1);
                Assert.Equal(Iis3dwbStatusCode.PartialTransfer, broken.Driver.Configure(16));
                broken.Configure();
                broken.AssertWorks();
            }
        }

        [Theory]
        [InlineData(true)]
        [InlineData(false)]
        public void A_line_held_at_one_level_never_passes_for_a_configured_part(bool high)
        {
            _rig.Configure();
            for (long n = 0; n < _rig.Bus.TransferCount; n++)
            {
                var rig = new Iis3dwbRig(new RigOptions());
                rig.Bus.Faults.MutedBetween(n, long.MaxValue, high);
                Assert.Contains(
                    rig.Driver.Configure(16), new[] { Iis3dwbStatusCode.WrongDeviceId, Iis3dwbStatusCode.SettingNotKept });
            }
        }

        [Theory]
        [InlineData(true)]
        [InlineData(false)]
        public void A_line_that_breaks_while_reading_never_passes_for_samples(bool high)
        {
            for (int n = 0; n < 9; n++)
            {
                var rig = new Iis3dwbRig(new RigOptions());
                rig.Configure();
                rig.StartSnapshot();
                rig.Clock.Advance(20);
                rig.Bus.Faults.MutedBetween(rig.Bus.TransferCount + n, long.MaxValue, high);
                Assert.Equal(0, rig.Read(out Iis3dwbStatusCode status));

                // Zeros as the level are an empty FIFO: only the missing snapshot tells.
                Assert.Equal(n == 0 && !high ? Iis3dwbStatusCode.Ok : Iis3dwbStatusCode.CorruptData, status);
                Assert.Equal(0, rig.Driver.ClippedSamples);
                rig.Bus.Faults.Clear();
                rig.AssertWorks();
            }
        }

        [Fact]
        public void A_fault_at_any_transfer_of_reading_gives_no_samples_and_the_next_snapshot_is_whole()
        {
            for (int n = 0; n < 9; n++)
            {
                // The first transfer, the level, has three bytes.
                for (int bytes = -1; bytes < (n == 0 ? 3 : 20); bytes++)
                {
                    var source = new NumberedSource(-16, 1 / 512.0);
                    var rig = new Iis3dwbRig(new RigOptions { Source = source });
                    rig.Configure();
                    rig.StartSnapshot();
                    rig.Clock.Advance(20);
                    if (bytes < 0)
                    {
                        rig.Bus.Faults.FailAt(rig.Bus.TransferCount + n);
                    }
                    else
                    {
                        rig.Bus.Faults.PartialAt(rig.Bus.TransferCount + n, bytes);
                    }

                    Assert.Equal(0, rig.Read(out Iis3dwbStatusCode status));
                    Assert.Equal(bytes < 0 ? Iis3dwbStatusCode.BusFault : Iis3dwbStatusCode.PartialTransfer, status);
                    rig.Clock.Advance(20);
                    int second = rig.Read(out status);
                    Assert.Equal((n == 0 ? 512 : 0, Iis3dwbStatusCode.Ok), (second, status));
                    rig.Clock.Advance(20);
                    rig.AssertReads(n == 0 ? 0 : 512);
                    Assert.Equal(511, source.NumberOf(rig.AxesG[0][511]) - source.NumberOf(rig.AxesG[0][0]));
                }
            }
        }

        [Fact]
        public void A_stuck_bus_times_out_until_it_is_free()
        {
            _rig.Configure();
            _rig.StartSnapshot();
            long from = _rig.Bus.TransferCount;
            _rig.Bus.Faults.StuckBetween(from, from + 10);
            for (int i = 0; i < 10; i++)
            {
                _rig.Clock.Advance(20);
                Assert.Equal(0, _rig.Read(out Iis3dwbStatusCode status));
                Assert.Equal(Iis3dwbStatusCode.Timeout, status);
            }

            _rig.AssertReads(512);
        }

        [Fact]
        public void Stopping_ends_the_snapshots()
        {
            _rig.Configure();
            Assert.Equal(Iis3dwbStatusCode.Ok, _rig.Driver.Stop());
            _rig.AssertReads(0);
            _rig.Clock.Advance(1000);
            _rig.AssertReads(0);
        }

        [Fact]
        public void The_self_test_passes_on_a_good_part_and_stops_it()
        {
            var rig = new Iis3dwbRig(new RigOptions { IsNoisy = true });
            var changeG = new float[3];
            Assert.Equal(Iis3dwbStatusCode.Ok, rig.SelfTest(changeG));
            Assert.Equal(1.5, changeG[0], 0.05);
            Assert.Equal(1.5, changeG[1], 0.05);
            Assert.Equal(1.5, changeG[2], 0.05);
            rig.AssertReads(0);
            rig.Clock.Advance(100);
            rig.AssertReads(0);
        }

        [Theory]
        [InlineData(0.7, 1.5, 1.5)]
        [InlineData(1.5, 3.3, 1.5)]
        [InlineData(1.5, 1.5, 0)]
        [InlineData(0, 0, 0)]
        public void The_self_test_fails_when_an_axis_moves_too_little_or_too_much(double x, double y, double z)
        {
            var rig = new Iis3dwbRig(new RigOptions { SelfTestShiftG = new[] { x, y, z } });
            Assert.Equal(Iis3dwbStatusCode.SelfTestFailed, rig.SelfTest(new float[3]));
        }

        [Fact]
        public void The_self_test_says_which_transfer_broke_it_and_never_passes_then()
        {
            Assert.Equal(Iis3dwbStatusCode.Ok, _rig.SelfTest(new float[3]));
            for (long n = 0; n < _rig.Bus.TransferCount; n++)
            {
                var rig = new Iis3dwbRig(new RigOptions());
                rig.Bus.Faults.FailAt(n);
                Assert.Equal(Iis3dwbStatusCode.BusFault, rig.SelfTest(new float[3]));
            }
        }
    }
}
