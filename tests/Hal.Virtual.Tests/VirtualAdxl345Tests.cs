using System;
using Stethos.Hal.Virtual.I2c;
using Stethos.Hal.Virtual.Parts;

namespace Stethos.Hal.Virtual.Tests
{
    /// <summary>The virtual part against its data sheet, register by register, without the driver.</summary>
    public sealed class VirtualAdxl345Tests
    {
        private const int Address = 0x53;
        private const byte BwRate = 0x2C;
        private const byte PowerCtl = 0x2D;
        private const byte IntSource = 0x30;
        private const byte DataFormat = 0x31;
        private const byte DataX0 = 0x32;
        private const byte FifoCtl = 0x38;
        private const byte FifoStatus = 0x39;

        private readonly VirtualClock _clock = new VirtualClock();
        private readonly VirtualI2cBus _bus = new VirtualI2cBus();
        private readonly VirtualAdxl345 _part;
        private readonly II2cBus _port;

        public VirtualAdxl345Tests()
        {
            _part = new VirtualAdxl345(_clock, new Ramp(0.1), new VirtualAdxl345Options { NoiseDensityMicroG = new double[3] });
            _bus.Attach(Address, _part);
            _port = _bus.Open(Address);
        }

        [Fact]
        public void After_power_up_it_is_in_standby_at_100_hz()
        {
            Assert.Equal(0xE5, Read(0x00));
            Assert.Equal(0x0A, Read(BwRate));
            Assert.Equal(0x00, Read(PowerCtl));
            _clock.Advance(1000);
            Assert.Equal(0, Read(IntSource) & 0x80);
        }

        [Fact]
        public void The_identity_cannot_be_overwritten()
        {
            Write(0x00, 0x12);
            Assert.Equal(0xE5, Read(0x00));
        }

        [Fact]
        public void In_bypass_mode_the_newest_sample_is_read_and_missing_one_is_an_overrun()
        {
            Write(PowerCtl, 0x08);
            _part.SetChannel(0, 1);
            _clock.Advance(10);
            Assert.Equal(0x80, Read(IntSource) & 0x81);
            Assert.Equal(256, ReadAxis(0));
            Assert.Equal(0, Read(IntSource) & 0x81);
            _clock.Advance(20);
            Assert.Equal(0x81, Read(IntSource) & 0x81);
        }

        [Fact]
        public void In_fifo_mode_it_stops_when_full_and_keeps_the_oldest()
        {
            Write(FifoCtl, 0x40 | 0x10);
            Write(PowerCtl, 0x08);
            _part.SetChannel(0, 0.5);
            _clock.Advance(160);
            Assert.Equal(0x82, Read(IntSource) & 0x83);
            _part.SetChannel(0, 1.5);
            _clock.Advance(1000);
            Assert.Equal(32, Read(FifoStatus));
            Assert.Equal(0x83, Read(IntSource) & 0x83);
            Assert.Equal(128, ReadAxis(0));
        }

        [Fact]
        public void In_stream_mode_it_keeps_the_newest()
        {
            Write(FifoCtl, 0x80 | 0x10);
            Write(PowerCtl, 0x08);
            _part.SetChannel(0, 0.5);
            _clock.Advance(1000);
            _part.SetChannel(0, 1.5);
            _clock.Advance(310);
            Assert.Equal(32, Read(FifoStatus));
            Assert.Equal(128, ReadAxis(0));
            Assert.Equal(384, ReadAxis(0));
            Assert.Equal(30, Read(FifoStatus));
        }

        [Fact]
        public void The_overrun_bit_goes_when_data_are_read()
        {
            Write(FifoCtl, 0x80 | 0x10);
            Write(PowerCtl, 0x08);
            _clock.Advance(320);
            Assert.Equal(0x01, Read(IntSource) & 0x01);
            Assert.Equal(0x01, Read(IntSource) & 0x01);
            ReadAxis(0);
            Assert.Equal(0, Read(IntSource) & 0x01);
        }

        [Fact]
        public void One_read_of_all_six_bytes_takes_one_entry()
        {
            Write(FifoCtl, 0x80 | 0x01);
            Write(PowerCtl, 0x08);
            _part.SetChannel(0, -1);
            _part.SetChannel(1, 0.25);
            _part.SetChannel(2, 1.5);
            _clock.Advance(30);
            var data = new byte[6];
            Assert.Equal(BusStatusCode.Ok, _port.WriteRead(new[] { DataX0 }, 0, 1, data, 0, 6));
            Assert.Equal(new byte[] { 0x00, 0xFF, 0x40, 0x00, 0x80, 0x01 }, data);
            Assert.Equal(2, Read(FifoStatus));
        }

