using System;
using Stethos.Hal.Virtual.Parts;
using Stethos.Hal.Virtual.Spi;

namespace Stethos.Hal.Virtual.Tests
{
    /// <summary>The virtual part against its data sheet, register by register, without the driver; and its bus.</summary>
    public sealed class VirtualIis3dwbTests
    {
        private const int FifoCtrl1 = 0x07;
        private const int FifoCtrl3 = 0x09;
        private const int FifoCtrl4 = 0x0A;
        private const int WhoAmI = 0x0F;
        private const int Ctrl1 = 0x10;
        private const int Ctrl3 = 0x12;
        private const int Ctrl5 = 0x14;
        private const int StatusReg = 0x1E;
        private const int OutXL = 0x28;
        private const int FifoStatus1 = 0x3A;
        private const int FifoTag = 0x78;

        private readonly VirtualClock _clock = new VirtualClock();
        private readonly VirtualSpiBus _bus = new VirtualSpiBus();
        private readonly VirtualIis3dwb _part;
        private readonly ISpiBus _port;

        public VirtualIis3dwbTests()
        {
            _part = new VirtualIis3dwb(_clock, new Ramp(0.1), new VirtualIis3dwbOptions { NoiseDensityMicroG = new double[3] });
            _bus.Attach(1, _part);
            _port = _bus.Open(1);
        }

        [Fact]
        public void After_power_up_and_reset_it_is_off_and_counts_on()
        {
            for (int i = 0; i < 2; i++)
            {
                Assert.Equal(0x7B, Read(WhoAmI, 1)[0]);
                Assert.Equal(0x00, Read(Ctrl1, 1)[0]);
                Assert.Equal(0x04, Read(Ctrl3, 1)[0]);
                _clock.Advance(100);
                Assert.Equal(0x00, Read(StatusReg, 1)[0]);
                Write(Ctrl1, 0xA0);
                Write(Ctrl3, 0x01);
            }
        }

        [Fact]
        public void The_identity_cannot_be_overwritten()
        {
            Write(WhoAmI, 0x12);
            Assert.Equal(0x7B, Read(WhoAmI, 1)[0]);
        }

        [Theory]
        [InlineData(0x00, 1.0, 16384)]
        [InlineData(0x08, 1.0, 8192)]
        [InlineData(0x0C, 1.0, 4096)]
        [InlineData(0x04, 1.0, 2048)]
        [InlineData(0x00, 2.5, 32767)]
        [InlineData(0x04, -17.0, -32768)]
        public void The_range_code_sets_the_counts(int range, double valueG, int expected)
        {
            Write(Ctrl1, 0xA0 | range);
            _part.SetChannel(1, valueG);
            _clock.Advance(1);
            Assert.Equal(0x01, Read(StatusReg, 1)[0]);
            Assert.Equal(expected, BitConverter.ToInt16(Read(OutXL + 2, 2)));
            Assert.Equal(0x00, Read(StatusReg, 1)[0]);
        }

        [Fact]
        public void In_fifo_mode_it_stops_when_full_and_keeps_the_oldest()
        {
            Measure(fifoMode: 1);
            _part.SetChannel(0, 0.5);
            _clock.Advance(10);
            Assert.Equal(266, Level(out int flags));
            Assert.Equal(0x00, flags);
            _part.SetChannel(0, 1);
            _clock.Advance(5000);
            Assert.Equal(512, Level(out flags));
            Assert.Equal(0x20, flags);
            byte[] words = Read(FifoTag, 267 * 7);
            Assert.Equal(0x02, words[0] >> 3);
            Assert.Equal(8192, BitConverter.ToInt16(words, (265 * 7) + 1));
            Assert.Equal(16384, BitConverter.ToInt16(words, (266 * 7) + 1));
            Assert.Equal(245, Level(out _));
        }

        [Fact]
        public void In_continuous_mode_it_keeps_the_newest_and_latches_the_overrun_until_read()
        {
            Measure(fifoMode: 6);
            _clock.Advance(1000);
            Assert.Equal(512, Level(out int flags));
            Assert.Equal(0x68, flags);
            Level(out flags);
            Assert.Equal(0x60, flags);
            double oldestG = BitConverter.ToInt16(Read(FifoTag, 7), 1) / 16384.0;
            Assert.Equal(0.1 * (1 - (511 / 26667.0)), oldestG, 1e-4);
            Level(out flags);
            Assert.Equal(0x00, flags);
        }

