using System;
using Stethos.Drivers.Adxl345;
using Stethos.Hal;
using Stethos.Hal.Virtual.Parts;

namespace Stethos.Drivers.Tests
{
    public sealed class Adxl345DriverTests
    {
        private readonly Adxl345Rig _rig = new Adxl345Rig();

        [Fact]
        public void Status_numbers_are_frozen_and_begin_with_those_of_the_bus()
        {
            foreach (BusStatusCode bus in Enum.GetValues<BusStatusCode>())
            {
                Assert.Equal(bus.ToString(), ((Adxl345StatusCode)bus).ToString());
            }

            Assert.Equal(5, (int)Adxl345StatusCode.WrongDeviceId);
            Assert.Equal(6, (int)Adxl345StatusCode.InvalidSetting);
            Assert.Equal(7, (int)Adxl345StatusCode.SettingNotKept);
            Assert.Equal(8, (int)Adxl345StatusCode.Overrun);
            Assert.Equal(9, (int)Adxl345StatusCode.SelfTestFailed);
        }

        [Theory]
        [InlineData(100)]
        [InlineData(200)]
        [InlineData(400)]
        [InlineData(800)]
        [InlineData(1600)]
        [InlineData(3200)]
        public void Samples_come_at_the_rate_asked_for(int rateHz)
        {
            _rig.Configure(rateHz, watermark: 8);
            _rig.Clock.Advance(16 * 1000 / rateHz);
            _rig.AssertReads(16);
            _rig.AssertReads(0);
        }

        [Theory]
        [InlineData(50, 16, 16)]
        [InlineData(6400, 16, 16)]
        [InlineData(801, 16, 16)]
        [InlineData(0, 16, 16)]
        [InlineData(-100, 16, 16)]
        [InlineData(800, 3, 16)]
        [InlineData(800, 32, 16)]
        [InlineData(800, 0, 16)]
        [InlineData(800, 16, 0)]
        [InlineData(800, 16, 32)]
        public void A_setting_the_part_does_not_have_is_refused_before_the_bus_is_touched(int rateHz, int rangeG, int watermark)
        {
            Assert.Equal(Adxl345StatusCode.InvalidSetting, _rig.Driver.Configure(rateHz, rangeG, watermark));
            Assert.Equal(0, _rig.Bus.TransferCount);
        }

        [Fact]
        public void Another_part_at_the_address_is_not_touched()
        {
            var rig = new Adxl345Rig(new VirtualAdxl345Options { DeviceId = 0xE4 }, fullResolution: true);
            Assert.Equal(Adxl345StatusCode.WrongDeviceId, rig.Driver.Configure(800, 16, 16));
            Assert.Equal(1, rig.Bus.TransferCount);
        }

        [Fact]
        public void An_empty_address_is_reported()
        {
            var driver = new Adxl345Driver(_rig.Bus.Open(Adxl345Driver.AddressHigh), true);
            Assert.Equal(Adxl345StatusCode.AddressNotAcknowledged, driver.Configure(800, 16, 16));
        }

        [Fact]
        public void Nothing_is_read_below_the_watermark()
        {
            _rig.Configure(watermark: 16);
            _rig.Clock.Advance(18);
            long before = _rig.Bus.TransferCount;
            _rig.AssertReads(0);
            Assert.Equal(1, _rig.Bus.TransferCount - before);
            _rig.Clock.Advance(2);
            _rig.AssertReads(16);
        }

        [Fact]
        public void What_does_not_fit_stays_in_the_fifo()
        {
            _rig.Configure(watermark: 4);
            _rig.Clock.Advance(25);
            Assert.Equal(5, _rig.Driver.ReadFifo(_rig.AxesG, 3, 5, out Adxl345StatusCode status));
            Assert.Equal(Adxl345StatusCode.Ok, status);
            _rig.AssertReads(15);
        }

        [Fact]
        public void Samples_are_in_order_and_each_is_read_once()
        {
            _rig.Configure(watermark: 1);
            for (int i = 0; i < 100; i++)
            {
                _rig.Part.SetChannel(0, i * 0.0625);
                _rig.Part.SetChannel(1, -i * 0.0625);
                _rig.Part.SetChannel(2, 1);
                _rig.Clock.Advance(5);
                _rig.AssertReads(4);
                Assert.Equal(i * 0.0625f, _rig.AxesG[0][0]);
                Assert.Equal(-i * 0.0625f, _rig.AxesG[1][3]);
                Assert.Equal(1f, _rig.AxesG[2][1]);
            }
        }

