using System;
using System.Linq;
using Stethos.Drivers.Mlx90640;
using Stethos.Hal.Parts;
using Stethos.Hal.Virtual.Vision;

namespace Stethos.Drivers.Tests
{
    public sealed class Mlx90640DriverTests
    {
        private readonly Mlx90640Rig _rig = new Mlx90640Rig(Mlx90640Rig.Quiet);

        [Fact]
        public void The_status_has_the_numbers_all_parts_share()
        {
            foreach (Mlx90640StatusCode own in Enum.GetValues<Mlx90640StatusCode>())
            {
                string expected = (int)own >= 10 ? ((int)own).ToString() : own.ToString();
                Assert.Equal(expected, ((PartStatusCode)own).ToString());
            }
        }

        [Theory]
        [InlineData(0)]
        [InlineData(501)]
        [InlineData(3000)]
        [InlineData(128000)]
        [InlineData(-500)]
        public void A_rate_the_part_does_not_have_is_refused_before_the_bus_is_touched(int milliHz)
        {
            Assert.Equal(Mlx90640StatusCode.InvalidSetting, _rig.Driver.Configure(milliHz, true));
            Assert.Equal(0, _rig.Bus.TransferCount);
        }

        [Theory]
        [InlineData(500)]
        [InlineData(1000)]
        [InlineData(2000)]
        [InlineData(4000)]
        [InlineData(8000)]
        [InlineData(16000)]
        [InlineData(32000)]
        [InlineData(64000)]
        public void A_subpage_comes_once_a_period_and_no_sooner(int milliHz)
        {
            _rig.Configure(milliHz);
            int period = (1000000 + milliHz - 1) / milliHz;
            _rig.Clock.Advance(period - 1);
            Assert.Equal(0, _rig.Read(out Mlx90640StatusCode status));
            Assert.Equal(Mlx90640StatusCode.Ok, status);
            _rig.Subpage(1);
            Assert.Equal(0, _rig.Read(out status));
            Assert.Equal(Mlx90640StatusCode.Ok, status);
        }

        [Theory]
        [InlineData(true)]
        [InlineData(false)]
        public void A_subpage_writes_its_own_half_of_the_picture_only(bool chess)
        {
            _rig.Configure(chess: chess);
            Array.Fill(_rig.Celsius, -1000f);
            _rig.Subpage();
            Assert.Equal(0, _rig.Driver.Subpage);
            for (int pixel = 0; pixel < Mlx90640Driver.PixelCount; pixel++)
            {
                int row = pixel / 32;
                bool isOwn = (chess ? row + pixel : row) % 2 == 0;
                Assert.Equal(isOwn, _rig.Celsius[pixel] > -1000f);
            }

            _rig.Subpage();
            Assert.Equal(1, _rig.Driver.Subpage);
            Assert.All(_rig.Celsius, value => Assert.True(value > 0));
        }

        [Fact]
        public void Subpages_show_the_scene_of_the_moment_they_were_measured()
        {
            _rig.Scene.Slope = 10;
            _rig.Configure();
            _rig.Subpage();
            Assert.Equal(_rig.Scene.At(0, 0.5), _rig.Celsius[0], 0.3);
            _rig.Subpage();
            Assert.Equal(_rig.Scene.At(0, 0.5), _rig.Celsius[0], 0.3);
            Assert.Equal(_rig.Scene.At(1, 1.0), _rig.Celsius[1], 0.3);
        }

        [Fact]
        public void Rows_that_take_turns_need_half_the_transfers()
        {
            _rig.Configure();
            long before = _rig.Bus.TransferCount;
            _rig.Subpage();
            long chess = _rig.Bus.TransferCount - before;
            _rig.Configure(chess: false);
            before = _rig.Bus.TransferCount;
            _rig.Subpage();
            Assert.Equal(chess - 12, _rig.Bus.TransferCount - before);
        }