        [Fact]
        public void Bypass_empties_the_fifo()
        {
            Write(FifoCtl, 0x80 | 0x01);
            Write(PowerCtl, 0x08);
            _clock.Advance(100);
            Write(FifoCtl, 0x00);
            Write(FifoCtl, 0x80 | 0x01);
            Assert.Equal(0, Read(FifoStatus));
        }

        [Theory]
        [InlineData(0x00, 1.0, 256)]
        [InlineData(0x00, 3.0, 511)]
        [InlineData(0x00, -3.0, -512)]
        [InlineData(0x01, 1.0, 128)]
        [InlineData(0x03, 1.0, 32)]
        [InlineData(0x0B, 1.0, 256)]
        [InlineData(0x0B, 20.0, 4095)]
        [InlineData(0x0B, -20.0, -4096)]
        [InlineData(0x04, 1.0, 256 << 6)]
        [InlineData(0x0F, 1.0, 256 << 3)]
        public void Range_resolution_and_justification_follow_data_format(int dataFormat, double valueG, int expected)
        {
            Write(DataFormat, (byte)dataFormat);
            Write(PowerCtl, 0x08);
            _part.SetChannel(1, valueG);
            _clock.Advance(10);
            Assert.Equal(expected, ReadAxis(1));
        }

        [Fact]
        public void Offsets_are_15_6_mg_a_count()
        {
            Write(0x1E, unchecked((byte)-64));
            Write(PowerCtl, 0x08);
            _part.SetChannel(0, 1);
            _clock.Advance(10);
            Assert.Equal((int)Math.Round((1 - (64 * 0.0156)) * 256), ReadAxis(0));
        }

        [Fact]
        public void The_self_test_needs_four_samples_to_settle()
        {
            Write(PowerCtl, 0x08);
            _part.SetChannel(0, 0);
            _clock.Advance(10);
            Write(DataFormat, 0x88);
            _clock.Advance(20);
            Assert.InRange(ReadAxis(0), 1, 380);
            _clock.Advance(30);
            Assert.Equal(384, ReadAxis(0));
            Write(DataFormat, 0x08);
            _clock.Advance(60);
            Assert.Equal(0, ReadAxis(0));
        }

        [Fact]
        public void Samples_are_those_of_the_source_at_their_times()
        {
            Write(FifoCtl, 0x80 | 0x01);
            Write(DataFormat, 0x0B);
            _clock.Advance(2000);
            Write(PowerCtl, 0x08);
            _clock.Advance(50);
            for (int i = 1; i <= 5; i++)
            {
                Assert.Equal((int)Math.Round(0.1 * (2 + (i * 0.01)) * 256), ReadAxis(0));
            }
        }

        [Fact]
        public void Nobody_answers_at_another_address_and_transfers_are_counted()
        {
            Assert.Equal(BusStatusCode.AddressNotAcknowledged, _bus.Open(0x1D).Write(new byte[1], 0, 1));
            Assert.Equal(1, _bus.TransferCount);
        }

        [Fact]
        public void Faults_happen_at_their_transfer_only()
        {
            _bus.Faults.NackAt(1).PartialAt(2, 1).StuckBetween(3, 5);
            BusStatusCode[] expected =
            {
                BusStatusCode.Ok, BusStatusCode.AddressNotAcknowledged, BusStatusCode.PartialTransfer,
                BusStatusCode.Timeout, BusStatusCode.Timeout, BusStatusCode.Ok
            };
            foreach (BusStatusCode status in expected)
            {
                Assert.Equal(status, _port.Write(new byte[] { BwRate, 0x0F }, 0, 2));
            }

            _bus.Faults.Clear();
            Assert.Equal(0x0F, Read(BwRate));
        }

        [Fact]
        public void A_write_broken_off_after_the_register_number_changes_nothing()
        {
            _bus.Faults.PartialAt(0, 1);
            Assert.Equal(BusStatusCode.PartialTransfer, _port.Write(new byte[] { BwRate, 0x0F }, 0, 2));
            Assert.Equal(0x0A, Read(BwRate));
        }

        private void Write(byte register, byte value) =>
            Assert.Equal(BusStatusCode.Ok, _port.Write(new[] { register, value }, 0, 2));

        private byte Read(byte register)
        {
            var value = new byte[1];
            Assert.Equal(BusStatusCode.Ok, _port.WriteRead(new[] { register }, 0, 1, value, 0, 1));
            return value[0];
        }

        private int ReadAxis(int axis)
        {
            var data = new byte[6];
            Assert.Equal(BusStatusCode.Ok, _port.WriteRead(new[] { DataX0 }, 0, 1, data, 0, 6));
            return BitConverter.ToInt16(data, 2 * axis);
        }
    }
}
