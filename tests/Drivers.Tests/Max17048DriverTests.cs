using System;
using Stethos.Drivers.Max17048;
using Stethos.Hal;
using Stethos.Hal.Parts;
using Stethos.Hal.Virtual.Parts;

namespace Stethos.Drivers.Tests
{
    public sealed class Max17048DriverTests
    {
        private readonly Max17048Rig _rig = new Max17048Rig(new VirtualMax17048Options());

        [Fact]
        public void The_status_has_the_numbers_all_parts_share()
        {
            foreach (Max17048StatusCode own in Enum.GetValues<Max17048StatusCode>())
            {
                string expected = (int)own >= 10 ? ((int)own).ToString() : own.ToString();
                Assert.Equal(expected, ((PartStatusCode)own).ToString());
            }
        }

        [Fact]
        public void A_cell_that_is_used_up_shows_it()
        {
            _rig.Configure();
            Assert.Equal(Max17048StatusCode.Ok, _rig.Driver.Read());
            Assert.Equal((80f, false), (_rig.Driver.Percent, _rig.Driver.IsLow));
            Assert.Equal(4.02f, _rig.Driver.Volts, 0.0001f);
            Assert.Equal(-0.5f, _rig.Driver.PercentPerHour, 0.11f);
            _rig.Clock.Advance(100L * 3600 * 1000);
            Assert.Equal(Max17048StatusCode.Ok, _rig.Driver.Read());
            Assert.Equal(30f, _rig.Driver.Percent);
        }

        [Theory]
        [InlineData(1)]
        [InlineData(15)]
        [InlineData(32)]
        public void Below_the_threshold_the_cell_is_low_and_not_above(int alertPercent)
        {
            Assert.Equal(Max17048StatusCode.Ok, _rig.Driver.Configure(alertPercent));
            _rig.Part.SetChannel(1, alertPercent);
            Assert.Equal(Max17048StatusCode.Ok, _rig.Driver.Read());
            Assert.False(_rig.Driver.IsLow);
            _rig.Part.SetChannel(1, alertPercent - 0.1);
            Assert.Equal(Max17048StatusCode.Ok, _rig.Driver.Read());
            Assert.True(_rig.Driver.IsLow);
        }

        [Theory]
        [InlineData(0)]
        [InlineData(33)]
        public void A_threshold_the_part_does_not_have_is_refused_before_the_bus_is_touched(int alertPercent)
        {
            Assert.Equal(Max17048StatusCode.InvalidSetting, _rig.Driver.Configure(alertPercent));
            Assert.Equal(0, _rig.Bus.TransferCount);
        }

        [Theory]
        [InlineData(0x0010, Max17048StatusCode.Ok)]
        [InlineData(0x0011, Max17048StatusCode.Ok)]
        [InlineData(0x0000, Max17048StatusCode.WrongDeviceId)]
        [InlineData(0xFFFF, Max17048StatusCode.WrongDeviceId)]
        public void Only_a_MAX17048_is_accepted(int version, Max17048StatusCode expected)
        {
            var rig = new Max17048Rig(new VirtualMax17048Options { Version = version });
            Assert.Equal(expected, rig.Driver.Configure(15));
        }

        [Theory]
        [InlineData(20f, 0x97)]
        [InlineData(40f, 0x8D)]
        [InlineData(0f, 0xFB)]
        [InlineData(-30f, 0xFF)]
        [InlineData(400f, 0x00)]
        public void The_compensation_follows_the_temperature(float celsius, int expected)
        {
            _rig.Configure();
            Assert.Equal(Max17048StatusCode.Ok, _rig.Driver.SetTemperature(celsius));
            var config = new byte[2];
            II2cBus port = _rig.Bus.Open(Max17048Driver.Address);
            Assert.Equal(BusStatusCode.Ok, port.WriteRead(new byte[] { (byte)Max17048Register.Config }, 0, 1, config, 0, 2));
            Assert.Equal((expected, 32 - 15), (config[0], config[1]));
        }

        [Fact]
        public void A_restart_is_counted_and_asks_for_configuration()
        {
            Assert.Equal(Max17048StatusCode.SettingNotKept, _rig.Driver.Read());
            Assert.Equal(0, _rig.Driver.Restarts);
            _rig.Configure();
            _rig.Part.Restart();
            Assert.Equal(Max17048StatusCode.SettingNotKept, _rig.Driver.Read());
            Assert.Equal(Max17048StatusCode.SettingNotKept, _rig.Driver.SetTemperature(20));
            Assert.Equal(1, _rig.Driver.Restarts);
            _rig.Configure();
            Assert.Equal(Max17048StatusCode.Ok, _rig.Driver.Read());
        }

        [Theory]
        [InlineData(0)]
        [InlineData(1.9)]
        [InlineData(5.1)]
        public void A_voltage_no_cell_has_is_corrupt_and_changes_nothing(double volts)
        {
            _rig.Configure();
            _rig.Driver.Read();
            float before = _rig.Driver.Volts;
            _rig.Part.SetChannel(0, volts);
            Assert.Equal(Max17048StatusCode.CorruptData, _rig.Driver.Read());
            Assert.Equal(before, _rig.Driver.Volts);
        }

        [Fact]
        public void A_lost_write_of_the_threshold_is_noticed()
        {
            _rig.Port.LostWrite = 1;
            Assert.Equal(Max17048StatusCode.SettingNotKept, _rig.Driver.Configure(20));
        }

        [Fact]
        public void Every_faulty_transfer_is_reported_and_the_next_reading_is_good()
        {
            Assert.Equal(Max17048StatusCode.Ok, ConfigureAndRead());
            int transfers = (int)_rig.Bus.TransferCount;
            Assert.Equal(7, transfers);
            for (int n = 0; n < transfers; n++)
            {
                _rig.Bus.Faults.NackAt(_rig.Bus.TransferCount + n);
                Assert.Equal(Max17048StatusCode.AddressNotAcknowledged, ConfigureAndRead());
                _rig.Bus.Faults.Clear();
                _rig.Bus.Faults.PartialAt(_rig.Bus.TransferCount + n, 1);
                Assert.Equal(Max17048StatusCode.PartialTransfer, ConfigureAndRead());
                _rig.Bus.Faults.Clear();
            }

            _rig.Bus.Faults.StuckBetween(0, long.MaxValue);
            Assert.Equal(Max17048StatusCode.Timeout, ConfigureAndRead());
            _rig.Bus.Faults.Clear();
            Assert.Equal(Max17048StatusCode.Ok, ConfigureAndRead());
        }

        private Max17048StatusCode ConfigureAndRead()
        {
            Max17048StatusCode status = _rig.Driver.Configure(15);
            return status == Max17048StatusCode.Ok ? _rig.Driver.Read() : status;
        }
    }
}