        [Fact]
        public void New_data_while_reading_is_noticed_and_thrown_away()
        {
            _rig.Configure();
            _rig.Clock.Advance(500);
            int transfers = 0;
            _rig.Port.BeforeTransfer = () => _rig.Clock.Advance(++transfers == 20 ? 500 : 0);
            float[] before = _rig.Celsius.ToArray();
            Assert.Equal(0, _rig.Read(out Mlx90640StatusCode status));
            Assert.Equal(Mlx90640StatusCode.Overrun, status);
            Assert.Equal(1, _rig.Driver.TornSubpages);
            Assert.Equal(before, _rig.Celsius);
            Assert.Equal(Mlx90640Driver.SubpagePixels, _rig.Read(out status));
            Assert.Equal(Mlx90640StatusCode.Ok, status);
            Assert.Equal(1, _rig.Driver.Subpage);
        }

        [Fact]
        public void A_restart_is_counted_and_nothing_is_read_until_the_next_configuration()
        {
            _rig.Configure(4000);
            _rig.Part.Restart();
            _rig.Clock.Advance(1000);
            Assert.Equal(0, _rig.Read(out Mlx90640StatusCode status));
            Assert.Equal(Mlx90640StatusCode.SettingNotKept, status);
            Assert.Equal(1, _rig.Driver.Restarts);
            Assert.Equal(0, _rig.Read(out status));
            Assert.Equal(Mlx90640StatusCode.SettingNotKept, status);
            Assert.Equal(1, _rig.Driver.Restarts);
            _rig.Configure(4000);
            _rig.Subpage();
        }

        [Theory]
        [InlineData(0x0700)]
        [InlineData(0x0708)]
        [InlineData(0x070A)]
        [InlineData(0x0720)]
        [InlineData(0x072A)]
        [InlineData(0x0400)]
        [InlineData(0x0421)]
        public void A_word_that_is_no_measurement_spoils_the_subpage(int address)
        {
            _rig.Configure();
            _rig.Clock.Advance(500);
            _rig.Dump(0x8000, 1);
            _rig.Part.Plant(address, 0x7FFF);
            Assert.Equal(0, _rig.Read(out Mlx90640StatusCode status));
            Assert.Equal(Mlx90640StatusCode.CorruptData, status);
            Assert.Equal(1, _rig.Driver.InvalidSubpages);
            _rig.Subpage();
        }

        [Theory]
        [InlineData(0, 0)]
        [InlineData(10, 0x0040)]
        [InlineData(48, 0)]
        [InlineData(48, 0xFFFF)]
        [InlineData(51, 0x0068)]
        [InlineData(50, 0x5800)]
        [InlineData(33, 0)]
        public void Another_calibration_than_that_of_an_MLX90640_is_refused(int word, int value)
        {
            ushort[] eeprom = Mlx90640Image.Make(1, Array.Empty<int>(), Array.Empty<int>());
            if (word == 0)
            {
                Array.Clear(eeprom);
            }

            eeprom[word] = (ushort)value;
            var rig = new Mlx90640Rig(Mlx90640Rig.Quiet with { Eeprom = eeprom });
            Assert.Equal(Mlx90640StatusCode.WrongDeviceId, rig.Driver.Configure(2000, true));
        }

        [Theory]
        [InlineData(true)]
        [InlineData(false)]
        public void Bad_pixels_get_the_values_of_their_neighbours(bool chess)
        {
            int[] bad = { 0, 31, 400, 767 };
            var rig = new Mlx90640Rig(Mlx90640Rig.Quiet with { Broken = bad[..2], Outliers = bad[2..] });
            rig.Configure(chess: chess);
            rig.Scene.Step = 0.01;
            rig.Picture();
            Assert.Equal(4, rig.Driver.BadPixels);
            foreach (int pixel in bad)
            {
                Assert.True(rig.Driver.IsBad(pixel));
                Assert.Equal(rig.Scene.At(pixel, 0), rig.Celsius[pixel], 0.6);
            }

            Assert.False(rig.Driver.IsBad(1));
        }