        [Fact]
        public void An_overrun_is_reported_once_and_the_newest_32_samples_are_good()
        {
            _rig.Configure();
            _rig.Part.SetChannel(0, 1);
            _rig.Clock.Advance(1000);
            _rig.Part.SetChannel(0, 2);
            _rig.Clock.Advance(20);
            Assert.Equal(32, _rig.Read(out Adxl345StatusCode status));
            Assert.Equal(Adxl345StatusCode.Overrun, status);
            Assert.Equal(1, _rig.Driver.OverrunCount);
            Assert.Equal(1f, _rig.AxesG[0][15]);
            Assert.Equal(2f, _rig.AxesG[0][16]);
            Assert.Equal(2f, _rig.AxesG[0][31]);

            _rig.Clock.Advance(20);
            _rig.AssertReads(16);
            Assert.Equal(1, _rig.Driver.OverrunCount);
        }

        [Fact]
        public void Clipped_samples_are_counted_and_held_at_the_end_of_the_range()
        {
            _rig.Configure(rangeG: 2);
            _rig.Part.SetChannel(2, -3);
            _rig.Clock.Advance(20);
            _rig.AssertReads(16);
            Assert.Equal(-2f, _rig.AxesG[2][0]);
            Assert.Equal(16, _rig.Driver.ClippedSamples);
            _rig.Part.SetChannel(2, 1.99);
            _rig.Clock.Advance(20);
            _rig.AssertReads(16);
            Assert.Equal(16, _rig.Driver.ClippedSamples);
            _rig.Part.SetChannel(0, 17);
            _rig.Clock.Advance(20);
            _rig.AssertReads(16);
            Assert.Equal(511 / 256f, _rig.AxesG[0][0]);
            Assert.Equal(32, _rig.Driver.ClippedSamples);
        }

        [Fact]
        public void Full_scale_at_3200_hz_is_one_count_less_and_still_counts_as_clipped()
        {
            _rig.Configure(rateHz: 3200);
            _rig.Part.SetChannel(0, 17);
            _rig.Clock.Advance(5);
            _rig.AssertReads(16);
            Assert.Equal(4094 / 256f, _rig.AxesG[0][0]);
            Assert.Equal(16, _rig.Driver.ClippedSamples);
        }

        [Fact]
        public void Ten_bits_at_16_g_are_31_mg_a_count()
        {
            var rig = new Adxl345Rig(new VirtualAdxl345Options { NoiseDensityMicroG = new[] { 0.0, 0, 0 } }, fullResolution: false);
            rig.Configure();
            rig.Part.SetChannel(0, 1.04);
            rig.Clock.Advance(20);
            rig.AssertReads(16);
            Assert.Equal(33 * 16 / 512f, rig.AxesG[0][0]);
        }

        [Fact]
        public void Configuring_again_drops_old_samples()
        {
            _rig.Configure();
            _rig.Clock.Advance(1000);
            _rig.Configure(rateHz: 400);
            _rig.AssertReads(0);
            _rig.Clock.Advance(40);
            _rig.AssertReads(16);
            Assert.Equal(0, _rig.Driver.OverrunCount);
        }

        [Fact]
        public void Stopping_ends_the_samples()
        {
            _rig.Configure();
            Assert.Equal(Adxl345StatusCode.Ok, _rig.Driver.Stop());
            _rig.Clock.Advance(1000);
            _rig.AssertReads(0);
        }

        [Fact]
        public void A_machine_is_heard_through_noise_and_quantisation()
        {
            var rig = new Adxl345Rig(new VirtualAdxl345Options(), fullResolution: true);
            rig.Configure();
            double sum = 0;
            int count = 0;
            for (int i = 0; i < 50; i++)
            {
                rig.Clock.Advance(20);
                int read = rig.Read(out Adxl345StatusCode status);
                Assert.Equal(Adxl345StatusCode.Ok, status);
                for (int k = 0; k < read; k++)
                {
                    sum += rig.AxesG[2][k];
                }

                count += read;
            }

            Assert.Equal(800, count);
            Assert.Equal(1, sum / count, 0.01);
        }
    }
}
