using System;
using Stethos.Hal.Virtual.Parts;

namespace Stethos.Hal.Virtual.Tests
{
    /// <summary>The virtual part against its data sheet, register by register, without the driver.</summary>
    public sealed class VirtualAdxl355Tests
    {
        private const int Status = 0x04;
        private const int FifoEntries = 0x05;
        private const int XData3 = 0x08;
        private const int FifoData = 0x11;
        private const int Filter = 0x28;
        private const int FifoSamples = 0x29;
        private const int Range = 0x2C;
        private const int PowerCtl = 0x2D;
        private const int SelfTest = 0x2E;
        private const int Reset = 0x2F;

        private readonly VirtualClock _clock = new VirtualClock();
        private readonly VirtualAdxl355 _part;
        private readonly RegisterPort _registers;

        public VirtualAdxl355Tests()
        {
            _part = new VirtualAdxl355(_clock, new Ramp(0.1), new VirtualAdxl355Options { NoiseDensityMicroG = new double[3] });
            _registers = new RegisterPort(_part);
        }

        [Fact]
        public void After_power_up_it_is_in_standby_with_the_values_of_the_register_map()
        {
            Assert.Equal(new byte[] { 0xAD, 0x1D, 0xED, 0x01 }, _registers.Read(0x00, 4));
            Assert.Equal(0x00, _registers.Read(Filter));
            Assert.Equal(0x60, _registers.Read(FifoSamples));
            Assert.Equal(0x81, _registers.Read(Range));
            Assert.Equal(0x01, _registers.Read(PowerCtl));
            _clock.Advance(1000);
            Assert.Equal(0, _registers.Read(FifoEntries));
        }

        [Fact]
        public void The_identity_cannot_be_overwritten_and_reset_brings_everything_back()
        {
            _registers.Write(0x02, 0x12);
            Assert.Equal(0xED, _registers.Read(0x02));
            _registers.Write(Filter, 0x03);
            _registers.Write(PowerCtl, 0x00);
            _clock.Advance(20);
            _registers.Write(Reset, 0x51);
            Assert.Equal(0x03, _registers.Read(Filter));
            _registers.Write(Reset, 0x52);
            Assert.Equal(0x00, _registers.Read(Filter));
            Assert.Equal(0x01, _registers.Read(PowerCtl));
            Assert.Equal(0, _registers.Read(FifoEntries));
        }

        [Fact]
        public void The_fifo_gives_x_y_z_high_byte_first_with_a_marker_at_x()
        {
            Measure(rateCode: 2);
            _part.SetChannel(0, 1);
            _part.SetChannel(1, -1);
            _part.SetChannel(2, 0);
            _clock.Advance(2);
            Assert.Equal(6, _registers.Read(FifoEntries));

            // 1 g is 256,000 = 0x3E800 counts in the narrowest range, four bits further left.
            byte[] expected = { 0x3E, 0x80, 0x01, 0xC1, 0x80, 0x00, 0x00, 0x00, 0x00 };
            Assert.Equal(expected, _registers.Read(FifoData, 9));
            Assert.Equal(3, _registers.Read(FifoEntries));
        }

        [Fact]
        public void An_empty_fifo_says_so()
        {
            Assert.Equal(0x02, _registers.Read(FifoData, 3)[2]);
        }

        [Fact]
        public void A_read_that_stops_inside_an_entry_takes_that_entry_only()
        {
            Measure(rateCode: 2);
            _clock.Advance(2);
            _registers.Read(FifoData, 4);
            Assert.Equal(4, _registers.Read(FifoEntries));
            Assert.Equal(0, _registers.Read(FifoData, 3)[2] & 0x01);
            Assert.Equal(1, _registers.Read(FifoData, 3)[2] & 0x01);
        }

        [Fact]
        public void Status_tells_ready_full_and_overrun_which_goes_when_read()
        {
            _registers.Write(FifoSamples, 12);
            Measure(rateCode: 2);
            Assert.Equal(0x00, _registers.Read(Status));
            _clock.Advance(3);
            Assert.Equal(0x01, _registers.Read(Status));
            _clock.Advance(1);
            Assert.Equal(0x03, _registers.Read(Status));
            _clock.Advance(28);
            Assert.Equal(0x03, _registers.Read(Status));
            _clock.Advance(1);
            Assert.Equal(0x07, _registers.Read(Status));
            Assert.Equal(0x03, _registers.Read(Status));
            Assert.Equal(96, _registers.Read(FifoEntries));
            _registers.Read(XData3, 9);
            Assert.Equal(0x02, _registers.Read(Status));
        }

        [Fact]
        public void The_newest_samples_stay_when_nobody_reads()
        {
            Measure(rateCode: 2);
            _clock.Advance(2000);
            byte[] oldest = _registers.Read(FifoData, 3);
            Assert.Equal((int)Math.Round(0.1 * (2 - 0.031) * 256000), ((oldest[0] << 16) | (oldest[1] << 8) | oldest[2]) >> 4);
            Assert.Equal((int)Math.Round(0.1 * 2 * 256000), Newest(0));
        }

        [Theory]
        [InlineData(1, 1.0, 256000)]
        [InlineData(2, 1.0, 128000)]
        [InlineData(3, 1.0, 64000)]
        [InlineData(1, 3.0, 524287)]
        [InlineData(1, -3.0, -524288)]
        [InlineData(3, -9.0, -524288)]
        public void The_range_sets_the_counts(int range, double valueG, int expected)
        {
            _registers.Write(Range, range);
            Measure(rateCode: 0);
            _part.SetChannel(1, valueG);
            _clock.Advance(1);
            Assert.Equal(expected, Newest(1));
        }

        [Theory]
        [InlineData(0, 4)]
        [InlineData(5, 128)]
        [InlineData(10, 4096)]
        public void The_rate_halves_with_each_code(int rateCode, int msOf16Samples)
        {
            Measure(rateCode);
            _clock.Advance(msOf16Samples);
            Assert.Equal(48, _registers.Read(FifoEntries));
        }

        [Fact]
        public void The_self_test_needs_both_bits()
        {
            Measure(rateCode: 2);
            _part.SetChannel(2, 0);
            _registers.Write(SelfTest, 0x01);
            _clock.Advance(20);
            Assert.Equal(0, Newest(2));
            _registers.Write(SelfTest, 0x03);
            _clock.Advance(20);
            Assert.Equal(384000, Newest(2));
            _registers.Write(SelfTest, 0x01);
            _clock.Advance(20);
            Assert.Equal(0, Newest(2));
        }

        private void Measure(int rateCode)
        {
            _registers.Write(Filter, rateCode);
            _registers.Write(PowerCtl, 0x00);
        }

        private int Newest(int axis)
        {
            byte[] data = _registers.Read(XData3 + (3 * axis), 3);
            return ((sbyte)data[0] << 12) | (data[1] << 4) | (data[2] >> 4);
        }
    }
}