        [Fact]
        public void A_bad_pixel_is_the_median_of_its_diagonal_neighbours()
        {
            var rig = new Mlx90640Rig(Mlx90640Rig.Quiet with { Broken = new[] { 400 } });
            rig.Configure();
            rig.Scene.Step = 1;
            rig.Scene.First = -300;
            rig.Picture();
            float[] near = { rig.Celsius[367], rig.Celsius[369], rig.Celsius[431], rig.Celsius[433] };
            Array.Sort(near);
            Assert.Equal((near[1] + near[2]) / 2, rig.Celsius[400], 3);
        }

        [Fact]
        public void More_than_four_bad_pixels_are_refused()
        {
            var rig = new Mlx90640Rig(Mlx90640Rig.Quiet with { Broken = new[] { 1, 5, 9 }, Outliers = new[] { 100, 200 } });
            Assert.Equal(Mlx90640StatusCode.CorruptData, rig.Driver.Configure(2000, true));
            Assert.Equal(5, rig.Driver.BadPixels);
        }

        [Fact]
        public void Every_faulty_transfer_is_reported_and_the_next_subpage_is_good()
        {
            _rig.Configure();
            _rig.Subpage();
            long before = _rig.Bus.TransferCount;
            _rig.Configure();
            _rig.Subpage();
            long transfers = _rig.Bus.TransferCount - before;
            Assert.True(transfers > 50, $"{transfers} transfers");
            for (int n = 0; n < transfers; n++)
            {
                _rig.Bus.Faults.NackAt(_rig.Bus.TransferCount + n);
                Assert.Equal(Mlx90640StatusCode.AddressNotAcknowledged, ConfigureAndRead());
                _rig.Bus.Faults.Clear();
                _rig.Bus.Faults.PartialAt(_rig.Bus.TransferCount + n, 3);
                Assert.Equal(Mlx90640StatusCode.PartialTransfer, ConfigureAndRead());
                _rig.Bus.Faults.Clear();
            }

            Assert.Equal(Mlx90640StatusCode.Ok, ConfigureAndRead());
        }

        [Fact]
        public void A_stuck_bus_is_a_timeout()
        {
            _rig.Configure();
            _rig.Clock.Advance(500);
            _rig.Bus.Faults.StuckBetween(0, long.MaxValue);
            Assert.Equal(0, _rig.Read(out Mlx90640StatusCode status));
            Assert.Equal(Mlx90640StatusCode.Timeout, status);
            Assert.Equal(Mlx90640StatusCode.Timeout, _rig.Driver.Configure(2000, true));
            _rig.Bus.Faults.Clear();
            Assert.Equal(Mlx90640StatusCode.Ok, ConfigureAndRead());
        }

        [Fact]
        public void A_lost_write_of_the_settings_is_noticed()
        {
            _rig.Port.LostWrite = 0;
            Assert.Equal(Mlx90640StatusCode.SettingNotKept, _rig.Driver.Configure(4000, true));
            Assert.Equal(0, _rig.Read(out Mlx90640StatusCode status));
            Assert.Equal(Mlx90640StatusCode.SettingNotKept, status);
        }

        [Fact]
        public void Colder_than_possible_is_a_number()
        {
            _rig.Configure();
            _rig.Clock.Advance(500);
            _rig.Dump(0x8000, 1);
            _rig.Part.Plant(0x0402, 0x8000);
            Assert.Equal(Mlx90640Driver.SubpagePixels, _rig.Read(out _));
            Assert.Equal(100 - 273.15f, _rig.Celsius[2]);
        }

        [Fact]
        public void Wrong_arguments_are_refused()
        {
            Assert.Throws<ArgumentException>(() => _rig.Driver.ReadSubpage(new float[767], out _));
        }

        private Mlx90640StatusCode ConfigureAndRead()
        {
            Mlx90640StatusCode status = _rig.Driver.Configure(2000, true);
            if (status == Mlx90640StatusCode.Ok)
            {
                _rig.Clock.Advance(500);
                int count = _rig.Read(out status);
                Assert.Equal(status == Mlx90640StatusCode.Ok ? Mlx90640Driver.SubpagePixels : 0, count);
            }

            return status;
        }
    }
}
