using System;
using Stethos.Hal.Virtual.Parts;

namespace Stethos.Hal.Virtual.Tests
{
    /// <summary>The virtual part against its reference manual, register by register, without the driver.</summary>
    public sealed class VirtualKx134Tests
    {
        private const int XOutL = 0x08;
        private const int WhoAmI = 0x13;
        private const int Ins2 = 0x17;
        private const int Cntl1 = 0x1B;
        private const int Cntl2 = 0x1C;
        private const int OdCntl = 0x21;
        private const int SelfTest = 0x5D;
        private const int BufCntl1 = 0x5E;
        private const int BufCntl2 = 0x5F;
        private const int BufStatus1 = 0x60;
        private const int BufClear = 0x62;
        private const int BufRead = 0x63;
        private const int Rate800 = 0x4A;
        private const int Stream = 0xC1;
        private const int Fifo = 0xC0;

        private readonly VirtualClock _clock = new VirtualClock();
        private readonly VirtualKx134 _part;
        private readonly RegisterPort _registers;

        public VirtualKx134Tests()
        {
            _part = new VirtualKx134(_clock, new Ramp(1), new VirtualKx134Options { NoiseDensityMicroG = new double[3] });
            _registers = new RegisterPort(_part);
        }

        [Fact]
        public void After_power_up_and_after_reset_it_is_in_standby_at_50_hz()
        {
            for (int i = 0; i < 2; i++)
            {
                Assert.Equal(0x46, _registers.Read(WhoAmI));
                Assert.Equal(0x55, _registers.Read(0x12));
                Assert.Equal(0x00, _registers.Read(Cntl1));
                Assert.Equal(0x06, _registers.Read(OdCntl));
                Assert.Equal(0, Level());
                Measure(Rate800, Stream);
                _clock.Advance(50);
                Assert.Equal(240, Level());
                _registers.Write(Cntl2, 0x80);
            }
        }

        [Fact]
        public void The_identity_cannot_be_overwritten()
        {
            _registers.Write(WhoAmI, 0x3D);
            Assert.Equal(0x46, _registers.Read(WhoAmI));
        }

        [Fact]
        public void Rate_and_range_change_in_standby_only()
        {
            Measure(Rate800, Stream);
            _registers.Write(OdCntl, 0x06);
            _registers.Write(Cntl1, 0xD8);
            Assert.Equal(Rate800, _registers.Read(OdCntl));
            Assert.Equal(0xC0, _registers.Read(Cntl1));
            _registers.Write(Cntl1, 0x00);
            _registers.Write(OdCntl, 0x06);
            Assert.Equal(0x06, _registers.Read(OdCntl));
        }

        [Fact]
        public void The_buffer_is_bytes_low_byte_first_and_each_byte_read_is_gone()
        {
            Measure(Rate800, Stream);
            _part.SetChannel(0, 1);
            _part.SetChannel(1, -1);
            _part.SetChannel(2, 0.5);
            _clock.Advance(5);
            Assert.Equal(24, Level());
            Assert.Equal(new byte[] { 0x00, 0x10, 0x00, 0xF0, 0x00, 0x08, 0x00 }, _registers.Read(BufRead, 7));
            Assert.Equal(17, Level());
            Assert.Equal(0x10, _registers.Read(BufRead));
        }

        [Fact]
        public void In_stream_mode_the_newest_86_samples_stay()
        {
            Measure(Rate800, Stream);
            _clock.Advance(5000);
            Assert.Equal(516, Level());
            int oldest = BitConverter.ToInt16(_registers.Read(BufRead, 2));
            Assert.Equal((int)Math.Round((5 - (85 / 800.0)) * 4096), oldest);
        }

        [Fact]
        public void In_fifo_mode_the_oldest_86_samples_stay()
        {
            Measure(Rate800, Fifo);
            _clock.Advance(5000);
            Assert.Equal(516, Level());
            Assert.Equal((int)Math.Round(4096 / 800.0), BitConverter.ToInt16(_registers.Read(BufRead, 2)));
            Assert.Equal(5 * 4096, BitConverter.ToInt16(_registers.Read(XOutL, 2)));
        }

        [Fact]
        public void Sources_tell_ready_watermark_and_full()
        {
            _registers.Write(BufCntl1, 8);
            Measure(Rate800, Stream);
            Assert.Equal(0x00, _registers.Read(Ins2));
            _clock.Advance(5);
            Assert.Equal(0x10, _registers.Read(Ins2));
            _clock.Advance(5);
            Assert.Equal(0x30, _registers.Read(Ins2));
            _clock.Advance(100);
            Assert.Equal(0x70, _registers.Read(Ins2));
            _registers.Write(BufClear, 0);
            _registers.Read(XOutL, 6);
            Assert.Equal(0x00, _registers.Read(Ins2));
            Assert.Equal(0, Level());
        }

        [Fact]
        public void A_buffer_that_is_off_stays_empty()
        {
            Measure(Rate800, 0x41);
            _clock.Advance(100);
            Assert.Equal(0, Level());
            Assert.Equal(410, BitConverter.ToInt16(_registers.Read(XOutL, 2)));
        }

        [Theory]
        [InlineData(0x00, 1.0, 4096)]
        [InlineData(0x08, 1.0, 2048)]
        [InlineData(0x10, 1.0, 1024)]
        [InlineData(0x18, 1.0, 512)]
        [InlineData(0x00, 9.0, 32767)]
        [InlineData(0x18, -65.0, -32768)]
        public void The_range_sets_the_counts(int range, double valueG, int expected)
        {
            _registers.Write(Cntl1, range);
            _registers.Write(OdCntl, Rate800);
            _registers.Write(Cntl1, 0xC0 | range);
            _part.SetChannel(1, valueG);
            _clock.Advance(5);
            Assert.Equal(expected, BitConverter.ToInt16(_registers.Read(XOutL + 2, 2)));
        }

        [Fact]
        public void The_self_test_needs_its_code()
        {
            Measure(Rate800, Stream);
            _part.SetChannel(0, 0);
            _registers.Write(SelfTest, 0x01);
            _clock.Advance(20);
            Assert.Equal(0, BitConverter.ToInt16(_registers.Read(XOutL, 2)));
            _registers.Write(SelfTest, 0xCA);
            _clock.Advance(20);
            Assert.Equal(2048, BitConverter.ToInt16(_registers.Read(XOutL, 2)));
            _registers.Write(SelfTest, 0x00);
            _clock.Advance(20);
            Assert.Equal(0, BitConverter.ToInt16(_registers.Read(XOutL, 2)));
        }

        private void Measure(int odCntl, int bufCntl2)
        {
            _registers.Write(OdCntl, odCntl);
            _registers.Write(BufCntl2, bufCntl2);
            _registers.Write(Cntl1, 0xC0);
        }

        private int Level() => BitConverter.ToUInt16(_registers.Read(BufStatus1, 2));
    }
}