        [Fact]
        public void Words_that_come_one_after_another_have_counting_tags()
        {
            Measure(fifoMode: 1);
            _clock.Advance(1);
            byte[] words = Read(FifoTag, 28);
            for (int i = 0; i < 4; i++)
            {
                Assert.Equal(0x10 | (i << 1), words[7 * i]);
            }
        }

        [Fact]
        public void An_empty_fifo_gives_zeros_and_bypass_empties_it()
        {
            Measure(fifoMode: 1);
            _clock.Advance(5);
            Write(FifoCtrl4, 0);
            Assert.Equal(0, Level(out _));
            Assert.Equal(new byte[7], Read(FifoTag, 7));
        }

        [Fact]
        public void The_watermark_flag_follows_its_threshold()
        {
            Write(FifoCtrl1, 100);
            Measure(fifoMode: 1);
            _clock.Advance(3);
            Level(out int flags);
            Assert.Equal(0x00, flags);
            _clock.Advance(1);
            Level(out flags);
            Assert.Equal(0x80, flags);
        }

        [Fact]
        public void The_self_test_moves_either_way()
        {
            Measure(fifoMode: 0);
            _part.SetChannel(2, 0);
            foreach ((int code, int expected) in new[] { (1, 24576), (2, -24576), (0, 0) })
            {
                Write(Ctrl5, code);
                _clock.Advance(20);
                Assert.Equal(expected, BitConverter.ToInt16(Read(OutXL + 4, 2)));
            }
        }

        [Fact]
        public void Nobody_at_a_chip_select_reads_as_ones_and_is_no_fault()
        {
            var read = new byte[2];
            Assert.Equal(BusStatusCode.Ok, _bus.Open(2).Transfer(new byte[] { 0x8F, 0 }, 0, read, 0, 2));
            Assert.Equal(new byte[] { 0xFF, 0xFF }, read);
        }

        [Fact]
        public void Faults_happen_at_their_transfer_only()
        {
            _bus.Faults.FailAt(1).PartialAt(2, 1).StuckBetween(3, 5).MutedBetween(5, 6, high: false);
            BusStatusCode[] expected =
            {
                BusStatusCode.Ok, BusStatusCode.BusFault, BusStatusCode.PartialTransfer, BusStatusCode.Timeout,
                BusStatusCode.Timeout, BusStatusCode.Ok, BusStatusCode.Ok
            };
            byte[] answers = { 0x7B, 0x55, 0x55, 0x55, 0x55, 0x00, 0x7B };
            for (int i = 0; i < expected.Length; i++)
            {
                byte[] read = { 0x55, 0x55 };
                Assert.Equal(expected[i], _port.Transfer(new byte[] { 0x80 | WhoAmI, 0 }, 0, read, 0, 2));
                Assert.Equal(answers[i], read[1]);
            }

            Assert.Equal(7, _bus.TransferCount);
            _bus.Faults.StuckBetween(0, long.MaxValue).Clear();
            Assert.Equal(0x7B, Read(WhoAmI, 1)[0]);
        }

        [Fact]
        public void A_write_broken_off_after_the_register_number_changes_nothing()
        {
            _bus.Faults.PartialAt(0, 1);
            _port.Transfer(new byte[] { Ctrl5, 0x01 }, 0, new byte[2], 0, 2);
            Assert.Equal(0x00, Read(Ctrl5, 1)[0]);
        }

        [Fact]
        public void A_transfer_into_its_own_array_is_refused()
        {
            var both = new byte[2];
            Assert.Throws<ArgumentException>(() => _port.Transfer(both, 0, both, 0, 2));
        }

        private void Measure(int fifoMode)
        {
            Write(FifoCtrl3, 0x0A);
            Write(FifoCtrl4, fifoMode);
            Write(Ctrl1, 0xA0);
        }

        private int Level(out int flags)
        {
            byte[] status = Read(FifoStatus1, 2);
            flags = status[1] & 0xFC;
            return status[0] | ((status[1] & 0x03) << 8);
        }

        private void Write(int register, int value) =>
            Assert.Equal(BusStatusCode.Ok, _port.Transfer(new[] { (byte)register, (byte)value }, 0, new byte[2], 0, 2));

        private byte[] Read(int register, int count)
        {
            var write = new byte[count + 1];
            var read = new byte[count + 1];
            write[0] = (byte)(register | 0x80);
            Assert.Equal(BusStatusCode.Ok, _port.Transfer(write, 0, read, 0, count + 1));
            return read[1..];
        }
    }
}
